"""Somebody's place among the shop's own people, for the copy of what is held about them."""

from referrals.model.staff.passkey import Passkey
from referrals.model.staff.staff import StaffMember
from referrals.store.staff.staff import Staff


class StaffPlace(StaffMember):
    passkeys: tuple[Passkey, ...] = ()


def staff_place(customer_hash: str, staff: Staff) -> StaffPlace | None:
    member = staff.register().of_mailbox((customer_hash,))
    if member is None:
        return None
    ring = staff.passkeys(member.staff_id)
    return StaffPlace(**member.model_dump(), passkeys=ring.passkeys)
