"""What every store that can be asked for its own orders promises: pages of what changed.

A store list is a module with these names; `list_registry` knows where each lives.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from referrals.model.errors import RefusedError
from referrals.providers.shops.store_client import StoreClient

# Plain http only to this machine itself, for a try-out.
_ADDRESS = re.compile(
    r"(?:https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?|http://127\.0\.0\.1:[0-9]{1,5})"
    r"(?:/[A-Za-z0-9._~-]+)*/?",
    re.ASCII,
)


class BadCredentialError(RefusedError):
    """The stored credential cannot be one: its address or its number of words is wrong."""

    code = "bad_store_credential"


@dataclass(frozen=True, slots=True)
class StoreAccount:
    """Where a store is asked, and what opens it."""

    address: str
    """Without a slash at its end."""
    words: tuple[str, ...]
    """What stands behind the address in the stored text, as `WORDS` names it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Orders changed in [since, until), epoch seconds."""

    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Row:
    order_id: str
    """As the source's facts name the order; its greatest name where it has several."""
    raw: bytes
    """A body that the source's own `read` understands, the same for the same state."""
    changed_at: int
    """Epoch seconds, by the store's clock."""


@dataclass(frozen=True, slots=True)
class RowPage:
    rows: tuple[Row, ...]
    next: str | None
    """Where the next page begins, at most 1,000 characters; None at the end."""


class StoreList(Protocol):
    WORDS: tuple[str, ...]
    """What must stand behind the address in the stored credential, in people's words."""

    def page(
        self, account: StoreAccount, span: Span, cursor: str | None, client: StoreClient
    ) -> RowPage:
        """One page of what changed, the oldest first where the store can; asks a few times at most.

        What changes while it is paged through may come twice, and must come at least once here or
        in a later span. Raises what `ask` raises, and StoreUnavailableError for an odd answer.
        """
        ...


def account_of(text: str, words: tuple[str, ...]) -> StoreAccount:
    """The stored text, its parts by spaces. What is said of a bad one never shows it."""
    address, *found = text.split() or [""]
    usual = f"Store `<https address> {' '.join(f'<{word}>' for word in words)}`."
    if not _ADDRESS.fullmatch(address):
        raise BadCredentialError("its first word is no https address.", remedy=usual)
    if len(found) != len(words) or not all(word.isascii() for word in found):
        raise BadCredentialError(f"it has {len(found) + 1} words.", remedy=usual)
    return StoreAccount(address.rstrip("/"), tuple(found))


def as_raw(found: Mapping[str, Any]) -> bytes:
    """A part of an answer as a body of its own; amounts as text, so that no float touches them."""
    return json.dumps(found, default=str, separators=(",", ":")).encode()
