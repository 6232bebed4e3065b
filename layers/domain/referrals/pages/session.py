"""The session of whoever looks at a page: who they are comes from here, and from nowhere else."""

from referrals.edge.cookie import cookie_of, host_cookie
from referrals.edge.event import Event
from referrals.model.session.person_session import (
    LASTS,
    PersonSession,
    SignInNeededError,
    secret_hash,
)
from referrals.wiring import clock, session_stores

COOKIE = "__Host-session"


def session_of(event: Event) -> PersonSession | None:
    text = cookie_text(event)
    return session_stores.person_sessions().find(secret_hash(text), clock.now()) if text else None


def require_session(event: Event) -> PersonSession:
    session = session_of(event)
    if session is None:
        raise SignInNeededError(
            "this page is its advocate's own.", remedy="Sign in by a link in a letter."
        )
    return session


def cookie_text(event: Event) -> str:
    return cookie_of(event, COOKIE)


def session_cookie(text: str) -> str:
    return host_cookie(COOKIE, text, int(LASTS.total_seconds()))


def no_session_cookie() -> str:
    return host_cookie(COOKIE, "", 0)
