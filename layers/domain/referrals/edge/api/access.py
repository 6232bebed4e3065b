"""Who may enter: a Bearer key that is known and not revoked, and the scope its errand needs."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver

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
    """What a route says about its scope: checked when it is called, told in its description."""

    def check(app: ApiGatewayResolver, next_middleware: Callable[..., Any]) -> Response[Any]:
        key: ApiKey = app.context["key"]
        key.require(scope)
        answer: Response[Any] = next_middleware(app)
        return answer

    return {"security": [{BEARER: [scope.value]}], "middlewares": [check]}
