"""Who may enter: a Bearer key that is known and not revoked, and the scope its errand needs."""

from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Route

from referrals.edge.http import Event, headers_of
from referrals.model.session.api_key import ApiKey, Scope, UnknownKeyError, key_hash
from referrals.wiring import stores

BEARER = "key"
_LONGEST_KEY = 200


def key_of(event: Event) -> ApiKey:
    """The key that the request shows. Nothing says whether it was missing, wrong or revoked."""
    kind, _, text = headers_of(event).get("authorization", "").partition(" ")
    text = text.strip()
    if kind.lower() == "bearer" and 0 < len(text) <= _LONGEST_KEY:
        key = stores.sessions().find_key(key_hash(text))
        if key and key.revoked_at is None:
            return key
    raise UnknownKeyError(
        "this request shows no key that is known here.",
        field="authorization",
        remedy="Send `Authorization: Bearer gw_...`; `goodword key create` makes a key.",
    )


def needs(scope: Scope) -> dict[str, Any]:
    """What a route says about its scope: told in its description, and checked at the door."""
    return {"security": [{BEARER: [scope.value]}]}


def require_scope_of(route: Route, key: ApiKey) -> None:
    """Before anything is read of what the request says."""
    (needed,) = route.security or [{}]
    (scope,) = needed[BEARER]
    key.require(Scope(scope))
