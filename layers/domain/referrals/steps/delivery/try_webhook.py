"""Tries the merchant's address: one signed webhook that says nothing but that it is a try-out."""

from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.model.program.program import Program
from referrals.store.delivery.outbox import Outbox


def try_webhook(rules: Program, outbox: Outbox, *, now: datetime) -> OutboxItem:
    """The item that goes the way of all webhooks; asked again within the second, the same one."""
    item = an_item(
        f"{rules.program}#webhook-test#{epoch_seconds(now)}",
        Channel.WEBHOOK,
        Topic.WEBHOOK_TESTED,
        program_id=rules.program,
        at=now,
        data={"program": rules.program, "sent_at": stamp(now)},
    )
    outbox.add(item)
    return item
