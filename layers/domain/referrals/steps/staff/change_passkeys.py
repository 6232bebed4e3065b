"""Adds and removes passkeys of the shop's own people, and says whether everybody needs one."""

from collections.abc import Callable
from datetime import datetime

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.identity import new_id
from referrals.model.staff.desk_entry import no_confirmation
from referrals.model.staff.passkey import (
    LONGEST_PASSKEY_NAME,
    USUAL_NAME,
    Passkey,
    PasskeyRing,
)
from referrals.model.staff.staff import StaffMember, StaffRegister
from referrals.providers.authenticator import check_new
from referrals.steps.staff.change_staff import TRIES, StaffBusyError, change_register
from referrals.steps.staff.check_passkey import PasskeyAsking, PasskeyDesk, take_answer
from referrals.steps.staff.passkey_letter import passkey_letter
from referrals.store.staff.staff import Staff

RANDOM_NEEDED = 10


def add_passkey(
    text: str,
    name: str,
    asking: PasskeyAsking,
    desk: PasskeyDesk,
    *,
    first: bool = False,
    now: datetime,
    random: bytes,
) -> Passkey:
    """What the browser made, called `name`; its owner hears of it by letter. `first` is for who
    came by the mailed link alone: they may add none beside another. `random` is RANDOM_NEEDED
    bytes."""
    answer = take_answer(text, asking, desk, now=now)
    made = check_new(answer, desk.site)
    passkey = Passkey(
        passkey_id=new_id("psk", now, random),
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=made.transports,
        name=name[:LONGEST_PASSKEY_NAME] or USUAL_NAME,
        added_at=now,
    )

    def add(ring: PasskeyRing) -> PasskeyRing:
        if first and ring.passkeys:
            raise no_confirmation()
        return ring.with_passkey(passkey)

    letter = passkey_letter(
        asking.member, Topic.STAFF_PASSKEY_ADDED, desk.program_id(), passkey.passkey_id, now=now
    )
    _change_ring(asking.member, add, desk, desk.outbox.add_action(letter))
    return passkey


def remove_passkey(
    passkey_id: str, member: StaffMember, desk: PasskeyDesk, *, now: datetime
) -> None:
    """One of their own, by themselves."""
    letter = passkey_letter(
        member, Topic.STAFF_PASSKEYS_REMOVED, desk.program_id(), passkey_id, now=now
    )
    beside = desk.outbox.add_action(letter)
    _change_ring(member, lambda ring: ring.without(passkey_id), desk, beside)


def remove_all_passkeys(staff_id: str, desk: PasskeyDesk, *, now: datetime) -> StaffMember:
    """Of a colleague who lost theirs: they are signed out everywhere, and told by letter. Asked
    for again where there is none, it only signs them out."""
    member = desk.staff.register().get(staff_id)
    ring = desk.staff.passkeys(staff_id)
    if ring.passkeys:
        mark = f"all-{ring.passkeys[-1].passkey_id}"
        topic = Topic.STAFF_PASSKEYS_REMOVED
        letter = passkey_letter(member, topic, desk.program_id(), mark, now=now)
        _change_ring(member, PasskeyRing.empty, desk, desk.outbox.add_action(letter))
    desk.sessions.remove_person(staff_id)
    return member


def require_passkeys(required: bool, staff: Staff) -> None:
    """Of everybody, from their next sign-in on. Safe to repeat."""

    def change(register: StaffRegister) -> tuple[StaffRegister, list[Item]]:
        same = register.passkeys_required == required
        return (register if same else register.with_passkeys(required)), []

    change_register(change, staff)


def _change_ring(
    member: StaffMember,
    change: Callable[[PasskeyRing], PasskeyRing],
    desk: PasskeyDesk,
    *beside: Item,
) -> None:
    for _ in range(TRIES):
        before = desk.staff.passkeys(member.staff_id)
        if desk.staff.replace_passkeys(member.staff_id, before, change(before), *beside):
            return
    raise StaffBusyError("passkeys are changed at this moment.", remedy="Try again.")
