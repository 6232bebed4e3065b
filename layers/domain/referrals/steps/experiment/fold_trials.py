"""Folds what links brought into the tallies of experiments, after it was counted by day.

Each link is folded as its days are by now, so a change may be told again, late, out of order. It
costs a transaction for each link of a batch that takes part, and nothing where none does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from referrals.model.errors import UnavailableError
from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.program.program import Program
from referrals.steps.insight.roll_up import ItemChange
from referrals.store.attribution.referral import read_referral
from referrals.store.experiment.tally import KeptTally, TrialTallies, trial_place
from referrals.store.link.click import read_click
from referrals.store.program.program import Programs

TRIES = 20
LONGEST_PAUSE = 4


@dataclass(frozen=True, slots=True)
class TrialFoldDesk:
    tallies: TrialTallies
    programs: Programs
    pause: Callable[[int], None]
    """Waits before try number n, with jitter."""


def fold_trials(changes: Sequence[ItemChange], desk: TrialFoldDesk) -> int:
    """How many tallies moved; `changes` are of any table, and counted by day before."""
    moved = 0
    by_program: dict[str, set[str]] = {}
    for program_id, code in _links_of(changes):
        by_program.setdefault(program_id, set()).add(code)
    for program_id, codes in by_program.items():
        program = desk.programs.find(program_id)
        for experiment in program.rules.experiments if program else ():
            assert program
            for code in sorted(codes):
                moved += fold_link(code, experiment, program.rules, desk)
    return moved


def fold_link(
    code: str, experiment: DeclaredExperiment, rules: Program, desk: TrialFoldDesk
) -> bool:
    """Whether its tally moved."""
    arm = experiment.arm_of(code)
    by_links = experiment.subject is TrialSubject.FRIENDS
    if arm is None or experiment.began_at is None or not by_links:
        return False
    place = trial_place(experiment, rules.program)
    days = experiment.first_day(rules.time_zone), experiment.last_day(rules.time_zone)
    for attempt in range(1, TRIES + 1):
        try:
            before = desk.tallies.find(place, code)
            # After the tally: what is written on its version is then no older than it is.
            tally = desk.tallies.by_days(rules.program, code, days, rules.currency)
            if before.tally == tally if before else tally.is_empty:
                return False
            if desk.tallies.commit(place, code, before, KeptTally(arm.name, tally)):
                return True
        except UnavailableError:
            if attempt == TRIES:
                raise
        desk.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("many arrive at once.", remedy="Try again.")


def _links_of(changes: Iterable[ItemChange]) -> Iterable[tuple[str, str]]:
    """Programs and codes of links that may have brought more, or less."""
    for change in changes:
        if change.noun == "clicks" and change.inserted:
            click = read_click(change.new)
            yield click.program_id, click.code
        elif change.noun == "referrals" and change.new:
            for item in filter(None, (change.old, change.new)):
                referral = read_referral(item)
                if referral.attribution.code:
                    yield referral.program_id, referral.attribution.code
