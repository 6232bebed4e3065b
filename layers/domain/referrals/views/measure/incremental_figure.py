"""How many orders more do our letters bring than would have come anyway? Only a hold-out says."""

from collections.abc import Iterator
from datetime import datetime
from math import isfinite

from referrals.model.measure.cohort import CohortTable, cohort_days
from referrals.model.measure.customer import HELD_OUT, INVITED, K_DAYS
from referrals.model.measure.figure import FigurePlace, MeasureFigure, too_few
from referrals.model.measure.interval import FEWEST
from referrals.model.nudge.confidence import Interval, difference
from referrals.model.nudge.effect import SPAN, NudgeEffect
from referrals.model.nudge.sentence import OBSTACLE_SENTENCES
from referrals.model.program.program import Program
from referrals.store.nudge.experiment import Experiments

MEASURE = "incremental_orders"
INVITATIONS, NUDGES = "invitations", "nudges"
PLANNED = 2000
"""Around so many customers the interval is tightest."""


def held_out_effect(rules: Program, experiments: Experiments, now: datetime) -> NudgeEffect | None:
    """Of the hold-out of nudges; nothing is read where nobody is held out."""
    policy = rules.nudges
    if not (policy.enabled and policy.hold_out_percent):
        return None
    return experiments.effect(rules.program, policy.experiment, now)


def incremental_orders(
    rules: Program, cohorts: CohortTable, nudges: NudgeEffect | None, place: FigurePlace
) -> Iterator[MeasureFigure]:
    """Of each kind of letter that somebody is held out of; none where nobody is."""
    if rules.join.invitation and rules.join.invitation.hold_out:
        yield _of_invitations(cohorts, place)
    if rules.nudges.enabled and rules.nudges.hold_out_percent:
        yield _of_nudges(nudges, place)


def _of_invitations(cohorts: CohortTable, place: FigurePlace) -> MeasureFigure:
    last = place.last
    invited, held_out = (cohorts.friends_of(each, K_DAYS, last) for each in (INVITED, HELD_OUT))
    fewest = min(invited.count, held_out.count)
    found = difference(invited, held_out, PLANNED) if fewest >= FEWEST else None
    days = cohort_days(last, K_DAYS)
    known = found if found and isfinite(found.low) else None
    note = "" if known or fewest < FEWEST else "nobody has brought anybody yet"
    return place.figure(
        MEASURE, known, fewest, group=INVITATIONS, horizon=K_DAYS, note=note, days=days
    )


def _of_nudges(effect: NudgeEffect | None, place: FigurePlace) -> MeasureFigure:
    """By the same outcomes by which nudges are switched off."""
    fewest = min(effect.nudged.ended, effect.hold_out.ended) if effect else 0
    found: Interval | None = effect.friends if effect else None
    obstacle = effect.obstacle if effect else None
    few = too_few(fewest) if fewest < FEWEST else ""
    note = "" if found else few or (OBSTACLE_SENTENCES[obstacle] if obstacle else "")
    return place.figure(MEASURE, found, fewest, group=NUDGES, horizon=SPAN.days, note=note or few)
