"""What a shop that makes discount codes by its own API promises: look up, make, switch.

A fulfilment is a module with these names; `fulfilment_registry` knows where each lives. Whoever
asks looks up before anything is made a second time, and takes up only what is ours.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NoReturn, Protocol

from referrals.model.code.discount import Discount
from referrals.model.errors import ConflictError, RefusedError
from referrals.providers.shops.body import error_code
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient, StoreRefusedError

_UNKNOWN, _FORBIDDEN = 401, 403


class ShopCodeTakenError(ConflictError):
    """The shop has this code already: ours from a try before, or somebody else's."""

    code = "shop_code_taken"


class ShopCredentialRefusedError(RefusedError):
    code = "shop_credential_refused"


class ShopScopeMissingError(RefusedError):
    code = "shop_scope_missing"


class ShopCurrencyError(RefusedError):
    code = "shop_currency_differs"


class ShopCodeRefusedError(RefusedError):
    """The shop understood and won't make such a code, or won't switch it."""

    code = "shop_code_refused"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a platform can't carry a discount, and what to do."""

    field: str
    """Of the terms."""
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CodeTerms:
    """The code that is wanted; all of it the same for every try but `request_id`."""

    code: str
    """Capitals and digits."""
    reward_id: str
    """Kept beside the code in the shop: by it we know our own."""
    discount: Discount
    starts_at: datetime
    """In the past."""
    request_id: str
    """Names one try: the same for one that is sent twice, another for the next."""


class CodeState(StrEnum):
    LIVE = "live"
    """The till takes it."""
    DISABLED = "disabled"
    """It doesn't, and could again."""
    USED = "used"
    """It was spent."""


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """What a shop has under a code."""

    reference: str
    """The shop's own id of it."""
    ours: bool
    state: CodeState


class Fulfilment(Protocol):
    WORDS: tuple[str, ...]
    """As the platform's order list has them: one credential does for both."""

    def objection(self, discount: Discount) -> Objection | None:
        """Why this platform can't carry it; asked when a program is applied."""
        ...

    def find(self, account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
        """What the shop has under `terms.code`, whatever the case; only asks.

        Raises what `ask` raises, and RefusedError where the shop won't say.
        """
        ...

    def make(self, account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
        """Makes it, for one use. After StoreUnansweredError nobody knows: look up first.

        Raises ShopCodeTakenError where the shop has that code, and RefusedError with a remedy for a
        person where it won't.
        """
        ...

    def disable(self, account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
        """No till takes it any more; one that is gone is fine. Errors as of `make`."""
        ...

    def enable(
        self, account: StoreAccount, record: CodeRecord, terms: CodeTerms, ask: StoreClient
    ) -> None:
        """A disabled one is taken again, until the end in its terms. Errors as of `make`."""
        ...


def missing_condition(
    platform: str, remedies: Mapping[str, str], discount: Discount
) -> Objection | None:
    """The first condition that the platform has no place for; `remedies` by the field's name."""
    for name, remedy in remedies.items():
        if getattr(discount, name):
            return Objection(name, f"{platform} can't carry `{name}`.", remedy)
    return None


def odd_product(platform: str, pattern: str, usual: str, discount: Discount) -> Objection | None:
    """The first id that can be none of the platform's own."""
    for each in discount.products:
        if not re.fullmatch(pattern, each, re.ASCII):
            return Objection("products", f"{platform} has no ids like {each!r}.", usual)
    return None


def same_code(one: object, other: str) -> bool:
    """Some shops keep codes in small letters."""
    return isinstance(one, str) and one.casefold() == other.casefold()


def require_currency(discount: Discount, currency: str) -> None:
    """A fixed amount is in the shop's own currency, whatever the program reckons in."""
    if discount.names_money and currency != discount.currency:
        raise ShopCurrencyError(
            f"the shop sells in {currency[:3] or 'no currency we know'}, the program reckons in "
            f"{discount.currency}.",
            field="currency",
            remedy="Promise a percentage instead, or let the webhook tell your own server.",
        )


@contextmanager
def readable(scopes: str) -> Iterator[None]:
    """A look-up's refusals in words that say what is missing."""
    try:
        yield
    except StoreRefusedError as error:
        if error.status not in (_UNKNOWN, _FORBIDDEN):
            raise
        refuse(error.status, scopes)


def refuse(status: int, scopes: str, reason: object = "") -> NoReturn:
    """What a shop's no to a change means; `scopes` says what the credential must be allowed. Of
    the shop's own words only a code is told on."""
    if status == _UNKNOWN:
        raise ShopCredentialRefusedError(
            "the shop doesn't accept the stored credential.",
            field="credential",
            remedy=f"Store a valid one with `goodword source add … --store`. {scopes}",
        )
    if status == _FORBIDDEN:
        raise ShopScopeMissingError(
            "the stored credential may not do that.", field="credential", remedy=scopes
        )
    code = error_code(reason)
    raise ShopCodeRefusedError(
        f"the shop won't do that (status {status}{f', {code}' if code else ''}).",
        field="code",
        remedy="Look at the shop's own settings for discounts.",
    )
