"""Passkeys: how many, each once, and which count can follow which."""

import pytest

from referrals.model.staff.desk_entry import needs_passkey
from referrals.model.staff.passkey import (
    MOST_PASSKEYS,
    PasskeyKnownError,
    PasskeyNotFoundError,
    PasskeyRefusedError,
    PasskeyRing,
    TooManyPasskeysError,
)
from referrals.model.staff.passkey_question import parse_answer, site_of
from tests.passkeys import a_passkey
from tests.world import NOW


@pytest.mark.parametrize(
    ("before", "now", "behind"),
    [(0, 0, False), (0, 1, False), (7, 8, False), (7, 7, True), (7, 6, True), (7, 0, True)],
)
def test_a_count_follows_the_one_before(before: int, now: int, behind: bool) -> None:
    assert a_passkey(sign_count=before).is_behind(now) is behind


def test_a_passkey_is_kept_once_and_only_so_many_are() -> None:
    ring = PasskeyRing()
    for number in range(MOST_PASSKEYS):
        ring = ring.with_passkey(a_passkey(number))

    with pytest.raises(PasskeyKnownError):
        ring.with_passkey(a_passkey(1))
    with pytest.raises(TooManyPasskeysError):
        ring.with_passkey(a_passkey(MOST_PASSKEYS))
    assert len(ring.without("psk_1").passkeys) == MOST_PASSKEYS - 1


def test_a_use_is_noted_at_its_own_passkey() -> None:
    ring = PasskeyRing().with_passkey(a_passkey(1)).with_passkey(a_passkey(2))

    first, second = ring.after_use("psk_2", 9, NOW).passkeys

    assert (first.sign_count, first.last_used_at) == (0, None)
    assert (second.sign_count, second.last_used_at) == (9, NOW)


def test_a_ring_that_was_emptied_is_a_later_one() -> None:
    ring = PasskeyRing().with_passkey(a_passkey())

    assert (ring.empty().passkeys, ring.empty().version) == ((), ring.version + 1)
    with pytest.raises(PasskeyNotFoundError):
        ring.empty().without("psk_1")


@pytest.mark.parametrize(("keys", "required"), [(0, False), (1, False), (0, True), (1, True)])
def test_the_link_alone_is_enough_for_nobody_with_a_passkey(keys: int, required: bool) -> None:
    ring = PasskeyRing(passkeys=(a_passkey(),) * keys)

    assert needs_passkey(ring, required) is (keys > 0 or required)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://go.shop.example", ("go.shop.example", "https://go.shop.example")),
        ("http://localhost:8787/", ("localhost", "http://localhost:8787")),
    ],
)
def test_a_site_is_the_desk_s_own_host(url: str, site: tuple[str, str]) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"id": "a", "response": {"clientDataJSON": "é"}}']
)
def test_what_no_browser_answers_is_refused(text: str) -> None:
    with pytest.raises(PasskeyRefusedError):
        parse_answer(text)
