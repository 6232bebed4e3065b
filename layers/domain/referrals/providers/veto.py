"""The merchant's own system, asked about one order: signed as a webhook is, answered in JSON.

The address rules of webhooks hold here, too. What isn't an answer in time is none, and its reason
is told; who asks decides what follows.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.outbox import OutboxItem
from referrals.model.order.claim import LONGEST_REASON
from referrals.model.risk.policy import RiskOutcome
from referrals.providers.channels.post import NoAnswerError, ask
from referrals.providers.channels.public_address import (
    CheckedAddress,
    ForbiddenAddressError,
    Resolve,
    UnknownHostError,
    place_of,
    resolve,
)
from referrals.providers.channels.sender import Outside
from referrals.providers.channels.webhook import message, signed_headers, signing_keys

SECONDS = 5.0
LARGEST = 4096
OK = 200
type Ask = Callable[[CheckedAddress, bytes, Mapping[str, str]], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class SystemVerdict:
    outcome: RiskOutcome
    reason: str
    """Its own, on one line; who looks at the order reads it."""


@dataclass(frozen=True, slots=True)
class NoVerdict:
    reason: str
    hung: bool = False
    """Whether its time was spent in waiting."""


def _ask(place: CheckedAddress, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    return ask(place, body, headers, seconds=SECONDS, largest=LARGEST)


@dataclass(frozen=True, slots=True)
class VetoLine:
    outside: Outside
    resolve: Resolve = resolve
    ask: Ask = _ask

    def verdict(self, item: OutboxItem, url: str, now: datetime) -> SystemVerdict | NoVerdict:
        secrets = f"{self.outside.secrets_prefix}outbound/{item.program_id}"
        live = signing_keys(self.outside.live_secrets(secrets))
        if not live:
            return NoVerdict("no_outbound_secret")
        try:
            place = place_of(url, local=self.outside.local, resolve=self.resolve)
            body = message(item)
            status, found = self.ask(place, body, signed_headers(live, item.item_id, now, body))
        except (ForbiddenAddressError, UnknownHostError) as error:
            return NoVerdict(error.code)
        except NoAnswerError as error:
            return NoVerdict(f"no_answer_{error}", hung=True)
        return read_verdict(found) if status == OK else NoVerdict(f"answered_{status}")


def read_verdict(body: bytes) -> SystemVerdict | NoVerdict:
    """`{"verdict": "allow" | "hold" | "deny", "reason": "..."}`; the reason may be left out."""
    try:
        found = json.loads(body)
        outcome = RiskOutcome(found["verdict"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return NoVerdict("not_understood")
    reason = found.get("reason")
    return SystemVerdict(outcome, one_line(reason) if isinstance(reason, str) else "")


def one_line(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_REASON])
    return " ".join(plain.split())[:LONGEST_REASON]
