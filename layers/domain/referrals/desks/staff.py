"""What inviting people to the desk, changing their rights and letting them in works with."""

from referrals.desks import sign_in as sign_in_desk
from referrals.model.staff.passkey_question import site_of
from referrals.steps.staff.change_staff import StaffDesk
from referrals.steps.staff.check_passkey import PasskeyDesk
from referrals.steps.staff.enter_desk import EntryDesk
from referrals.steps.staff.invite_staff import StaffInvitationDesk
from referrals.wiring import keys, session_stores, settings, stores


def invitations() -> StaffInvitationDesk:
    return StaffInvitationDesk(session_stores.staff(), stores.outbox(), keys.identity_key)


def staff() -> StaffDesk:
    return StaffDesk(session_stores.staff(), session_stores.person_sessions())


def passkeys() -> PasskeyDesk:
    return PasskeyDesk(
        session_stores.staff(),
        session_stores.desk_entries(),
        session_stores.person_sessions(),
        session_stores.buckets(),
        stores.outbox(),
        first_program,
        site_of(settings.setting("PUBLIC_URL")),
    )


def entry() -> EntryDesk:
    return EntryDesk(sign_in_desk.proof, passkeys())


def first_program() -> str:
    """In whose name letters go out; empty where nothing was applied, and nobody invited."""
    return min((each.program_id for each in stores.programs().list_all()), default="")
