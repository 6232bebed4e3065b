"""What a privacy request tells the merchant, without naming anybody, and what it tells the shop."""

from datetime import datetime, timedelta

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.model.privacy.request import PrivacyKind, StoredRequest
from referrals.model.program.program import Program

# By then a link that is to close is closed.
CLOSED_AFTER = timedelta(minutes=30)


def notice(asked: StoredRequest, rules: Program, at: datetime) -> list[OutboxItem]:
    """Empty where the program has no address for webhooks."""
    if not rules.webhook_url:
        return []
    gone = asked.kind is PrivacyKind.UNINSTALLED
    data = {
        "request_id": asked.request_id,
        "kind": asked.kind.value,
        "source": asked.source,
        "reference": asked.reference,
        "shop": asked.shop,
        "held_for": asked.held_for,
        "orders": list(asked.orders),
        "received_at": stamp(asked.received_at),
        "due_at": stamp(asked.due_at),
    }
    # The moment tells a request from the same one made again a year later.
    name = f"{asked.program_id}#privacy#{asked.request_id}#{epoch_seconds(asked.received_at)}"
    return [
        OutboxItem(
            item_id=name,
            channel=Channel.WEBHOOK,
            topic=Topic.SOURCE_UNINSTALLED if gone else Topic.PRIVACY_REQUESTED,
            program_id=asked.program_id,
            data=data,
            created_at=at,
            due_at=at,
        )
    ]


def on_link_close(program_id: str, link: str, gift: str, at: datetime) -> OutboxItem:
    """Its friends' shared code ends: whoever settles it later sees the link as it is by then."""
    return OutboxItem(
        item_id=f"{program_id}#gift#{gift}#closed",
        channel=Channel.CODE,
        topic=Topic.GIFT_CODE_ISSUED,
        program_id=program_id,
        data={"link": link, "holder": "", "code": gift},
        created_at=at,
        due_at=at + CLOSED_AFTER,
    )
