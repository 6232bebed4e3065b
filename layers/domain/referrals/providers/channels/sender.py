"""What every channel is: something that takes a parcel and says what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from referrals.model.delivery.delivery import DeliveryOutcome, Outgoing


class Sender(Protocol):
    """Returns every outcome of its own; raises only what nobody foresaw."""

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What a channel may know of the deployment it sends for."""

    stage: str
    public_url: str
    mail_from: str
    secrets_prefix: str
    endpoint_url: str | None
    """Where AWS answers in the local stack; None on AWS."""
    live_secrets: Callable[[str], tuple[str, ...]]
    """Every live value of a named secret, the newest first; empty when there is none."""
    unsubscribe_key: Callable[[], bytes]
    appeal_key: Callable[[], bytes]
    card_address: Callable[[str], str]
    """Where the picture of the link with this code is; empty where it has none."""
    mail_sets: str = ""
    """Whose configuration sets mail goes through, each named after it and the letter's kind; empty
    where there are none, as in the local stack."""
    stand_in: str = ""
    """Who answers in place of Klaviyo and Slack, in the local stack alone."""

    @property
    def local(self) -> bool:
        return self.stage == "local"
