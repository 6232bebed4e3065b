"""Passkeys of one's own and of colleagues: added, asked of everybody, removed."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.delivery.facts import Topic
from referrals.model.staff.right import StaffRole
from referrals.wiring import session_stores, stores
from tests.advocate import cookies
from tests.authenticator import PRESENT, Authenticator
from tests.desk import a_member, come_in, get, page, post, seat
from tests.letters import stop_clock
from tests.passkeys import (
    CONFIRM,
    NEW,
    SESSION,
    add,
    answer_at_door,
    ask_at_door,
    log,
    options_in,
    press_link,
    ring,
    show_at_door,
    topics,
    wait_at_door,
)
from tests.world import NOW, a_program

LATER = timedelta(minutes=15)
TOM = "tom@lindner.example"


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    stores.programs().add(a_program())
    pass_time = stop_clock(monkeypatch, NOW)
    come_in()
    return pass_time


@pytest.mark.parametrize(
    "odd", [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}]
)
def test_what_proves_nothing_is_not_added(odd: dict[str, Any]) -> None:
    made = Authenticator().make(options_in(get(NEW)), **odd)

    assert post("/console/passkeys/add", passkey=made)["statusCode"] == 400
    assert ring() == ()


def test_what_is_kept_of_a_passkey_lets_nobody_in() -> None:
    device = Authenticator()
    add(device, "Jana’s phone")

    (kept,) = ring()

    assert (kept.name, kept.transports, kept.last_used_at) == ("Jana’s phone", ("internal",), None)
    assert topics() == [Topic.STAFF_PASSKEY_ADDED]
    assert ("passkey_add", "done") in log()
    assert not re.search("PRIVATE|private", repr(kept))


def test_one_device_is_added_once() -> None:
    device = Authenticator()
    add(device)

    assert add(device)["statusCode"] == 409
    assert [each["id"] for each in options_in(get(NEW))["excludeCredentials"]] == [
        device.credential_id
    ]


def test_who_came_in_long_ago_shows_a_passkey_before_changing_any(
    pass_time: Callable[[timedelta], None],
) -> None:
    device = Authenticator()
    add(device)
    remove = f"/console/passkeys/{ring()[0].passkey_id}/remove"
    pass_time(LATER)

    assert post(remove)["statusCode"] == 400
    assert "Is it you?" in page(NEW).text
    shown = device.show(options_in(get(CONFIRM)))
    assert post("/console/passkeys/confirm", passkey=shown)["statusCode"] == 303
    assert post(remove)["statusCode"] == 303
    assert ring() == ()
    assert press_link()["headers"]["location"] == "/console"


def test_where_everybody_needs_one_the_first_is_made_before_anything_else() -> None:
    post("/console/staff/passkeys", passkeys_required="yes", why="we had a break-in")
    entry = wait_at_door()
    device = Authenticator()

    made = device.make(options_in(ask_at_door(entry)))
    told = answer_at_door(entry, made, "Phone")

    assert cookies(told)[SESSION]
    assert [each.name for each in ring()] == ["Phone"]
    assert show_at_door(wait_at_door(), device)["statusCode"] == 303


def test_the_link_alone_adds_no_passkey_beside_another() -> None:
    post("/console/staff/passkeys", passkeys_required="yes", why="we had a break-in")
    entry = wait_at_door()
    stranger = Authenticator(name=b"of whoever reads her mail")
    made = stranger.make(options_in(ask_at_door(entry)))
    add(Authenticator())

    told = answer_at_door(entry, made)

    assert (told["statusCode"], len(ring())) == (400, 1)


def test_an_owner_removes_the_lost_passkeys_of_a_colleague() -> None:
    seat(a_member(StaffRole.SUPPORT, staff_id="stf_tom", email=TOM, name="Tom"))
    kept, device = session_stores.staff(), Authenticator()
    add(device)
    kept.replace_passkeys("stf_tom", kept.passkeys("stf_tom"), kept.passkeys("stf_jana"))

    told = post("/console/staff/stf_tom/passkeys", why="he lost his phone, and called me")

    assert (told["statusCode"], ring("stf_tom")) == (303, ())
    assert Topic.STAFF_PASSKEYS_REMOVED in topics()
    assert ("staff_passkeys_remove", "done") in log()
    assert press_link(TOM)["headers"]["location"] == "/console"


def test_without_a_reason_nobody_s_passkeys_are_removed() -> None:
    add(Authenticator())

    assert post("/console/staff/stf_jana/passkeys")["statusCode"] == 400
    assert len(ring()) == 1


def test_whoever_leaves_takes_their_passkeys_along() -> None:
    seat(a_member(staff_id="stf_boss", email="boss@lindner.example"))
    add(Authenticator())

    post("/console/staff/stf_jana/remove", why="goes to another shop")

    assert ring() == ()
