"""What inviting people to the desk, changing their rights and letting them in works with."""

from referrals.desks import sign_in as sign_in_desk
from referrals.steps.staff.change_staff import StaffDesk
from referrals.steps.staff.enter_desk import EntryDesk
from referrals.steps.staff.invite_staff import StaffInvitationDesk
from referrals.wiring import keys, session_stores, stores


def invitations() -> StaffInvitationDesk:
    return StaffInvitationDesk(session_stores.staff(), stores.outbox(), keys.identity_key)


def staff() -> StaffDesk:
    return StaffDesk(session_stores.staff(), session_stores.person_sessions())


def entry() -> EntryDesk:
    sessions = session_stores.person_sessions()
    return EntryDesk(sign_in_desk.proof(), session_stores.staff(), sessions)
