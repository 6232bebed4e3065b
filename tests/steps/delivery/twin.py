"""A channel that does as it is told, in place of the outside world."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from referrals.model.delivery.delivery import DeliveryOutcome, Done, Outgoing


@dataclass
class Twin:
    """A channel that keeps what it is given and answers as told, in turn."""

    answers: list[DeliveryOutcome | BaseException] = field(default_factory=list)
    sent: list[Outgoing] = field(default_factory=list)
    sent_at: list[datetime] = field(default_factory=list)
    meanwhile: Callable[[], object] = bool
    """What somebody else does while this one sends."""

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        self.sent.append(parcel)
        self.sent_at.append(now)
        self.meanwhile()
        answer = self.answers.pop(0) if self.answers else Done("msg_1")
        if isinstance(answer, BaseException):
            raise answer
        return answer
