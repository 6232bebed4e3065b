"""Places: what a grant counts for in the limits of its advocate, its friend and its day."""

from dataclasses import dataclass

from referrals.model.program.tally import Tally, advocate_subject, day_subject, friend_subject
from referrals.model.reward.grant import Grant


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody's part of a grant counts for."""

    period: str
    milestones: tuple[int, ...] = ()
    month: str = ""
    worth_minor: int = 0


def take_place(tally: Tally, place: Place) -> Tally:
    return tally.with_grant(
        place.period, place.milestones, month=place.month, worth_minor=place.worth_minor
    )


def give_place_back(tally: Tally, place: Place) -> Tally:
    return tally.without_grant(
        place.period, place.milestones, month=place.month, worth_minor=place.worth_minor
    )


def places_of(grant: Grant | None) -> dict[str, Place]:
    """By subject; nobody's for a grant that is closed."""
    if grant is None or not grant.holds_place:
        return {}
    places: dict[str, Place] = {}
    if grant.advocates_part:
        subject = advocate_subject(grant.program_id, grant.advocate_id)
        worth = grant.worth_minor or 0
        places[subject] = Place(grant.period, grant.milestones, grant.day[:7], worth)
    places[friend_subject(grant.program_id, grant.customer_hash)] = Place(grant.period)
    if grant.in_day_limit:
        places[day_subject(grant.program_id, grant.day)] = Place(grant.day)
    return places
