"""Asking a store to change something: never sent again once it may have been heard.

Without an answer nobody knows whether it was done. Whoever asked looks it up, and decides then.
"""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from referrals.model.errors import UnavailableError
from referrals.providers.exchange import Reply
from referrals.providers.shops.store_client import RateLimitedError, StoreClient, stated_pause

ATTEMPTS = 3
_LIMITED = (429, 430)
_TIMED_OUT = 408
_PAUSE = 1.0


class StoreUnansweredError(UnavailableError):
    """The store was asked to change something, and whether it did isn't known."""

    code = "store_unanswered"


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """The store's own yes (2xx) or no (4xx)."""

    status: int
    body: Any
    """The JSON, decimals as Decimal; None for anything else, such as a page of a firewall."""

    @property
    def is_done(self) -> bool:
        return self.status < 300


def write(
    ask: StoreClient,
    path: str,
    headers: Mapping[str, str],
    body: Mapping[str, Any],
    *,
    method: str = "POST",
) -> WriteAnswer:
    """Some JSON; raises StoreUnansweredError, and what `ask` raises before it was sent."""
    sent = {"content-type": "application/json", **headers}
    return _write(ask, path, sent, exact_json(body).encode(), method=method)


def remove(ask: StoreClient, path: str, headers: Mapping[str, str]) -> WriteAnswer:
    """A DELETE; errors as of `write`."""
    return _write(ask, path, headers, None, method="DELETE")


def write_form(
    ask: StoreClient, path: str, headers: Mapping[str, str], form: Mapping[str, str]
) -> WriteAnswer:
    """As `write`, in the form of a page's fields."""
    sent = {**headers, "content-type": "application/x-www-form-urlencoded"}
    return _write(ask, path, sent, urlencode(form).encode(), method="POST")


def exact_json(value: Any) -> str:
    """JSON whose decimals are spelled out digit by digit, never by way of a float."""
    assert not isinstance(value, float)
    match value:
        case Decimal():
            return f"{value:f}"
        case Mapping():
            fields = (f"{json.dumps(name)}:{exact_json(each)}" for name, each in value.items())
            return f"{{{','.join(fields)}}}"
        case list() | tuple():
            return f"[{','.join(map(exact_json, value))}]"
        case _:
            return json.dumps(value)


def _write(
    ask: StoreClient, path: str, headers: Mapping[str, str], body: bytes | None, *, method: str
) -> WriteAnswer:
    ask.settle()
    for attempt in range(1, ATTEMPTS + 1):
        reply = _send(ask, path, headers, body, method=method)
        if reply.status not in _LIMITED:
            return _answer_of(reply)
        # A limit is an answer: nothing was done.
        seconds = stated_pause(reply.headers, _PAUSE * attempt)
        if attempt < ATTEMPTS:
            ask.rest(seconds)
    raise RateLimitedError(
        "the store goes on limiting how often it is asked.",
        remedy="The next try goes on from here.",
    )


def _send(
    ask: StoreClient, path: str, headers: Mapping[str, str], body: bytes | None, *, method: str
) -> Reply:
    try:
        return ask.send(path, headers, body, method)
    except (OSError, http.client.HTTPException) as error:
        raise _unanswered_error(type(error).__name__) from error


def _answer_of(reply: Reply) -> WriteAnswer:
    if not (200 <= reply.status < 300 or 400 <= reply.status < 500) or reply.status == _TIMED_OUT:
        raise _unanswered_error(f"status {reply.status}")
    try:
        body = json.loads(reply.body, parse_float=Decimal) if reply.body else None
    except (ValueError, RecursionError) as error:
        if reply.status < 300:
            raise _unanswered_error("no JSON") from error
        body = None
    return WriteAnswer(reply.status, body)


def _unanswered_error(reason: str) -> StoreUnansweredError:
    return StoreUnansweredError(
        f"the store didn't say whether it did as asked ({reason}).",
        remedy="The next try looks it up first.",
    )
