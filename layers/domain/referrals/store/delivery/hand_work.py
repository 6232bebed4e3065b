"""Hand work: items of the outbox that wait until a person has done what only a person can."""

from dataclasses import asdict, dataclass
from datetime import datetime

from referrals.model.delivery.outbox import BY_HAND, DeliveryState, HandWord
from referrals.model.errors import ConflictError
from referrals.model.moment import stamp
from referrals.store.table import Change, ConditionFailedError, Table


class NotByHandError(ConflictError):
    """The item doesn't wait for anybody's hands, or somebody was first."""

    code = "not_by_hand"


@dataclass(frozen=True, slots=True)
class HandWork:
    table: Table

    def finish(self, item_id: str, word: HandWord, now: datetime) -> None:
        """The item goes on, with the code that a person entered."""
        change = Change(
            update="SET #s = :pending, due_at = :now, attempts = :none, #d.by_hand = :said",
            guard="#s = :parked AND reason = :why",
            names={"#s": "state", "#d": "data"},
            values={
                ":pending": DeliveryState.PENDING.value,
                ":parked": DeliveryState.PARKED.value,
                ":why": BY_HAND,
                ":now": stamp(now),
                ":none": 0,
                ":said": asdict(word),
            },
        )
        try:
            self.table.update({"item_id": item_id}, change)
        except ConditionFailedError:
            raise NotByHandError(
                f"{item_id} doesn't wait for a person's hands.",
                field="item_id",
                remedy="`goodword todo list` tells what does.",
            ) from None
