"""An exchange: what somebody takes for their credit or points, a code for the till or a thing.

It is a redemption of its own: reserved when they ask for it, spent in the moment that there is a
code, returned where the shop won't make one. It doesn't end by time: nobody loses money over a shop
that is slow, and nobody has the money back beside a code.
"""

import hashlib
import hmac
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.code.bearer_code import shown_code
from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.identity import base32
from referrals.model.program.catalogue import CatalogueItem
from referrals.model.program.offer import CodesBy
from referrals.model.program.program import Program

LETTERS = 12  # 60 bits: too many to try at a checkout, few enough to type.
DISCOUNT = "discount_code"


# Reasons of our own why there is no code; any other is the shop's.
CALLED_OFF = "called_off"
ERASED = "erased"


class ItemNotFoundError(NotFoundError):
    code = "catalogue_item_not_found"


class NoTillError(RefusedError):
    """No shop of ours makes the code, and nobody is told of it."""

    code = "no_till"


class ExchangeBegunError(ConflictError):
    """A code is being made for it: it is spent when there is one, and returned if the shop
    won't make it."""

    code = "exchange_begun"


class Exchange(BaseModel):
    model_config = ConfigDict(frozen=True)
    item: str = ""
    """The catalogue's; empty for credit that becomes a code."""
    terms: dict[str, Any]
    """What it is, with its kind, as a reward's."""
    words: str = ""
    """The reward type's own, in English: for kinds without words in `model/words`."""
    codes_by: str
    code: str = ""
    """For the till, once it takes it."""
    shop_code: ShopCode | None = None
    reason: str = ""
    """Why there is no code."""

    @property
    def shown_code(self) -> str:
        """As anybody but its person may read it."""
        return shown_code(str(self.terms["kind"]), self.code)

    @property
    def is_begun(self) -> bool:
        """Whether a shop may have a code for it that nobody is to use."""
        return self.shop_code is not None and self.shop_code.state is not ShopCodeState.DISABLED


def credit_terms(amount: int) -> dict[str, Any]:
    """So much off one order."""
    return {"kind": DISCOUNT, "amount_minor": amount}


def find_item(rules: Program, name: str) -> CatalogueItem:
    found = next((each for each in rules.catalogue if each.item == name), None)
    if found is None:
        raise ItemNotFoundError(
            f"the catalogue of {rules.program} has no {name!r}.",
            field="item",
            remedy=f"GET /v1/programs/{rules.program}/catalogue lists what {POINTS} buy.",
        )
    return found


def has_no_till(rules: Program) -> bool:
    """Codes of a stock are for what they were bought for."""
    untold = rules.codes_by is CodesBy.WEBHOOK and not rules.webhook_url
    return untold or rules.codes_by is CodesBy.STOCK


def require_till(terms: dict[str, Any], rules: Program) -> None:
    """A code that no till would know is no value."""
    if terms["kind"] == DISCOUNT and has_no_till(rules):
        raise NoTillError(
            "no till would take the code.",
            field="codes_by",
            remedy="Name in codes_by the shop that makes codes, or a webhook_url that is told.",
        )


def exchange_text(key: bytes, redemption_id: str, attempt: int = 1) -> str:
    """Capitals and digits: the same for ever, and nobody's guess without the key."""
    again = f"\n{attempt}" if attempt > 1 else ""
    text = f"exchange\n{redemption_id}{again}".encode()
    number = int.from_bytes(hmac.digest(key, text, hashlib.sha256)[:8])
    return base32(number, LETTERS).upper()
