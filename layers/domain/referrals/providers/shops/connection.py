"""What a platform promises that can be connected by its own API: its scopes, and its webhooks.

A connection is a module with these names; `connection_registry` knows where each lives. A hook is a
webhook that the platform knows. Those that lead to our address are ours, whoever made them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from referrals.providers.shops.fulfilment import ShopCredentialRefusedError, ShopScopeMissingError
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient, StoreRefusedError
from referrals.providers.shops.store_write import WriteAnswer

_UNKNOWN, _FORBIDDEN = 401, 403


class Purpose(StrEnum):
    """What a store's credential is for."""

    ORDERS = "orders"
    """Its list is read, so that nothing is missed."""
    HOOKS = "hooks"
    """They are registered, switched on and taken out."""
    CODES = "codes"
    """They are made, looked up and ended."""
    FIRST_ORDERS = "first orders"
    """Codes for those alone, where that takes more."""
    CREDIT = "credit"
    """It is booked to customers' accounts, read, and taken back."""
    GIFT_CARDS = "gift cards"
    """They are made, looked up and ended."""
    DISPUTES = "disputes"
    """They are told by webhook, where that takes more."""


class Signer(StrEnum):
    """Whose the secret is that hooks are signed with."""

    OURS = "ours"
    """We choose it, and hand it over with the hook."""
    PLATFORM = "platform"
    """The platform makes one for each hook, and tells it."""
    APP = "app"
    """The app's own: its owner stores it, and no API tells it."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook that leads to our address."""

    reference: str
    """The platform's own id of it."""
    topics: tuple[str, ...]
    live: bool
    """False where the platform switched it off, as most do after too many failures."""
    mark: str = ""
    """Of the secret that it was made with, where the platform keeps a note of ours."""
    secret: str = ""
    """Only where the platform tells it again."""
    unfinished: bool = False
    """Made by us, and the secret that was told then was perhaps never kept."""


@dataclass(frozen=True, slots=True)
class HookWish:
    address: str
    secret: str
    """Ours; empty where it is somebody else's."""
    topics: tuple[str, ...]


class ShopConnection(Protocol):
    WORDS: tuple[str, ...]
    """As the platform's order list has them: one credential does for all."""
    SCOPES: dict[Purpose, tuple[str, ...]]
    """What it must be allowed, as the platform calls it."""
    TOPICS: tuple[str, ...]
    """Without these a source isn't connected."""
    MORE_TOPICS: dict[Purpose, tuple[str, ...]]
    """Registered where the credential has that purpose's scopes, and left out where not."""
    BY_HAND: str
    """What of its webhooks no API registers, as a sentence; empty for nothing."""
    SIGNER: Signer
    ONE_FOR_ALL: bool
    """Whether one hook has all the topics; otherwise each has its own."""

    def missing(
        self, account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
    ) -> tuple[str, ...]:
        """Scopes that the credential lacks; changes nothing. Raises what `ask` raises, and
        ShopCredentialRefusedError for one that opens nothing.
        """
        ...

    def hooks(self, account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
        """All that lead to `address`; errors as of `missing`, and ShopScopeMissingError."""
        ...

    def add(self, account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
        """Registers one for these topics. After StoreUnansweredError nobody knows."""
        ...

    def mend(self, account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
        """Switched on, with these topics, and signed with the secret of the wish."""
        ...

    def drop(self, account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
        """One that is gone is fine."""
        ...


def mark_of(secret: str) -> str:
    """By it a hook's secret is known again, and nobody learns it."""
    return sha256(f"goodword hook\n{secret}".encode()).hexdigest()[:16] if secret else ""


def note_of(secret: str) -> str:
    """What the shop's own people read of a hook, where there is a place for it."""
    return f"Goodword {mark_of(secret)}"


def mark_in(note: str) -> str:
    return note.removeprefix("Goodword ") if note.startswith("Goodword ") else ""


def require(written: WriteAnswer, scopes: Iterable[str]) -> None:
    if not written.is_done:
        raise refusal(written.status, scopes)


def refusal(status: int, scopes: Iterable[str]) -> Exception:
    remedy = f"It needs {', '.join(scopes)}."
    if status == _UNKNOWN:
        return ShopCredentialRefusedError(
            "the shop doesn't accept this credential.", field="credential", remedy=remedy
        )
    if status == _FORBIDDEN:
        return ShopScopeMissingError(
            "the credential may not do that.", field="credential", remedy=remedy
        )
    refused = StoreRefusedError(
        f"the shop won't do that (status {status}).",
        field="credential",
        remedy="Look at the shop's own settings for webhooks.",
    )
    refused.status = status
    return refused


def allows(ask: StoreClient, path: str, headers: dict[str, str]) -> bool:
    """Whether it may read there; ShopCredentialRefusedError where it opens nothing at all."""
    try:
        ask.get(path, headers)
    except StoreRefusedError as error:
        if error.status == _UNKNOWN:
            raise refusal(error.status, ()) from error
        if error.status != _FORBIDDEN:
            raise
        return False
    return True
