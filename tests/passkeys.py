"""Coming to the desk with a passkey: the mailed link, the page that asks, and its form."""

import json
from typing import Any

from functions.console.app import handler
from referrals.model.staff.passkey import Passkey
from referrals.wiring import clock, session_stores
from tests.advocate import cookies
from tests.authenticator import Authenticator
from tests.desk import JANA, answer, at, event, get, post
from tests.letters import post_letters, waiting_letters
from tests.portal import PortalPage
from tests.world import NOW

NEW, CONFIRM = "/console/passkeys/new", "/console/passkeys/confirm"
DOOR = "/console/passkey"
ENTRY, SESSION = "__Host-desk-entry", "__Host-desk"


def a_passkey(number: int = 1, **changes: Any) -> Passkey:
    name = {"passkey_id": f"psk_{number}", "credential_id": f"cred-{number}", "name": "Phone"}
    return Passkey(**{**name, "public_key": "AA", "added_at": NOW, **changes})


def ring(staff_id: str = "stf_jana") -> tuple[Passkey, ...]:
    return session_stores.staff().passkeys(staff_id).passkeys


def topics() -> list[str]:
    """Of the letters that wait."""
    return [item.topic for item in waiting_letters()]


def log() -> list[tuple[str, str]]:
    """What was done, and what came of it."""
    found = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    return [(each.kind, each.outcome) for each in found]


def options_in(told: dict[str, Any]) -> dict[str, Any]:
    """What the page's script hands to the browser."""
    tags = PortalPage(told["body"]).tags
    found = next(a["data-options"] for _, a in tags if "data-options" in a)
    options: dict[str, Any] = json.loads(found or "{}")
    return options


def add(device: Authenticator, name: str = "Phone") -> dict[str, Any]:
    """By whoever is signed in."""
    made = device.make(options_in(get(NEW)))
    return post("/console/passkeys/add", name=name, passkey=made)


def press_link(email: str = JANA) -> dict[str, Any]:
    """After the mailed link's button."""
    post_letters()
    browser = cookies(answer("sign_in", {"email": email}))["__Host-desk-asks"]
    pressed = event("link", {"number": ""})
    pressed |= {"queryStringParameters": {"token": post_letters().token}}
    return handler({**pressed, "cookies": [f"__Host-desk-asks={browser}"]}, None)


def wait_at_door(email: str = JANA) -> str:
    """What the browser keeps that has to show a passkey now."""
    told = press_link(email)
    assert (told["statusCode"], told["headers"]["location"]) == (303, DOOR)
    assert SESSION not in cookies(told)
    return cookies(told)[ENTRY]


def ask_at_door(entry: str) -> dict[str, Any]:
    return handler(at({**event("today"), "cookies": [f"{ENTRY}={entry}"]}, DOOR), None)


def answer_at_door(entry: str, passkey: str, name: str = "") -> dict[str, Any]:
    sent = event("staff_invite", {"passkey": passkey, "name": name})
    return handler(at({**sent, "cookies": [f"{ENTRY}={entry}"]}, DOOR), None)


def show_at_door(entry: str, device: Authenticator, **odd: Any) -> dict[str, Any]:
    return answer_at_door(entry, device.show(options_in(ask_at_door(entry)), **odd))
