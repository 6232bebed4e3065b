"""Invites somebody of the shop to the desk: their place is kept, and a letter says how to come in.

The letter carries no key. Whoever reads it asks for a link with their own address, which is mailed,
works once and for a quarter of an hour; so an invitation that lies about lets nobody in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.errors import RefusedError
from referrals.model.identity import new_id
from referrals.model.people.mailbox import email_hashes, postal_address
from referrals.model.people.name import printable_name
from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import (
    LONGEST_NAME,
    AlreadyStaffError,
    StaffMember,
    StaffRegister,
)
from referrals.steps.staff.change_staff import change_register
from referrals.store.delivery.outbox import Outbox
from referrals.store.staff.staff import Staff

RANDOM_NEEDED = 10


class NoProgramYetError(RefusedError):
    """Letters go out in the name of a program's shop, and there is none."""

    code = "no_program_yet"


@dataclass(frozen=True, slots=True)
class StaffInvitationDesk:
    staff: Staff
    outbox: Outbox
    identity_key: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffWish:
    email: str
    role: StaffRole
    sees_addresses: bool = False
    name: str = ""
    locale: str = "en"
    program_id: str
    """In whose name the letter goes out; empty where there is none."""
    invited_by: str


def invite_staff(
    wish: StaffWish, desk: StaffInvitationDesk, *, now: datetime, random: bytes
) -> StaffMember:
    """Whoever has that mailbox afterwards. Asked for again with the same rights, the letter goes
    out once more, at most once a minute. `random` is RANDOM_NEEDED bytes."""
    if not wish.program_id:
        raise NoProgramYetError(
            "letters go out in a shop's name, and no program says which.",
            field="email",
            remedy="`goodword program apply program.yaml` first.",
        )
    hashes = email_hashes(desk.identity_key(), wish.email)
    invited = StaffMember(
        staff_id=new_id("stf", now, random),
        name=printable_name(wish.name)[:LONGEST_NAME],
        email=postal_address(wish.email),
        email_hashes=hashes,
        role=wish.role,
        sees_addresses=wish.sees_addresses,
        locale=wish.locale,
        invited_by=wish.invited_by,
        invited_at=now,
    )

    def add(register: StaffRegister) -> tuple[StaffRegister, list[Item]]:
        known = register.of_mailbox(hashes)
        if known is None:
            return register.with_member(invited), [_letter(invited, wish, desk, now)]
        _require_same_rights(known, wish)
        return register, []

    after = change_register(add, desk.staff)
    member = after.of_mailbox(hashes)
    assert member is not None
    if member.staff_id != invited.staff_id:
        _repeat_letter(member, wish, desk, now)
    return member


def _require_same_rights(known: StaffMember, wish: StaffWish) -> None:
    if (known.role, known.sees_addresses) == (wish.role, wish.sees_addresses):
        return
    raise AlreadyStaffError(
        f"this mailbox is at the desk already, as {known.role}.",
        field="email",
        remedy=f"Change their role: `goodword staff role {known.staff_id} {wish.role}`.",
    )


def _letter(member: StaffMember, wish: StaffWish, desk: StaffInvitationDesk, now: datetime) -> Item:
    return desk.outbox.add_action(_item(member, wish, now))


def _repeat_letter(
    member: StaffMember, wish: StaffWish, desk: StaffInvitationDesk, now: datetime
) -> None:
    desk.outbox.add(_item(member, wish, now))


def _item(member: StaffMember, wish: StaffWish, now: datetime) -> OutboxItem:
    return an_item(
        f"{member.staff_id}#invitation-{now:%Y%m%d%H%M}",
        Channel.EMAIL,
        Topic.STAFF_INVITED,
        program_id=wish.program_id,
        at=now,
        person_id=member.staff_id,
        data={},
    )
