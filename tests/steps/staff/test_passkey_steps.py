"""Passkeys of staff: asked for, added, checked, removed; and the letters that tell of it."""

from datetime import timedelta

import pytest

from referrals.desks import staff as staff_desk
from referrals.model.delivery.facts import Topic
from referrals.model.errors import GoodwordError
from referrals.model.staff.passkey import PasskeyRefusedError
from referrals.model.staff.passkey_question import PasskeyPurpose
from referrals.steps.staff.change_passkeys import (
    RANDOM_NEEDED,
    add_passkey,
    remove_all_passkeys,
    remove_passkey,
    require_passkeys,
)
from referrals.steps.staff.check_passkey import (
    QUESTION_BYTES,
    PasskeyAsking,
    ask_passkey,
    check_passkey,
)
from referrals.steps.staff.passkey_letter import passkey_letter
from referrals.wiring import session_stores
from tests.authenticator import Authenticator
from tests.desk import a_member, seat
from tests.letters import post_letters, waiting_letters
from tests.passkeys import a_passkey
from tests.world import NOW, a_program, store_program

JANA = a_member()
ADDS = PasskeyAsking(JANA, "her browser", PasskeyPurpose.ADD)
CONFIRMS = PasskeyAsking(JANA, "her browser", PasskeyPurpose.CONFIRM)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    seat(JANA)


def add(device: Authenticator) -> str:
    desk = staff_desk.passkeys()
    options = ask_passkey(ADDS, desk, now=NOW, random=bytes(QUESTION_BYTES))
    made, random = device.make(options), bytes(RANDOM_NEEDED)
    return add_passkey(made, "Phone", ADDS, desk, now=NOW, random=random).passkey_id


def test_another_s_signature_under_its_name_is_refused() -> None:
    add(Authenticator(name=b"hers"))
    desk, stranger = staff_desk.passkeys(), Authenticator(name=b"hers")
    options = ask_passkey(CONFIRMS, desk, now=NOW, random=bytes(QUESTION_BYTES))

    with pytest.raises(PasskeyRefusedError):
        check_passkey(stranger.show(options), CONFIRMS, desk, now=NOW)


def test_a_use_is_noted_with_its_count() -> None:
    device = Authenticator(count=1)
    add(device)
    desk, device.count = staff_desk.passkeys(), 5
    options = ask_passkey(CONFIRMS, desk, now=NOW, random=bytes(QUESTION_BYTES))

    check_passkey(device.show(options), CONFIRMS, desk, now=NOW + timedelta(minutes=1))

    (kept,) = session_stores.staff().passkeys("stf_jana").passkeys
    assert (kept.sign_count, kept.last_used_at) == (5, NOW + timedelta(minutes=1))


def test_each_change_is_told_by_a_letter_of_its_own() -> None:
    first = add(Authenticator(name=b"one"))
    remove_passkey(first, JANA, staff_desk.passkeys(), now=NOW)
    with pytest.raises(GoodwordError):
        remove_passkey(first, JANA, staff_desk.passkeys(), now=NOW)
    staff = session_stores.staff()
    staff.replace_passkeys(
        "stf_jana",
        staff.passkeys("stf_jana"),
        staff.passkeys("stf_jana").with_passkey(a_passkey(2)),
    )
    for _ in range(2):
        remove_all_passkeys("stf_jana", staff_desk.passkeys(), now=NOW)

    assert sorted(item.topic for item in waiting_letters()) == [
        Topic.STAFF_PASSKEY_ADDED,
        *[Topic.STAFF_PASSKEYS_REMOVED] * 2,
    ]
    assert post_letters().readers == [JANA.email] * 3


def test_the_same_mark_is_the_same_letter() -> None:
    marks = ("20261129", "20261129", "20261130")
    letters = [
        passkey_letter(JANA, Topic.STAFF_PASSKEY_COPIED, "friends", each, now=NOW) for each in marks
    ]

    assert len({each.item_id for each in letters}) == 2


def test_what_everybody_needs_outlives_other_changes() -> None:
    staff = session_stores.staff()
    for _ in range(2):
        require_passkeys(True, staff)

    seat(a_member(staff_id="stf_tom", email="tom@lindner.example"))

    assert staff.register().passkeys_required
