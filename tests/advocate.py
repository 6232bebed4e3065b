"""The advocate's pages as their reader sees them, answering events/advocate/<name>.json."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

from functions.advocate.app import handler
from referrals.model.session.person_session import PersonSession, secret_hash, secret_text
from referrals.wiring import clock, session_stores
from tests.portal import PortalPage
from tests.template import ROOT

EVENTS = ROOT / "events/advocate"
SESSION_TEXT = secret_text(b"a session of Ada for the tests, "[:32])
"""What the cookie in the events holds."""


def event(name: str, form: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """As it lies in the file; `form` is another body."""
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    if form is not None:
        loaded |= {"body": base64.b64encode(urlencode(form).encode()).decode()}
    return {**loaded, **changes}


def answer(name: str, form: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    return handler(event(name, form, **changes), None)


def page(name: str, form: dict[str, str] | None = None, **changes: Any) -> PortalPage:
    return PortalPage(answer(name, form, **changes)["body"])


def sign_in(
    person_id: str = "adv_ada", program_id: str = "friends", text: str = SESSION_TEXT
) -> PersonSession:
    """The session whose text the events' cookie holds, unless another one is named."""
    now = clock.now()
    session = PersonSession(
        session_id=f"ses_of_{person_id}",
        person_id=person_id,
        program_id=program_id,
        created_at=now,
        expires_at=now.replace(year=now.year + 1),
    )
    session_stores.person_sessions().add(secret_hash(text), session)
    return session


def cookies(told: dict[str, Any]) -> dict[str, str]:
    """Name and value of every cookie that an answer sets."""
    pairs = (each.partition(";")[0].partition("=") for each in told.get("cookies", []))
    return {name: value for name, _, value in pairs}


def kept_cookies(told: dict[str, Any]) -> list[str]:
    """What the browser sends afterwards."""
    return [f"{name}={value}" for name, value in cookies(told).items() if value]
