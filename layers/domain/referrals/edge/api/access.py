"""Who may enter: a Bearer key that is known and not at its end, with the scope it needs."""

from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Route

from referrals.edge.http import Event, headers_of
from referrals.model.session.api_key import ApiKey, Scope, UnknownKeyError, key_hash
from referrals.wiring import clock, stores

BEARER = "key"
_LONGEST_KEY = 200


def key_of(event: Event) -> ApiKey:
    """The key that the request shows. Nothing says whether it was missing, wrong, revoked or
    over."""
    kind, _, text = headers_of(event).get("authorization", "").partition(" ")
    text = text.strip()
    if kind.lower() == "bearer" and 0 < len(text) <= _LONGEST_KEY:
        hashed, now = key_hash(text), clock.now()
        key = stores.sessions().find_key(hashed)
        if key and key.is_live(now):
            if key.last_used_on != now.date():
                stores.sessions().note_use(hashed, now.date())
            return key
    raise UnknownKeyError(
        "this request shows no key that is known here.",
        field="authorization",
        remedy="Send `Authorization: Bearer gw_...`; `goodword key create` makes one.",
    )


def needs(scope: Scope) -> dict[str, Any]:
    """What a route says about its scope: told in its description, and checked at the door."""
    return {"security": [{BEARER: [scope.value]}]}


def require_scope_of(route: Route, key: ApiKey) -> None:
    """Before anything is read of what the request says."""
    (needed,) = route.security or [{}]
    (scope,) = needed[BEARER]
    key.require(Scope(scope))
