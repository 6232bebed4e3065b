"""Places: what a grant counts for in the limits of its advocate, its friend and its day."""

from dataclasses import dataclass

from referrals.model.order.payment import Act
from referrals.model.program.limit import LimitPeriod
from referrals.model.program.program import Program
from referrals.model.program.tally import (
    Tally,
    TallyStep,
    advocate_subject,
    day_subject,
    friend_subject,
    is_advocate_subject,
    is_day_subject,
    renewals_subject,
)
from referrals.model.reward.grant import Grant

EVER = LimitPeriod.EVER.value


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody's part of a grant counts for."""

    period: str
    milestones: tuple[int, ...] = ()
    month: str = ""
    worth_minor: int = 0
    friends: int = 1
    """0 for a renewal, which brings nobody new."""


def take_place(tally: Tally, place: Place) -> Tally:
    return tally.with_grant(
        place.period,
        place.milestones,
        month=place.month,
        worth_minor=place.worth_minor,
        friends=place.friends,
    )


def give_place_back(tally: Tally, place: Place) -> Tally:
    return tally.without_grant(
        place.period,
        place.milestones,
        month=place.month,
        worth_minor=place.worth_minor,
        friends=place.friends,
    )


def step_of(place: Place, subject: str, rules: Program) -> TallyStep | None:
    """What a place that is taken counts, where the rules ask no more than that it stays within
    their limits; None where the count itself decides something: a milestone, a tier."""
    limits, count = rules.limits, place.friends
    if is_day_subject(subject):
        return TallyStep(subject, place.period, most_ever=limits.per_day)
    if not is_advocate_subject(subject) or place.milestones or rules.milestones or rules.tiers:
        return None
    own = limits.per_advocate
    return TallyStep(
        subject,
        place.period,
        place.month,
        count,
        place.worth_minor,
        # A renewal is no other friend.
        most=own.count if own and count else None,
        most_worth_minor=own.at_most_minor if own else None,
    )


def places_of(grant: Grant | None) -> dict[str, Place]:
    """By subject; nobody's for a grant that is closed."""
    if grant is None or not grant.holds_place:
        return {}
    places: dict[str, Place] = {}
    if grant.advocates_part:
        subject = advocate_subject(grant.program_id, grant.advocate_id)
        worth = grant.worth_minor or 0
        friends = 0 if grant.act is Act.RENEWAL else 1
        places[subject] = Place(grant.period, grant.milestones, grant.day[:7], worth, friends)
    if grant.act is Act.RENEWAL:
        subject = renewals_subject(grant.program_id, grant.friend_id)
        places[subject] = Place(EVER, worth_minor=grant.worth_minor or 0)
    else:
        places[friend_subject(grant.program_id, grant.customer_hash)] = Place(grant.period)
    if grant.in_day_limit:
        places[day_subject(grant.program_id, grant.day)] = Place(grant.day)
    return places
