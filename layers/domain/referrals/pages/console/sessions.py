"""GET /console/sessions: where somebody is signed in, and their passkeys; ending a session."""

from referrals.edge.http import Answer
from referrals.model.errors import NotFoundError
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import session_stores


class SessionNotFoundError(NotFoundError):
    code = "session_not_found"


def show(visit: DeskVisit) -> Answer:
    found = session_stores.person_sessions().read_together(visit.staff.staff_id, visit.now)
    sessions = sorted(found, key=lambda each: each.created_at, reverse=True)
    staff = session_stores.staff()
    return show_page(
        visit,
        "sessions",
        "Where you are signed in",
        sessions=sessions,
        passkeys=staff.passkeys(visit.staff.staff_id).passkeys,
        required=staff.register().passkeys_required,
        is_fresh=visit.session.is_fresh(visit.now),
    )


def end(visit: DeskVisit) -> None:
    """One of their own: another's is none."""
    sessions = session_stores.person_sessions()
    if not sessions.remove_by_id(visit.staff.staff_id, visit.parts["session_id"]):
        raise SessionNotFoundError("this session is over already.", field="session_id")
