"""Knocking at a stack's public doors as strangers do: a click, and a shop's webhook."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from referrals.model.errors import RefusedError, UnavailableError

PATIENCE_SECONDS = 30
PAGE = "/w/"
"""The friend's page: who buys pressed its button."""
BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)


class NoTokenError(RefusedError):
    code = "no_token"


class UnreachableAddressError(UnavailableError):
    code = "door_unreachable"


class SilentAddressError(UnavailableError):
    code = "door_silent"


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    status: int
    body: dict[str, Any]
    replayed: bool


class _Stay(urllib.request.HTTPRedirectHandler):
    """The redirect's answer is what we came for: it is not followed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def click(url: str, code: str) -> str:
    """The click token that a friend's browser would carry to the shop, by their page if need be."""
    status, headers, _ = _send(_visit(f"{url}/r/{quote(code, safe='')}"))
    place = urlsplit(headers.get("location", ""))
    query = parse_qs(place.query)
    if "gw" not in query:
        raise NoTokenError(
            f"a click on {code} was answered {status} and brought no token.",
            field="code",
            remedy="Use the code of a link that is live, or say --via ref.",
        )
    if place.path.startswith(PAGE):
        _send(_visit(f"{url}/on/{place.path.removeprefix(PAGE)}?{place.query}"))
    return query["gw"][0]


def _visit(address: str) -> urllib.request.Request:
    heads = {"user-agent": BROWSER, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    return urllib.request.Request(address, headers=heads)  # noqa: S310 (the stack's own address)


def post(url: str, path: str, raw: bytes, headers: dict[str, str]) -> HttpAnswer:
    request = urllib.request.Request(  # noqa: S310 (the stack's own address)
        f"{url}{path}", data=raw, headers=headers, method="POST"
    )
    status, sent, text = _send(request)
    try:
        body = json.loads(text)
    except ValueError:
        body = {"detail": text.decode(errors="replace")[:300]}
    return HttpAnswer(status, body, "goodword-replayed" in sent)


def _send(request: urllib.request.Request) -> tuple[int, dict[str, str], bytes]:
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, _lower(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, _lower(error.headers), error.read()
    except (OSError, HTTPException) as error:
        raise _connection_error(request.full_url, error) from error


def _connection_error(url: str, error: Exception) -> UnavailableError:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return SilentAddressError(
            f"{url} was reached and said nothing for {PATIENCE_SECONDS} seconds.",
            remedy="Try again; then look at what stands between: a proxy, a firewall.",
        )
    return UnreachableAddressError(
        f"{url} does not answer: {reason}.",
        remedy="Is the address right, and the stack up? `goodword local status` tells.",
    )


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
