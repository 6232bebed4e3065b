"""POST /sign-out: the session ends here and in the table, whatever the browser keeps."""

from referrals.edge.http import Answer, Event
from referrals.model.session.person_session import secret_hash
from referrals.pages.note import show_note
from referrals.pages.session import cookie_text, no_session_cookie
from referrals.wiring import session_stores


def leave(event: Event) -> Answer:
    """Safe to repeat, and for who was never signed in."""
    if text := cookie_text(event):
        session_stores.person_sessions().remove(secret_hash(text))
    shown = show_note(event, title="sign_in.out_title", text="sign_in.out")
    return {**shown, "cookies": [no_session_cookie()]}
