"""Webhooks to the merchant, signed as Standard Webhooks 1.0 says.

The id stays the same through all tries of an item, so that a receiver can tell a repeat; the
signature is made with every live secret, so that a secret can be changed without a gap.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    TryAgain,
)
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.moment import stamp
from referrals.providers.channels.post import NoAnswerError, post
from referrals.providers.channels.public_address import (
    CheckedAddress,
    ForbiddenAddressError,
    Resolve,
    UnknownHostError,
    place_of,
    resolve,
)
from referrals.providers.channels.sender import Outside, Sender

TOO_MANY = 429
type Post = Callable[[CheckedAddress, bytes, Mapping[str, str]], int]


@dataclass(frozen=True, slots=True)
class Webhook:
    local: bool
    secrets_prefix: str
    live_secrets: Callable[[str], tuple[str, ...]]
    resolve: Resolve = resolve
    post: Post = post

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        item = parcel.item
        secrets = signing_keys(self._secrets(item.program_id))
        if not secrets:
            return Hopeless("no_outbound_secret")
        try:
            url = parcel.rules.webhook_url
            place = place_of(url, local=self.local, resolve=self.resolve)
            body = message(item)
            status = self.post(place, body, signed_headers(secrets, item.item_id, now, body))
        except ForbiddenAddressError as error:
            return Hopeless(error.code)
        except UnknownHostError as error:
            return TryAgain(error.code, ailing=True)
        except NoAnswerError as error:
            return TryAgain(f"no_answer_{error}", ailing=True)
        return outcome_of_status(status, item)

    def _secrets(self, program_id: str) -> tuple[str, ...]:
        return self.live_secrets(f"{self.secrets_prefix}outbound/{program_id}")


def open_sender(outside: Outside) -> Sender:
    return Webhook(outside.local, outside.secrets_prefix, outside.live_secrets)


def outcome_of_status(status: int, item: OutboxItem) -> DeliveryOutcome:
    """Only 2xx is success: a redirect is a failure, 410 means never again."""
    if 200 <= status < 300:
        return Done(message_id(item.item_id))
    if status == 410:
        return ENDPOINT_GONE
    return TryAgain(f"answered_{status}", ailing=status == TOO_MANY or status >= 500)


def message(item: OutboxItem) -> bytes:
    body = {"type": item.topic, "timestamp": stamp(item.created_at), "data": item.data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def message_id(item_id: str) -> str:
    """Stable for an item, of plain characters, and silent about what is in the id."""
    return f"msg_{hashlib.sha256(item_id.encode()).hexdigest()[:32]}"


def signed_headers(
    keys: Iterable[bytes], item_id: str, now: datetime, body: bytes
) -> dict[str, str]:
    name, seconds = message_id(item_id), str(int(now.timestamp()))
    content = f"{name}.{seconds}.".encode() + body
    macs = (hmac.digest(key, content, hashlib.sha256) for key in keys)
    return {
        "content-type": "application/json",
        "user-agent": "Goodword/1",
        "webhook-id": name,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(mac).decode()}" for mac in macs),
    }


def signing_keys(secrets: Iterable[str]) -> tuple[bytes, ...]:
    """The bytes behind each `whsec_...`; what isn't one is left out, never used as it stands."""
    keys = []
    for secret in secrets:
        try:
            keys.append(base64.b64decode(secret.removeprefix("whsec_"), validate=True))
        except (binascii.Error, ValueError):
            continue
    return tuple(key for key in keys if len(key) >= 16)
