"""Asking a store's own API: patient with limits and stumbles, bounded in time and in size.

Only paths below the account's own address are asked, so that what opens a store is shown to that
store alone; no redirect is followed and no proxy asked.
"""

import http.client
import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from referrals.model.errors import RefusedError, UnavailableError
from referrals.providers.exchange import Reply, exchange

SECONDS = 20.0
LARGEST_ANSWER = 8 * 2**20
ATTEMPTS = 4
LONGEST_PAUSE = 60.0
_FIRST_PAUSE = 1.0
_LIMITED = {429, 430}
# A store that is down says it as well; only with a time to come back it is a limit.
_UNAVAILABLE = 503
_AGAIN = {408, 500, 502, 504, _UNAVAILABLE, *_LIMITED}
_LONGEST_TOLD = 86_400
_NOTHING = 204
_MOST_KEPT = 2_000


class RateLimitedError(UnavailableError):
    """The store wants to be asked later, after `retry_after_seconds`."""

    code = "store_rate_limited"


class StoreUnavailableError(UnavailableError):
    """No usable answer after several attempts."""

    code = "store_unavailable"


class OutOfTimeError(UnavailableError):
    """The run's own time is used up, which says nothing of the store."""

    code = "store_out_of_time"


class StoreRefusedError(RefusedError):
    """The store understood and said no: mostly a wrong or withdrawn credential."""

    code = "store_refused"
    status: int = 0
    """Of its answer over HTTP, where that was the no."""
    answer: bytes = b""
    """The beginning of what it said then; never shown to anybody."""


@dataclass(frozen=True, slots=True)
class StoreAnswer:
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Any
    """The JSON, decimals as Decimal; not yet checked for its shape. None for no content."""


@dataclass(slots=True)
class StoreClient:
    """One account's line to its store, good until `until` on `clock`."""

    address: str
    until: float
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    seconds: float = SECONDS
    """For each attempt."""
    owed: float = 0.0
    """What the next question waits for: see `later`."""

    def get(self, path: str, headers: Mapping[str, str]) -> StoreAnswer:
        return self._patient(path, headers, None)

    def post(self, path: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> StoreAnswer:
        """For questions alone: it may be sent several times."""
        asked = {**headers, "content-type": "application/json"}
        return self._patient(path, asked, json.dumps(body).encode())

    def later(self, seconds: float) -> None:
        """As `rest`, but only before the next question, if there will be one."""
        self.owed = seconds

    def rest(self, seconds: float) -> None:
        """Waits as the store asks to; raises RateLimitedError where that is too long for now."""
        if seconds <= 0:
            return
        # The end must leave time for the question itself.
        if not seconds <= min(LONGEST_PAUSE, self.until - self.clock() - 1):
            raise RateLimitedError(
                "the store limits how often it is asked.",
                remedy="The next run goes on from here.",
                retry_after_seconds=_round_up(seconds),
            )
        self.pause(seconds)

    def send(
        self, path: str, headers: Mapping[str, str], body: bytes | None, method: str = ""
    ) -> Reply:
        """One attempt, whatever comes of it."""
        assert path.startswith("/")
        self._require_time()
        left = max(min(self.seconds, self.until - self.clock()), 0.001)
        asked = {"accept": "application/json", "user-agent": "Goodword", **headers}
        return exchange(
            self.address + path,
            asked,
            left,
            body=body,
            method=method,
            largest=LARGEST_ANSWER,
            # Plain http leads to this machine alone: see `order_list`.
            public_only=self.address.startswith("https:"),
        )

    def settle(self) -> None:
        """Waits what is owed: see `later`."""
        waiting, self.owed = self.owed, 0.0
        self.rest(waiting)

    def _patient(self, path: str, headers: Mapping[str, str], body: bytes | None) -> StoreAnswer:
        self.settle()
        reason = ""
        for attempt in range(ATTEMPTS):
            usual = _FIRST_PAUSE * 2**attempt
            try:
                reply = self.send(path, headers, body)
                if reply.status in (200, _NOTHING):
                    return _answer(reply)
            except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
                self._require_time()  # That it was cut off says nothing of the store then.
                reason = type(error).__name__
                self._wait_for_retry(attempt, usual, limited=False)
                continue
            if reply.status not in _AGAIN:
                raise _refusal(reply)
            reason = f"status {reply.status}"
            limited = _is_limit(reply)
            self._wait_for_retry(
                attempt, stated_pause(reply.headers, usual) if limited else usual, limited
            )
        raise StoreUnavailableError(
            f"the store gave no usable answer ({reason}).", remedy="The next run asks again."
        )

    def _require_time(self) -> None:
        if self.clock() >= self.until:
            raise OutOfTimeError("no time is left.", remedy="The next run goes on from here.")

    def _wait_for_retry(self, attempt: int, seconds: float, limited: bool) -> None:
        """Wait before the next attempt; raise if none is left, or no time."""
        last = attempt == ATTEMPTS - 1
        if limited and last:
            raise RateLimitedError(
                "the store goes on limiting how often it is asked.",
                remedy="The next run goes on from here.",
                retry_after_seconds=_round_up(seconds),
            )
        if not last and (limited or seconds < self.until - self.clock()):
            self.rest(seconds)


def stated_pause(headers: Mapping[str, str], usual: float) -> float:
    """Seconds as Retry-After says (a number or a date) or BigCommerce's own header."""
    reset = _number(headers.get("x-rate-limit-time-reset-ms", ""))
    stated = headers.get("retry-after", "")
    seconds = _number(stated)
    if seconds is None:
        seconds = _until_date(stated)
    if seconds is None and reset is not None:
        seconds = reset / 1000
    return usual if seconds is None else max(seconds, 0.0)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _until_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (zoned - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return None


def _round_up(seconds: float) -> int:
    """Whole seconds from 1 to a day; NaN and infinity become a day."""
    return max(math.ceil(seconds), 1) if seconds < _LONGEST_TOLD else _LONGEST_TOLD


def _is_limit(reply: Reply) -> bool:
    has_pause = reply.status == _UNAVAILABLE and "retry-after" in reply.headers
    return has_pause or reply.status in _LIMITED


def _answer(reply: Reply) -> StoreAnswer:
    if reply.status == _NOTHING:
        return StoreAnswer(reply.headers, None)
    body = json.loads(reply.body, parse_float=Decimal, parse_constant=_refuse_constant)
    return StoreAnswer(reply.headers, body)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refusal(reply: Reply) -> StoreRefusedError:
    refused = StoreRefusedError(
        f"the store refused the question (status {reply.status}).",
        field="credential",
        remedy="Check the address and what stands behind it in the stored credential.",
    )
    refused.status, refused.answer = reply.status, reply.body[:_MOST_KEPT]
    return refused
