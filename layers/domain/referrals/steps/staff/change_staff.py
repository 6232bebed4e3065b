"""Changes what somebody of the shop may do, or takes their place at the desk away."""

from collections.abc import Callable
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.errors import UnavailableError
from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import StaffMember, StaffRegister
from referrals.store.session.person_session import PersonSessions
from referrals.store.staff.staff import Staff

TRIES = 5


class StaffBusyError(UnavailableError):
    code = "staff_busy"


@dataclass(frozen=True, slots=True)
class StaffDesk:
    staff: Staff
    sessions: PersonSessions


def change_role(staff_id: str, role: StaffRole, sees_addresses: bool, staff: Staff) -> StaffMember:
    """Safe to repeat; what is open in their browser obeys it with its next request."""

    def change(register: StaffRegister) -> tuple[StaffRegister, list[Item]]:
        rights = {"role": role, "sees_addresses": sees_addresses}
        before = register.get(staff_id)
        after = before.model_copy(update=rights)
        return (register if after == before else register.with_member(after)), []

    return change_register(change, staff).get(staff_id)


def remove_staff(staff_id: str, desk: StaffDesk) -> None:
    """Their name and address go, their passkeys, and every session. Safe to repeat."""

    def remove(register: StaffRegister) -> tuple[StaffRegister, list[Item]]:
        if register.find(staff_id) is None:
            return register, []
        return register.without(staff_id), [desk.staff.remove_passkeys_action(staff_id)]

    change_register(remove, desk.staff)
    desk.sessions.remove_person(staff_id)


def change_register(
    change: Callable[[StaffRegister], tuple[StaffRegister, list[Item]]], staff: Staff
) -> StaffRegister:
    """The register after `change`, which also says what is written beside it."""
    for _ in range(TRIES):
        before = staff.register()
        after, beside = change(before)
        if after is before or staff.replace(before, after, *beside):
            return after
    raise StaffBusyError("others change who may come to the desk.", remedy="Try again.")
