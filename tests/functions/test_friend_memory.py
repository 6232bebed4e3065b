"""What a friend's page remembers: seconds of what all its readers share, nothing of any of them."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from awswire.dynamo import Dynamo
from referrals.model.people.person import Consents
from referrals.model.program.budget import allocate, fresh_shards
from referrals.store.recent import KEEP
from referrals.store.table import transact
from referrals.views.link.friend_page import NEW
from referrals.wiring import clients, clock, stores
from tests.gifts import a_gift_program, kept_gifts, open_gift_shop, take_gift, visit
from tests.meter import Meter
from tests.portal import PortalPage
from tests.world import NOW, a_reader, a_token

BUDGET = {"limits": {"budget_minor": 500_000}}


@pytest.fixture
def meter(account: None, monkeypatch: pytest.MonkeyPatch) -> Meter:
    """The bakery with a gift and a budget; the clock stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    open_gift_shop(**BUDGET)
    stores.people().change("adv_ada", consents=Consents(show_first_name=True).model_dump())
    wire = Meter(clients.dynamo())
    dynamo: Dynamo = wire
    monkeypatch.setattr(clients, "dynamo", lambda: dynamo)
    return wire


def fresh_token(number: int = 0) -> str:
    return a_token(at=NOW - timedelta(seconds=1), random=f"friend {number}".encode())


def test_the_first_friend_costs_four_requests_and_the_next_none(meter: Meter) -> None:
    first = visit("GET", fresh_token(1))
    asked_first = dict(meter.operations)

    meter.calls.clear()
    others = [visit("GET", fresh_token(number)) for number in range(2, 10)]

    assert asked_first == {"GetItem": 3, "Query": 1}
    assert meter.calls == []
    assert {each["statusCode"] for each in (first, *others)} == {200}


def test_who_comes_back_costs_the_request_for_their_own_gift(meter: Meter) -> None:
    visit("GET", fresh_token())
    meter.calls.clear()

    visit("GET", a_token())

    assert meter.operations == {"GetItem": 1}


def test_no_reader_sees_anything_of_another(meter: Meter) -> None:
    pressed = visit("POST", fresh_token(1))
    ones = visit("GET", fresh_token(1), cookie=pressed["cookies"][0].partition(";")[0])
    (gift,) = kept_gifts()

    others = visit("GET", fresh_token(2), language="de")

    assert gift.text in ones["body"]
    assert gift.text not in others["body"]
    assert fresh_token(1) not in others["body"]
    assert fresh_token(2) in others["body"]
    assert PortalPage(others["body"]).first("html")["lang"] == "de"
    assert PortalPage(others["body"]).first("form")["method"] == "post"
    assert "cookies" not in others


def test_a_code_just_taken_is_read_without_a_cookie(meter: Meter) -> None:
    visit("GET", fresh_token())

    pressed = visit("POST", fresh_token())
    query = urlsplit(pressed["headers"]["location"]).query.partition("&")[2]
    shown = visit("GET", fresh_token(), query=query)

    assert query == "gift=1"
    assert kept_gifts()[0].text in shown["body"]


def test_a_click_is_new_for_a_minute_alone(meter: Meter, monkeypatch: pytest.MonkeyPatch) -> None:
    take_gift(fresh_token())
    at_once = visit("GET", fresh_token())

    monkeypatch.setattr(clock, "now", lambda: NOW + NEW)
    later = visit("GET", fresh_token())

    assert kept_gifts()[0].text not in at_once["body"]
    assert kept_gifts()[0].text in later["body"]


def spend_all() -> None:
    shards = [each._replace(spent_minor=62_500) for each in allocate(500_000, fresh_shards())]
    tallies = stores.tallies()
    transact(clients.dynamo(), [tallies.allot_action("friends", each) for each in shards])


SECOND = {"version": 2}
CHANGES: dict[str, tuple[Any, str]] = {
    "words": (lambda: stores.links().change("ada-bakes", words="Other words."), "Other words."),
    "consent": (
        lambda: stores.people().change("adv_ada", consents=Consents().model_dump()),
        "A friend thought of you",
    ),
    "rules": (
        lambda: stores.programs().add(a_gift_program(paused=True).model_copy(update=SECOND)),
        "taking a break",
    ),
    "budget": (spend_all, "budget is spent"),
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_a_change_shows_within_five_seconds(
    meter: Meter, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    change, sentence = CHANGES[what]
    before = visit("GET", fresh_token())["body"]
    change()

    monkeypatch.setattr(clock, "now", lambda: NOW + KEEP)
    after = visit("GET", fresh_token())["body"]

    assert timedelta(seconds=5) >= KEEP
    assert sentence not in before
    assert sentence in after


def test_a_closed_link_shows_nothing_seconds_later(
    meter: Meter, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit("GET", fresh_token())
    stores.links().close("ada-bakes")

    monkeypatch.setattr(clock, "now", lambda: NOW + KEEP)

    assert visit("GET", fresh_token())["statusCode"] == 302


def test_a_forged_moment_shows_a_button_and_no_more(meter: Meter) -> None:
    take_gift(fresh_token())
    forged = fresh_token()[:-4] + "AAAA"

    shown = visit("GET", forged)

    assert kept_gifts()[0].text not in shown["body"]
    assert visit("POST", forged)["statusCode"] == 303
    assert len(kept_gifts()) == 2
    assert a_reader().person_id not in shown["body"]
