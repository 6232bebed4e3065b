"""Issuing and changing links."""

from datetime import timedelta

import pytest

from referrals.model.identity import BadCodeError
from referrals.model.link.link import LinkStatus
from referrals.steps.link.change_link import LinkChange, change_link
from referrals.steps.link.issue_link import (
    ExpiryPassedError,
    IssuedLink,
    LinkWish,
    ReservedCodeError,
    issue_link,
)
from referrals.store.link.link import CodeTakenError, LinkNotFoundError
from referrals.wiring import stores as wiring_stores
from tests.world import NOW, a_link, a_program, rules


def issue(seed: bytes = b"1", advocate: str = "adv_ada", **wish: str) -> IssuedLink:
    asked = LinkWish(advocate_id=advocate, **wish)  # type: ignore[arg-type]
    given = rules(sharing={"words": "Good bread."}, reserved_codes=["LOAF"])
    return issue_link(asked, given, links=wiring_stores.links(), now=NOW, seed=seed)


def change(code: str, change: LinkChange) -> LinkStatus:
    stores = {"links": wiring_stores.links(), "programs": wiring_stores.programs()}
    return change_link(code, change, now=NOW, **stores).status  # type: ignore[arg-type]


def test_the_same_seed_finds_the_same_link(account: None) -> None:
    first, again, other = issue(), issue(), issue(b"2")

    assert (first.new, again.new) == (True, False)
    assert first.link == again.link
    assert other.link.code != first.link.code


def test_a_taken_code_is_tried_past(account: None) -> None:
    first = issue()

    another = issue(advocate="adv_ben")

    assert another.new
    assert another.link.code != first.link.code


def test_an_own_code_is_stored_in_lower_case(account: None) -> None:
    assert issue(code=" Ada-Bakes ").link.code == "ada-bakes"


def test_somebody_elses_code_is_refused(account: None) -> None:
    issue(code="ada-bakes")

    with pytest.raises(CodeTakenError):
        issue(code="ada-bakes", advocate="adv_ben")


@pytest.mark.parametrize("code", ["a/b", "ü-ber", "-ada", "ab", "x" * 31, "a b"])
def test_a_code_nobody_could_say_is_refused(account: None, code: str) -> None:
    with pytest.raises(BadCodeError):
        issue(code=code)


@pytest.mark.parametrize("code", ["1001", "2026-12-24", "0000"])
def test_a_number_is_refused_as_a_code(account: None, code: str) -> None:
    with pytest.raises(BadCodeError):
        issue(code=code)


@pytest.mark.parametrize("code", ["sale", "Welcome10", "black-friday", "loaf", "loaf-2026"])
def test_a_word_of_the_shop_is_refused_as_a_code(account: None, code: str) -> None:
    with pytest.raises(ReservedCodeError):
        issue(code=code)


@pytest.mark.parametrize("code", ["sale", "1001"])
def test_what_was_issued_before_the_rule_is_answered_again(account: None, code: str) -> None:
    wiring_stores.links().create(a_link(code))

    assert not issue(code=code).new
    with pytest.raises((BadCodeError, ReservedCodeError)):
        issue(code=code, advocate="adv_ben")


def test_a_code_that_is_made_is_no_word_of_the_shop(account: None) -> None:
    usual = issue().link.code
    asked, given = LinkWish(advocate_id="adv_ben"), rules(reserved_codes=[usual])

    made = issue_link(asked, given, links=wiring_stores.links(), now=NOW, seed=b"1")

    assert made.new
    assert made.link.code != usual


def test_a_link_pauses_and_resumes(account: None) -> None:
    wiring_stores.links().create(a_link())

    assert change("ada-bakes", LinkChange(status=LinkStatus.PAUSED)) == "paused"
    assert change("ada-bakes", LinkChange()) == "paused"
    assert change("ada-bakes", LinkChange(status=LinkStatus.ACTIVE)) == "active"


def test_an_expiry_is_set_and_lifted(account: None) -> None:
    wiring_stores.links().create(a_link())

    change("ada-bakes", LinkChange(expires_at=NOW + timedelta(days=1)))
    assert wiring_stores.links().get("ada-bakes").expires_at == NOW + timedelta(days=1)
    change("ada-bakes", LinkChange(never_expires=True))
    assert wiring_stores.links().get("ada-bakes").expires_at is None


def test_an_expiry_in_the_past_is_refused(account: None) -> None:
    wiring_stores.links().create(a_link())

    with pytest.raises(ExpiryPassedError):
        change("ada-bakes", LinkChange(expires_at=NOW))


def test_empty_words_bring_the_programs_back(account: None) -> None:
    wiring_stores.programs().add(a_program(sharing={"words": "Good bread."}))
    wiring_stores.links().create(a_link(words="My daily loaf."))

    change("ada-bakes", LinkChange(words=""))

    assert wiring_stores.links().get("ada-bakes").words == "Good bread."


def test_a_link_that_is_not_there_cannot_change(account: None) -> None:
    with pytest.raises(LinkNotFoundError):
        change("nobody", LinkChange(status=LinkStatus.PAUSED))
