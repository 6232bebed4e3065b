"""The shop's desk as its people see it: who is signed in, and what answers events/console."""

import base64
import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from functions.console.app import handler
from referrals.model.session.person_session import PersonSession, secret_hash, secret_text
from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import StaffMember
from referrals.wiring import clock, session_stores
from tests.portal import PortalPage
from tests.template import ROOT
from tests.world import hash_of

EVENTS = ROOT / "events/console"
DESK_TEXT = secret_text(b"a session of Jana for the tests, "[:32])
"""What the cookie in the events holds."""
JANA = "jana@lindner.example"


def a_member(
    role: StaffRole = StaffRole.OWNER,
    *,
    staff_id: str = "stf_jana",
    email: str = JANA,
    name: str = "Jana",
    **changes: Any,
) -> StaffMember:
    return StaffMember(
        staff_id=staff_id,
        name=name,
        email=email,
        email_hashes=(hash_of(email),),
        role=role,
        invited_by="the tests",
        invited_at=clock.now(),
        **changes,
    )


def seat(*members: StaffMember) -> None:
    """At the desk from now on; whoever has the id is replaced."""
    staff = session_stores.staff()
    for each in members:
        before = staff.register()
        assert staff.replace(before, before.with_member(each))


def come_in(role: StaffRole = StaffRole.OWNER, **changes: Any) -> StaffMember:
    """Jana, signed in in the browser of the events. Beside anybody but an owner sits one."""
    member = a_member(role, **changes)
    if role is not StaffRole.OWNER:
        seat(a_member(staff_id="stf_boss", email="boss@lindner.example", name="Bo"))
    seat(member)
    now = clock.now()
    session = PersonSession(
        session_id="ses_desk",
        person_id=member.staff_id,
        program_id="",
        browser="Firefox, Linux",
        created_at=now,
        expires_at=now.replace(year=now.year + 1),
    )
    session_stores.person_sessions().add(secret_hash(DESK_TEXT), session)
    return member


def event(name: str, form: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """As it lies in the file; `form` is another body."""
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    if form is not None:
        loaded |= {"body": base64.b64encode(urlencode(form).encode()).decode()}
    return {**loaded, **changes}


def answer(name: str, form: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    return handler(event(name, form, **changes), None)


def get(address: str) -> dict[str, Any]:
    return handler(at(event("today"), address), None)


def page(address: str) -> PortalPage:
    told = get(address)
    assert told["statusCode"] == 200, told["body"]
    return PortalPage(told["body"])


def post(address: str, **form: str) -> dict[str, Any]:
    return handler(at(event("staff_invite", form), address), None)


def browse(method: str, address: str, headers: dict[str, str], body: str) -> dict[str, Any]:
    """What the desk answers to a browser that Jana is signed in with; it may also be that in
    which somebody waits at the door (`lay_desk`)."""
    kind = {"method": method, "path": urlsplit(address).path}
    cookies = [f"{name}={DESK_TEXT}" for name in ("__Host-desk", "__Host-desk-entry")]
    given = {"headers": headers, "body": body, "cookies": cookies}
    asked = at({**event("today"), **given}, address)
    asked["requestContext"]["http"] |= kind
    return handler(asked, None)


def at(asked: dict[str, Any], address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    asked = {
        **asked,
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "queryStringParameters": dict(parse_qsl(parts.query, keep_blank_values=True)),
    }
    asked["requestContext"]["http"]["path"] = parts.path
    return asked
