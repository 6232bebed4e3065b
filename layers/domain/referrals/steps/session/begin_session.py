"""Begins a session for a person; what the browser held before ends with it."""

from datetime import datetime, timedelta

from referrals.model.session.person_session import (
    LASTS,
    PersonSession,
    open_session,
    secret_hash,
)
from referrals.store.session.person_session import PersonSessions


def begin_session(
    person_id: str,
    program_id: str,
    sessions: PersonSessions,
    *,
    former: str,
    now: datetime,
    random: bytes,
    lasts: timedelta = LASTS,
    browser: str = "",
) -> tuple[str, PersonSession]:
    """The cookie's new text, and the session. `former` is the text that the browser showed,
    `browser` what its owner knows it by in a list.

    Never the same text as before: who planted one in a browser holds nothing afterwards.
    """
    text, session = open_session(person_id, program_id, now=now, random=random)
    session = session.model_copy(update={"expires_at": now + lasts, "browser": browser})
    sessions.add(secret_hash(text), session)
    if former:
        sessions.remove(secret_hash(former))
    return text, session
