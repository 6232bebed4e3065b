"""Whom could somebody of the shop thank today? Computed from the newest orders and their notes."""

from collections.abc import Collection

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.moment import Moment
from referrals.model.note.note import shop_note_id
from referrals.model.people.person import Role
from referrals.store.attribution.referral import Referrals
from referrals.store.note.note import Notes
from referrals.store.people.person import People


class ThanksDue(BaseModel):
    """One order that a good word brought, and who of its two people got no note of the shop yet."""

    program: str
    source: str
    order_id: str
    placed_at: Moment
    code: str
    first_order: bool
    """Whether the friend had never ordered before."""
    advocate_id: str
    """Empty where they were thanked, or were forgotten since."""
    friend_id: str
    """Empty where they were thanked, or nobody is known."""


def thanks_due(
    program_id: str,
    referrals: Referrals,
    notes: Notes,
    people: People,
    *,
    limit: int,
    start: Item | None = None,
) -> tuple[list[ThanksDue], Item | None]:
    """Of the next `limit` orders, the newest first, those that are due; and where to go on.

    Orders that were a test, went back or earned nothing are nobody's good word.
    """
    found, after = referrals.newest(program_id, limit, start)
    brought = [each for each in found if _deserves_thanks(each)]
    thanked = notes.written_ids({shop_note_id(each.key, role) for each in brought for role in Role})
    due = [_due(each, thanked) for each in brought]
    # Whoever was forgotten can't be thanked.
    known = people.find_all(i for each in due for i in (each.advocate_id, each.friend_id))
    due = [_among(each, known) for each in due]
    return [each for each in due if each.advocate_id or each.friend_id], after


def _among(due: ThanksDue, known: Collection[str]) -> ThanksDue:
    advocate = due.advocate_id if due.advocate_id in known else ""
    friend = due.friend_id if due.friend_id in known else ""
    return due.model_copy(update={"advocate_id": advocate, "friend_id": friend})


def _deserves_thanks(referral: Referral) -> bool:
    figures, reward = referral.figures, referral.reward
    whole = figures.stands and figures.lost_minor < max(figures.gross_minor, 1)
    granted = reward is not None and reward.status is RewardStatus.GRANTED
    return referral.is_attributed and whole and granted


def _due(referral: Referral, thanked: frozenset[str]) -> ThanksDue:
    def receiver(person_id: str, role: Role) -> str:
        return "" if shop_note_id(referral.key, role) in thanked else person_id

    held = referral.attribution
    return ThanksDue(
        program=referral.program_id,
        source=referral.source,
        order_id=referral.order_id,
        placed_at=referral.figures.occurred_at,
        code=held.code,
        first_order=referral.figures.first_order,
        advocate_id=receiver(held.advocate_id, Role.ADVOCATE),
        friend_id=receiver(referral.friend_id, Role.FRIEND),
    )
