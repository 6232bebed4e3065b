"""What a platform promises that keeps customers' credit: send an amount, and read what came.

A credit is a module with these names; `credit_registry` knows where each lives. Nothing is sent a
second time before what came was read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from referrals.model.errors import RefusedError
from referrals.providers.shops.fulfilment import Objection
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient

# The platform's clock may be behind ours.
LEEWAY = timedelta(minutes=2)
# A platform's list may be behind its own answers: what isn't there by then never came.
SETTLED_AFTER = timedelta(minutes=15)


class NoShopCustomerError(RefusedError):
    """Nobody with that address has an account there."""

    code = "no_shop_customer"


class CreditSpentError(RefusedError):
    """Less is left than would be taken back."""

    code = "credit_spent"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One amount for one person, or from them; equal for every try at it."""

    name: str
    """Of the reward and the turn: by it a platform that keeps notes knows it again."""
    email: str = field(repr=False)
    amount_minor: int
    """Negative to take it back."""
    currency: str
    sent_at: datetime
    """Not before that moment was it asked for."""
    code: str = field(default="", repr=False)
    """Of a gift card alone: chosen before, and the same however often it is asked for."""
    reference: str = ""
    """Of a gift card alone: the platform's id of the one that is taken back."""


class CardTakenError(RefusedError):
    """Another card has that code."""

    code = "shop_card_taken"


class ShopCredit(Protocol):
    WORDS: tuple[str, ...]

    def objection(self, amount_minor: int, currency: str) -> Objection | None:
        """Why this platform can't carry it; asked when a program is applied."""
        ...

    def send(self, account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
        """The platform's id of it. After StoreUnansweredError nobody knows: read first.

        Raises NoShopCustomerError, CreditSpentError where less is left, CardTakenError, and
        RefusedError with a remedy for a person where it won't.
        """
        ...

    def read(self, account: StoreAccount, transfer: Transfer, ask: StoreClient) -> Sequence[str]:
        """Ids of what may be this transfer, the oldest first; only asks. Where the platform keeps
        no note of ours, of the same amount since `sent_at`.
        """
        ...
