"""Folds what links brought into the tallies of experiments, after it was counted by day.

Each link is folded as its days are by now, so a change may be told again, late, out of order. It
costs a transaction for a batch's links that take part, and nothing where none does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from referrals.model.errors import UnavailableError
from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.program.program import Program
from referrals.steps.insight.roll_up import ItemChange
from referrals.store.attribution.referral import read_referral
from referrals.store.experiment.tally import (
    KeptTally,
    TallyMove,
    TallyPlace,
    TrialTallies,
    portions,
    trial_place,
)
from referrals.store.link.click import read_click
from referrals.store.program.program import Programs

TRIES = 20
LONGEST_PAUSE = 4
TOGETHER = 96
"""Links of an attempt's transaction: with an experiment's four arms, what one holds."""


@dataclass(frozen=True, slots=True)
class TrialFoldDesk:
    tallies: TrialTallies
    programs: Programs
    pause: Callable[[int], None]
    """Waits before try number n, with jitter."""


class TrialPart(NamedTuple):
    """A link's, in an experiment that counts it."""

    place: TallyPlace
    arm: str
    days: tuple[date, date]
    currency: str

    @property
    def link(self) -> tuple[str, str]:
        return self.place.trial.program_id, self.place.code


def fold_trials(changes: Sequence[ItemChange], desk: TrialFoldDesk) -> int:
    """How many tallies moved; `changes` are of any table, and counted by day before."""
    by_program: dict[str, set[str]] = {}
    for program_id, code in _links_of(changes):
        by_program.setdefault(program_id, set()).add(code)
    parts = list[TrialPart]()
    for program_id, codes in by_program.items():
        program = desk.programs.find(program_id)
        for experiment in program.rules.experiments if program else ():
            assert program
            found = (_part_of(code, experiment, program.rules) for code in sorted(codes))
            parts += filter(None, found)
    return _fold_parts(parts, desk)


def fold_link(
    code: str, experiment: DeclaredExperiment, rules: Program, desk: TrialFoldDesk
) -> bool:
    """Whether its tally moved."""
    part = _part_of(code, experiment, rules)
    return part is not None and _fold_parts([part], desk) > 0


def _part_of(code: str, experiment: DeclaredExperiment, rules: Program) -> TrialPart | None:
    arm = experiment.arm_of(code)
    by_links = experiment.subject is TrialSubject.FRIENDS
    if arm is None or experiment.began_at is None or not by_links:
        return None
    place = TallyPlace(trial_place(experiment, rules.program), code)
    days = experiment.first_day(rules.time_zone), experiment.last_day(rules.time_zone)
    return TrialPart(place, arm.name, days, rules.currency)


def _fold_parts(parts: Sequence[TrialPart], desk: TrialFoldDesk) -> int:
    """How many moved. What others move meanwhile is read anew, half as many together each time: in
    the end each alone, so that a link that is always busy holds up no other."""
    moved, together, waiting = 0, TOGETHER, {each.place: each for each in parts}
    for attempt in range(1, TRIES + 1):
        late = list[TallyPlace]()
        for start in range(0, len(waiting), together):
            some = list(waiting.values())[start : start + together]
            done, left = _fold_together(some, desk)
            moved, late = moved + done, late + left
        if not late:
            return moved
        waiting = {place: waiting[place] for place in late}
        together = max(1, together // 2)
        if attempt < TRIES:
            desk.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("many arrive at once.", remedy="Try again.")


def _fold_together(parts: Sequence[TrialPart], desk: TrialFoldDesk) -> tuple[int, list[TallyPlace]]:
    """How many moved, and those that are to be tried again."""
    try:
        moves = list(_moves_of(parts, desk.tallies))
    except UnavailableError:
        return 0, [each.place for each in parts]
    moved, late = 0, list[TallyPlace]()
    for portion in portions(moves):
        if _is_kept(portion, desk.tallies):
            moved += len(portion)
        else:
            late += [each.place for each in portion]
    return moved, late


def _moves_of(parts: Sequence[TrialPart], tallies: TrialTallies) -> Iterator[TallyMove]:
    """Of those whose days come to something else than their tallies say."""
    kept = tallies.find_all([each.place for each in parts])
    for part in parts:
        before = kept.get(part.place)
        # After the tallies: what is written on a version is then no older than it is.
        tally = tallies.by_days(*part.link, part.days, part.currency)
        if not (before.tally == tally if before else tally.is_empty):
            yield TallyMove(part.place, before, KeptTally(part.arm, tally))


def _is_kept(moves: Sequence[TallyMove], tallies: TrialTallies) -> bool:
    try:
        return tallies.commit(moves)
    except UnavailableError:
        return False


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
