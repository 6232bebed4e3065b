"""The letter of a nudge, as it waits to go out."""

from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.nudge.delight import Delight


def nudge_letter(
    delight: Delight, at: datetime, *, experiment: str = "", arm: str = ""
) -> OutboxItem:
    """It says what happened, and never what was bought: the cause is asked for, not told. With an
    experiment's arm it is said in that arm's words, also when it ends before the letter goes."""
    told = {"experiment": experiment, "arm": arm} if arm else {}
    return an_item(
        f"nudge#{delight.person_id}#{delight.name}",
        Channel.EMAIL,
        Topic.ADVOCATE_NUDGED,
        program_id=delight.program_id,
        at=at,
        person_id=delight.person_id,
        data={"reason": delight.kind.value, "cause": delight.cause, **told},
    )
