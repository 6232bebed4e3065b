"""What keys are usually for, as sets of scopes with a name; none of them is the default."""

from collections.abc import Iterable

from referrals.model.errors import RefusedError
from referrals.model.session.api_key import Scope

SHOP = (
    Scope.ADVOCATES_READ,
    Scope.ADVOCATES_WRITE,
    Scope.CONSENTS_WRITE,
    Scope.LINKS_READ,
    Scope.LINKS_WRITE,
    Scope.CONVERSIONS_READ,
    Scope.ACTS_WRITE,
    Scope.CLAIMS_READ,
    Scope.CLAIMS_WRITE,
    Scope.PROGRAMS_READ,
    Scope.REDEMPTIONS_READ,
    Scope.REDEMPTIONS_WRITE,
    Scope.WELCOME_WRITE,
    Scope.SESSIONS_WRITE,
)
SUPPORT = (
    Scope.ADVOCATES_READ,
    Scope.LINKS_READ,
    Scope.CONVERSIONS_READ,
    Scope.CLAIMS_READ,
    Scope.CLAIMS_WRITE,
    Scope.CORRECTIONS_WRITE,
    Scope.HOLDS_WRITE,
    Scope.REVIEWS_READ,
    Scope.REVIEWS_WRITE,
    Scope.REDEMPTIONS_READ,
    Scope.GOODWILL_WRITE,
    Scope.NOTES_READ,
    Scope.NOTES_WRITE,
    Scope.LISTENING_READ,
    Scope.LISTENING_WRITE,
    Scope.STORIES_READ,
    Scope.STORIES_WRITE,
    Scope.OUTBOX_READ,
    Scope.OUTBOX_WRITE,
)
OPERATIONS = (
    Scope.CONVERSIONS_READ,
    Scope.PROGRAMS_READ,
    Scope.HELD_READ,
    Scope.HELD_WRITE,
    Scope.OUTBOX_READ,
    Scope.OUTBOX_WRITE,
    Scope.LOG_READ,
)
READING = tuple(
    scope
    for scope in Scope
    if scope.endswith(":read") and scope not in (Scope.PRIVACY_READ, Scope.ADVOCATES_READ)
)
PRIVACY = (Scope.PRIVACY_READ, Scope.PRIVACY_WRITE)
SETS = {
    "shop": SHOP,
    "support": SUPPORT,
    "operations": OPERATIONS,
    "reading": READING,
    "privacy": PRIVACY,
    "everything": tuple(Scope),
}
"""The shop's own server; people who help its customers; who watches that all of it runs; an
assistant that reads orders, numbers and queues, and no list of people; who answers requests about
personal data; and all there is, for whoever says so."""


class UnknownScopeError(RefusedError):
    code = "unknown_scope"


def scopes_of(names: Iterable[str]) -> tuple[Scope, ...]:
    """Scopes and sets by their names, each scope once; at least one must be named."""
    wanted: set[Scope] = set()
    for name in names:
        if name not in SETS and name not in set(Scope):
            raise _unknown(f"no scope or set is called {name!r}.")
        wanted.update(SETS[name] if name in SETS else (Scope(name),))
    if not wanted:
        raise _unknown("a key must say what it is for.")
    return tuple(scope for scope in Scope if scope in wanted)


def _unknown(message: str) -> UnknownScopeError:
    remedy = f"Name a set ({', '.join(SETS)}), or scopes: {', '.join(Scope)}."
    return UnknownScopeError(message, field="scope", remedy=remedy)
