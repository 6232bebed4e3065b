"""Takes a friend's word on whose recommendation brought them, for the order of a signed link.

The link stands for the address of the order, so nobody types one: the claim is about whoever the
order names. Judging is attribution's, as with any claim.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.attribution.referral import Referral
from referrals.model.errors import ConflictError, RefusedError
from referrals.model.order.claim import Claimant
from referrals.model.privacy.request import ERASED
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.steps.order.make_claim import ClaimDesk, ClaimWish, MadeClaim, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions

LEAST = timedelta(minutes=1)
# A link leads through one of these: `https://go.shop.example/r/ada-bakes`.
_IN_AN_ADDRESS = re.compile(r"/(?:[rw]|on)/(?P<code>.*)", re.DOTALL | re.IGNORECASE)


class NoCustomerError(RefusedError):
    """The order names no address, so nobody can say whom it is about."""

    code = "no_customer"


class BroughtAlreadyError(ConflictError):
    code = "brought_already"


@dataclass(frozen=True, slots=True)
class ArrivalDesk:
    claims: ClaimDesk
    conversions: Conversions
    referrals: Referrals


def claim_arrival(
    link: WelcomeLink, code: str, desk: ArrivalDesk, *, now: datetime, said: str = ""
) -> MadeClaim:
    """`code` is as it was typed or pasted: a code, or a whole address that ends in one."""
    key = desk.claims.aliases.greatest(link.key)
    order = desk.conversions.state(key).order
    customer = order.customer_hash if order else ""
    if order is None or not customer or customer.startswith(ERASED):
        raise NoCustomerError(
            "this order names nobody whom a friend could have sent.",
            field="order_id",
            remedy="Ask the shop.",
        )
    _require_unbrought(desk.referrals.find(str(key)), link)
    wish = ClaimWish(
        key=key,
        claimant=Claimant.FRIEND,
        named=AdvocateReference(code=pasted_code(code)),
        friend_hash=customer,
        proven=True,
        # Whoever is asked after an order means: before it. One moment a claim, however often.
        happened_at=order.occurred_at - LEAST,
        said=said,
    )
    return make_claim(wish, desk.claims, now=now)


def pasted_code(text: str) -> str:
    """What follows `/r/` in an address, or else the text as it is; never empty."""
    found = _IN_AN_ADDRESS.search(text)
    return (found["code"] if found else text) or "-"


def _require_unbrought(referral: Referral | None, link: WelcomeLink) -> None:
    """A page may be open for long: the order that it shows may have found its advocate."""
    if referral and referral.is_attributed:
        raise BroughtAlreadyError(
            f"order {link.key.order_id} was attributed already.", field="order_id"
        )
