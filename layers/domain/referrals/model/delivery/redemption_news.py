"""What the merchant's webhook hears of a redemption: that it is reserved, spent, or returned."""

from datetime import datetime
from typing import Any

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.moment import stamp
from referrals.model.program.program import Program
from referrals.model.redemption.redemption import Redemption, RedemptionStatus

_TOPICS = {
    RedemptionStatus.RESERVED: Topic.REDEMPTION_RESERVED,
    RedemptionStatus.CAPTURED: Topic.REDEMPTION_CAPTURED,
    RedemptionStatus.RELEASED: Topic.REDEMPTION_RETURNED,
    RedemptionStatus.ENDED: Topic.REDEMPTION_RETURNED,
}


def on_redemption(redemption: Redemption, rules: Program, at: datetime) -> list[OutboxItem]:
    """Once a status; nothing where nobody listens."""
    if not rules.webhook_url:
        return []
    return [
        an_item(
            f"{redemption.redemption_id}#webhook-{redemption.status}",
            Channel.WEBHOOK,
            _TOPICS[redemption.status],
            program_id=redemption.program_id,
            at=at,
            data=redemption_data(redemption),
        )
    ]


def redemption_data(redemption: Redemption) -> dict[str, Any]:
    settled_at = redemption.settled_at
    return {
        "redemption_id": redemption.redemption_id,
        "reference": redemption.reference,
        "program": redemption.program_id,
        "person_id": redemption.person_id,
        "asset": redemption.asset,
        "amount": redemption.amount,
        "captured": redemption.captured,
        "status": redemption.status.value,
        "reserved_at": stamp(redemption.reserved_at),
        "ends_at": stamp(redemption.ends_at),
        "settled_at": stamp(settled_at) if settled_at else None,
    }
