"""The course of a program's experiments from one version to the next: begun, carried on, ended.

What was declared can't be changed once it runs; only its end can follow.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from referrals.model.experiment.declaration import (
    LEAST_DAYS,
    MOST_DAYS,
    MOST_EXPERIMENTS,
    DeclaredExperiment,
    EndReason,
    TrialSubject,
)

READ_DAYS = 38
"""31 until the last advocates are counted, and a week in which that can be read."""
type Declarations = Sequence[DeclaredExperiment]
_COURSE = ("seed", "began_at", "began_version", "ended_at", "ended_version", "end_reason")


class CourseFault(NamedTuple):
    """What can't follow; `place` is that of the experiment in the list, None for one that lacks."""

    place: int | None
    field: str
    message: str
    remedy: str


def carried_on(
    written: Declarations, current: Declarations, *, window_days: int, now: datetime
) -> tuple[DeclaredExperiment, ...]:
    """As they are applied: how far each is, is never read from what somebody wrote. One that ended
    stays, whether it is written or not, while it still says what friends were promised."""
    known = {each.name: each for each in current}
    carried = [_with_course(each, known.pop(each.name, None)) for each in written]
    kept = (each for each in known.values() if _promises(each, window_days, now))
    return *carried, *kept


def _promises(each: DeclaredExperiment, window_days: int, now: datetime) -> bool:
    """Whether an order may still come of a click that was made before it ended; or, where it is
    about nudges, its last advocates were counted a week ago at most."""
    days = window_days if each.subject is TrialSubject.FRIENDS else READ_DAYS
    return bool(each.ended_at and now < each.ended_at + timedelta(days=days))


def begin_experiments(
    experiments: Declarations, *, now: datetime, version: int, seed: str
) -> tuple[DeclaredExperiment, ...]:
    """Those that are new begin with this version."""
    return tuple(
        each
        if each.began_at
        else each.model_copy(
            update={
                "seed": f"{each.name}-{seed}",
                "began_at": now.replace(microsecond=0),
                "began_version": version,
            }
        )
        for each in experiments
    )


def with_end(
    experiments: Declarations, name: str, reason: EndReason, *, now: datetime, version: int
) -> tuple[DeclaredExperiment, ...]:
    course = {
        "ended_at": now.replace(microsecond=0),
        "ended_version": version,
        "end_reason": reason,
    }
    return tuple(
        each.model_copy(update=course) if each.name == name and each.is_open else each
        for each in experiments
    )


def course_faults(
    written: Declarations, current: Declarations, *, now: datetime, zone: str
) -> Iterator[CourseFault]:
    """What speaks against `written`, which is carried on, where `current` holds."""
    if len(written) > MOST_EXPERIMENTS:
        yield CourseFault(
            None,
            "experiments",
            f"with those that ended and still promise something they are {len(written)}.",
            f"Begin this one later: {MOST_EXPERIMENTS} are the most.",
        )
    known, today = {each.name: each for each in current}, now.astimezone(ZoneInfo(zone)).date()
    for place, each in enumerate(written):
        before = known.pop(each.name, None)
        if before is None:
            yield from _beginning(place, each, today)
        elif _declaration_of(before) != _declaration_of(each):
            yield CourseFault(
                place,
                "name",
                f"{each.name} was declared otherwise when it began.",
                "Leave it as `goodword program export` has it; or try another under a new name.",
            )
    for each in known.values():
        if each.is_open:
            yield CourseFault(
                None,
                "experiments",
                f"{each.name} runs.",
                "Leave it in, or end it first: at the desk, or by `goodword experiment end`.",
            )


def _beginning(place: int, each: DeclaredExperiment, today: date) -> Iterator[CourseFault]:
    days = (each.until - today).days
    if not LEAST_DAYS <= days <= MOST_DAYS:
        yield CourseFault(
            place,
            "until",
            f"{each.until} is {days} days from today.",
            f"Name a day {LEAST_DAYS} to {MOST_DAYS} days from today.",
        )


def _with_course(
    written: DeclaredExperiment, known: DeclaredExperiment | None
) -> DeclaredExperiment:
    usual = DeclaredExperiment.model_fields
    return written.model_copy(
        update={
            name: getattr(known, name) if known else usual[name].get_default() for name in _COURSE
        }
    )


def _declaration_of(experiment: DeclaredExperiment) -> object:
    return experiment.model_dump(mode="json", exclude=set(_COURSE))
