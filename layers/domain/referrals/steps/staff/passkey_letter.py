"""The letter to somebody of the shop whose passkeys changed, or one of which may have a copy."""

from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.staff.staff import StaffMember


def passkey_letter(
    member: StaffMember, topic: Topic, program_id: str, mark: str, *, now: datetime
) -> OutboxItem:
    """`mark` tells one change from the next."""
    name = topic.value.partition(".")[2]
    return an_item(
        f"{member.staff_id}#{name}-{mark}",
        Channel.EMAIL,
        topic,
        program_id=program_id,
        at=now,
        person_id=member.staff_id,
        data={},
    )
