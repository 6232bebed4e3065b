"""What of one program is parked, as far as one question tells."""

from referrals.model.delivery.outbox import DeliveryState
from referrals.store.delivery.outbox import Outbox
from referrals.store.delivery.outbox_change import STATE


def parked_reasons(outbox: Outbox, program_id: str) -> tuple[list[str], bool]:
    """Why each parked item of a program is, as far as a megabyte of them all goes; whether there
    are others."""
    items, after = outbox.table.page(
        "#s = :s",
        {":s": DeliveryState.PARKED.value, ":p": program_id},
        IndexName="by_due",
        FilterExpression="program_id = :p",
        ProjectionExpression="reason",
        ExpressionAttributeNames=STATE,
    )
    return [str(item.get("reason", "")) for item in items], after is not None
