"""Things that must reach the outside world, written in the same transaction as their cause.

An item names people by id only; whoever delivers it looks the address up at that moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment

# Standard Webhooks' advice, in seconds after the first try; after the last one an item is parked.
RETRY_AFTER_SECONDS = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
LEASE_SECONDS = 120
# Reasons that tell a letter that found no address, and the same one once there is one.
NO_ADDRESS = "no_address"
ADDRESS_KNOWN = "address_known"
# Reasons of rewards that wait for the merchant: for codes to be imported, for a person's hands.
STOCK_EMPTY = "stock_empty"
BY_HAND = "by_hand"


class Channel(StrEnum):
    """Ways out; reward, veto and code apart, each is a file of `providers/channels`."""

    EMAIL = "email"
    """A letter to a person. All so far tell only what is theirs, which takes no consent."""
    WEBHOOK = "webhook"
    """A signed message to the merchant's own server."""
    KLAVIYO = "klaviyo"
    """What happened to a person, on their profile in the merchant's account there."""
    SLACK = "slack"
    """The day, or what is urgent, to a channel of the merchant's; it names nobody."""
    REWARD = "reward"
    """Handing over a reward: the reward type's `fulfil`."""
    VETO = "veto"
    """A question to the merchant's own system, whose answer decides."""
    CODE = "code"
    """Bringing a shop in line with a friend's gift code."""


class DeliveryState(StrEnum):
    """pending -> sending -> done | pending | parked; parked -> pending by hand; done is final."""

    PENDING = "pending"
    """Waits until `due_at`."""
    SENDING = "sending"
    """Leased by one delivery until `lease_until`."""
    DONE = "done"
    """The outside took it."""
    SKIPPED = "skipped"
    """Rightly not sent, such as mail to someone who did not agree; `reason` says why."""
    PARKED = "parked"
    """Hopeless without a person; `reason` says why."""


@dataclass(frozen=True, slots=True)
class HandWord:
    """What somebody says of work that only a person can do."""

    code: str
    """The code that they entered, if one was due."""
    made_by: str
    actor: str = ""
    """Whose key, or which person at the command line."""


class OutboxItem(BaseModel):
    model_config = ConfigDict(frozen=True)
    item_id: str
    """Deterministic: cause and purpose, so that a repeated cause writes the same item."""
    channel: Channel
    topic: str
    """`reward.granted`, `advocate.thanked`, ...: picks the words or the webhook's type."""
    program_id: str
    cause: str = ""
    """The order that it is about, by its key; empty for what no order brought about."""
    person_id: str = ""
    """Whom it goes to, or whose reward it hands over; empty for the merchant's webhooks."""
    data: dict[str, Any] = {}
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    created_at: Moment
    due_at: Moment
    lease_until: Moment | None = None
    reason: str = ""
    done_by: str = ""
    """Who said that it is done, where a person did it."""
    actor: str = ""
    """Whose key, or which person at the command line, said so."""
    reference: str = ""
    """What the outside calls it once it is done: a message id, an issued code."""

    @property
    def endpoint(self) -> str:
        """What keeps count of how its other side does: one for each program and channel."""
        others = (Channel.KLAVIYO, Channel.SLACK)
        return f"{self.program_id}#{self.channel}" if self.channel in others else self.program_id

    @property
    def hand_code(self) -> str | None:
        """The code that a person said is there; None where nobody said anything."""
        said = self.data.get("by_hand")
        return str(said["code"]) if said else None


def next_try_at(now: datetime, attempts: int, jitter: float) -> datetime | None:
    """When to try again after `attempts` failed tries; None when hopeless. `jitter` is 0 to 1."""
    if attempts > len(RETRY_AFTER_SECONDS):
        return None
    wait = RETRY_AFTER_SECONDS[attempts - 1]
    return now + timedelta(seconds=wait * (0.8 + 0.4 * jitter))
