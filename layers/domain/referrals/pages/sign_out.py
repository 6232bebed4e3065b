"""POST /sign-out: the session ends here and in the table, whatever the browser keeps.

With `everywhere` all of its person's end: what a lost phone, or a shared one, still has.
"""

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event
from referrals.model.session.person_session import PersonSession, secret_hash
from referrals.pages.note import show_plain_note
from referrals.pages.program_look import look_of
from referrals.pages.session import cookie_text, no_session_cookie, session_of
from referrals.wiring import session_stores


def leave(event: Event) -> Answer:
    """Safe to repeat, and for who was never signed in."""
    session = session_of(event)
    _end(event, session)
    look = look_of(session.program_id if session else "")
    shown = show_plain_note(
        event, title="sign_in.out_title", text="sign_in.out", own=look.words, brand=look.brand
    )
    return {**shown, "cookies": [no_session_cookie()]}


def _end(event: Event, session: PersonSession | None) -> None:
    sessions = session_stores.person_sessions()
    if session and form_of(event).has("everywhere"):
        sessions.remove_person(session.person_id)
    elif text := cookie_text(event):
        sessions.remove(secret_hash(text))
