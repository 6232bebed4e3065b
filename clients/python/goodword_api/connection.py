"""One call over HTTPS: a time-out, tries where trying again is safe, and errors with a name."""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from goodword_api.errors import GoodwordApiError, RefusedError, UnreachableError

TRIES = 3
LONGEST_WAIT = 60.0
LARGEST_ANSWER = 20_000_000
AGAIN = (429, 502, 503, 504)
_LOCAL = ("localhost", "127.0.0.1", "::1")


class _NoRedirect(HTTPRedirectHandler):
    """The key goes to nobody but the stack."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Connection:
    url: str
    """Of the stack, such as https://go.shop.example."""
    key: str
    timeout: float = 10.0
    """Seconds a try may take."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and parts.hostname not in _LOCAL:
            raise GoodwordApiError(f"{self.url} is not https: a key would be read on its way.")

    def call(
        self,
        method: str,
        path: str,
        *,
        names: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """The answer: a dictionary of JSON, or bytes; `names` are the parts of the path.

        None among `query` and `body` is left out.
        """
        for name, value in (names or {}).items():
            path = path.replace("{" + name + "}", quote(str(value), safe=""))
        asked = urlencode({n: _text(v) for n, v in (query or {}).items() if v is not None})
        address = self.url.rstrip("/") + path + (f"?{asked}" if asked else "")
        headers = {"Authorization": f"Bearer {self.key}", "Accept": "application/json"}
        data = None
        if method != "GET":
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps({n: v for n, v in body.items() if v is not None}).encode()
        # The scheme is https, or this machine: see __post_init__.
        return self._try(Request(address, data, headers, method=method))  # noqa: S310

    def _try(self, request: Request) -> Any:
        problem: Exception = UnreachableError("no try was made")
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(request)
            except HTTPError as error:
                problem = _refusal(error)
                wait = _wait(error, attempt)
                if error.code not in AGAIN:
                    break
            except (URLError, HTTPException, OSError) as error:
                problem = UnreachableError(f"{self.url} can't be reached: {error}.")
                wait = float(attempt)
            if attempt < TRIES:
                time.sleep(wait)
        raise problem

    def _once(self, request: Request) -> Any:
        with build_opener(_NoRedirect).open(request, timeout=self.timeout) as answer:
            data = answer.read(LARGEST_ANSWER + 1)
            kind = answer.headers.get_content_type()
        if len(data) > LARGEST_ANSWER:
            raise GoodwordApiError(f"the answer is larger than {LARGEST_ANSWER} bytes.")
        if kind != "application/json":
            return data
        return json.loads(data) if data else {}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wait(error: HTTPError, attempt: int) -> float:
    asked = error.headers.get("Retry-After") or ""
    return min(float(asked), LONGEST_WAIT) if asked.isdigit() else float(attempt)


def _refusal(error: HTTPError) -> RefusedError:
    try:
        told = json.loads(error.read(LARGEST_ANSWER))
    except (ValueError, OSError):
        told = {}
    if not isinstance(told, dict):
        told = {}
    return RefusedError(
        error.code,
        str(told.get("code") or f"http_{error.code}"),
        str(told.get("detail") or error.reason),
        field=str(told.get("field") or ""),
        remedy=str(told.get("remedy") or ""),
    )
