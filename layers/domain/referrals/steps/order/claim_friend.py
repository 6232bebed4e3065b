"""Takes an advocate's word on a friend who was forgotten: for an order that the friend placed.

Whoever claims knows the order's number and the friend's address; without both nothing is claimed,
and the answer is the same whichever of them is wrong.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from referrals.model.errors import NotFoundError
from referrals.model.order.claim import Claimant
from referrals.model.order_key import ConversionKey
from referrals.model.people.mailbox import email_hashes
from referrals.model.session.brake import CLAIMS_OF_ADVOCATE
from referrals.steps.order.make_claim import ClaimDesk, ClaimWish, MadeClaim, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.store.order.conversion import Conversions

LEAST = timedelta(minutes=1)


class NoSuchOrderError(NotFoundError):
    code = "no_such_order"


@dataclass(frozen=True, slots=True)
class OwnClaimDesk:
    claims: ClaimDesk
    conversions: Conversions
    sources: Iterable[str]
    identity_key: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClaimWish:
    program_id: str
    code: str
    """The advocate's own."""
    order: str
    email: str = field(repr=False)
    """The friend's, as given at the checkout; never kept."""
    said: str = ""


def claim_friend(wish: OwnClaimWish, desk: OwnClaimDesk, *, now: datetime) -> MadeClaim:
    desk.claims.buckets().take(CLAIMS_OF_ADVOCATE, wish.code, now)
    hashes = email_hashes(desk.identity_key(), wish.email)
    number = wish.order.removeprefix("#").strip()
    for source in desk.sources:
        key = desk.claims.aliases.greatest(ConversionKey(wish.program_id, source, number))
        conversion = desk.conversions.find(key)
        order = conversion.order if conversion else None
        if order and order.customer_hash in hashes:
            claim = ClaimWish(
                key=key,
                claimant=Claimant.ADVOCATE,
                named=AdvocateReference(code=wish.code),
                friend_hash=order.customer_hash,
                # Whoever recommended means: before the order. One moment a claim, however often.
                happened_at=order.occurred_at - LEAST,
                said=wish.said,
            )
            return make_claim(claim, desk.claims, now=now)
    raise NoSuchOrderError("no order has that number and that address.", field="order")
