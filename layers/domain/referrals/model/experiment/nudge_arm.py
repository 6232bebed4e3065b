"""Nudges as arms of an experiment: what an arm says in their letter and on their page, and which
advocates take part since when.
"""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from referrals.model.attribution.referral import Referral
from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.experiment.tally import LinkTally
from referrals.model.insight.counts import has_won, kept_base_minor
from referrals.model.moment import Moment
from referrals.model.nudge.effect import MOST_FRIENDS, SETTLED_AFTER, SPAN
from referrals.model.program.program import Program

COUNTED_AFTER = SETTLED_AFTER
"""After their first moment: thirty days of friends, and a day for facts that come late."""


class NudgeTrialEntry(BaseModel):
    """An advocate in an experiment with nudges: from their first moment that nothing spoke against
    since it began."""

    model_config = ConfigDict(frozen=True)
    person_id: str
    program_id: str
    experiment: str
    began_version: int
    """Of the experiment; it tells two of one name apart."""
    code: str
    """Of the link that was drawn."""
    arm: str
    entered_at: Moment

    @property
    def name(self) -> str:
        return trial_name(self.experiment, self.began_version)

    @property
    def ends_at(self) -> Moment:
        """Until when friends count, for both who got a letter and who got none."""
        return self.entered_at + SPAN


def trial_name(experiment: str, began_version: int) -> str:
    return f"{experiment}#{began_version}"


def advocate_tally(brought: Iterable[Referral], program_id: str, currency: str) -> LinkTally:
    """What one advocate's thirty days came to, as one who was counted: first orders of the first
    ten friends, oldest first, and what of them stayed."""
    ours = (each for each in brought if each.program_id == program_id)
    won = [each for each in ours if has_won(each)][:MOST_FRIENDS]
    money = sum(kept_base_minor(e.figures) for e in won if e.figures.currency == currency)
    return LinkTally(clicks=1, orders=len(won), money=money).within_bounds


def counted_until(declared: DeclaredExperiment, zone: str) -> date:
    """When the last of those who take part are counted."""
    return declared.last_day(zone) + COUNTED_AFTER


def nudge_trial(rules: Program, now: datetime) -> DeclaredExperiment | None:
    """The experiment about nudges that runs: there is one at most."""
    running = (
        each
        for each in rules.experiments
        if each.began_at and each.is_open and not each.is_due(now, rules.time_zone)
    )
    return next((each for each in running if each.subject is TrialSubject.NUDGES), None)


def with_arm_words(rules: Program, experiment: str, arm: str) -> Program:
    """As whoever is on that arm reads them; as they are where it isn't there any more."""
    said = (
        each.words
        for trial in rules.experiments
        if trial.name == experiment
        for each in trial.arms
        if each.name == arm
    )
    words = dict(rules.words)
    for language, changes in next(said, {}).items():
        words[language] = {**words.get(language, {}), **changes}
    return rules.model_copy(update={"words": words})
