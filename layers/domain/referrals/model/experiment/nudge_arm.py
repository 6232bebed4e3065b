"""Nudges as arms of an experiment: what an arm says in their letter and on their page, and which
advocates take part since when.
"""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.moment import Moment
from referrals.model.nudge.effect import SETTLED_AFTER, SPAN
from referrals.model.setting.words import ProgramWords

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


def counted_until(declared: DeclaredExperiment, zone: str) -> date:
    """When the last of those who take part are counted."""
    return declared.last_day(zone) + COUNTED_AFTER


def nudge_trial(
    experiments: Iterable[DeclaredExperiment], now: datetime, zone: str
) -> DeclaredExperiment | None:
    """The experiment about nudges that runs: a program has one at most."""
    running = (e for e in experiments if e.began_at and e.is_open and not e.is_due(now, zone))
    return next((each for each in running if each.subject is TrialSubject.NUDGES), None)


def words_on_arm(
    words: ProgramWords, experiments: Iterable[DeclaredExperiment], experiment: str, arm: str
) -> ProgramWords:
    """As whoever is on that arm reads them; as they are where it isn't there any more."""
    said = (
        each.words
        for trial in experiments
        if trial.name == experiment
        for each in trial.arms
        if each.name == arm
    )
    return {
        **words,
        **{
            language: {**words.get(language, {}), **changes}
            for language, changes in next(said, {}).items()
        },
    }
