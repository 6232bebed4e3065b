"""Pages that are the same for everybody: made once in five seconds, and nobody's own in them."""

from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.store.recent import KEEP
from referrals.wiring import clients, clock, stores
from tests.advocate import SESSION_TEXT, sign_in
from tests.meter import Meter
from tests.portal import handler, request_event
from tests.stories import ALL, publish, shop_with_wall
from tests.world import NOW, a_program

SHARED = (
    "/stories/friends",
    "/stories/friends?embed=1",
    "/join/friends",
    "/join/friends/line?lang=en",
    "/p/friends",
    "/goals/friends",
    "/sign-in?program=friends",
    "/no/such/page",
)


@pytest.fixture
def meter(account: None, monkeypatch: pytest.MonkeyPatch) -> Meter:
    """A shop with a story on its wall; the clock stands still."""
    shop_with_wall(monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    publish(uses=ALL)
    sign_in()
    wire = Meter(clients.dynamo())
    dynamo: Dynamo = wire
    monkeypatch.setattr(clients, "dynamo", lambda: dynamo)
    return wire


def look(address: str, language: str = "en", *, signed_in: bool = False, packing: str = "") -> Any:
    headers = {"accept-language": language} | ({"accept-encoding": packing} if packing else {})
    asked = request_event("GET", f"https://go.shop.example{address}", headers, "")
    asked["cookies"] = [f"__Host-session={SESSION_TEXT}"] if signed_in else []
    return handler(asked, None)


@pytest.mark.parametrize("address", SHARED)
def test_the_second_reader_costs_no_request(meter: Meter, address: str) -> None:
    first = look(address)
    meter.calls.clear()

    second = look(address, signed_in=True)

    assert meter.calls == []
    assert second == first
    assert "cookies" not in second


@pytest.mark.usefixtures("meter")
def test_each_language_and_each_way_of_packing_is_its_own() -> None:
    for number in range(12):
        publish(f"Story {number}. " + "Bread. " * 50, form=f"more-{number}")
    plain, german = look("/stories/friends"), look("/stories/friends", "de-AT")
    large = look("/stories/friends", packing="gzip")

    assert 'lang="de"' in german["body"]
    assert 'lang="en"' in plain["body"]
    assert large["headers"]["content-encoding"] == "gzip"
    assert large["headers"]["vary"] == "Accept-Language, accept-encoding"
    assert look("/stories/friends")["body"].startswith("<!doctype html>")


@pytest.mark.usefixtures("meter")
def test_a_change_shows_after_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    before = look("/join/friends")
    changed = a_program(brand={"shop_name": "Brot & Co"}, stories={"wall": True})
    stores.programs().add(changed.model_copy(update={"version": 2}))
    just_before = look("/join/friends")

    monkeypatch.setattr(clock, "now", lambda: NOW + KEEP)

    assert just_before == before
    assert "Brot &amp; Co" in look("/join/friends")["body"]


def test_what_is_not_there_is_asked_for_each_time(meter: Meter) -> None:
    assert look("/stories/friends/sty_nobody")["statusCode"] == 404
    meter.calls.clear()

    assert look("/stories/friends/sty_nobody")["statusCode"] == 404
    assert meter.calls


@pytest.mark.usefixtures("meter")
def test_a_form_that_is_sent_is_no_shared_page() -> None:
    look("/sign-in?program=friends")
    asked = request_event(
        "POST", "https://go.shop.example/sign-in?program=friends", {}, "email=nobody"
    )
    asked["headers"] = {"sec-fetch-site": "same-origin"}

    assert handler(asked, None)["statusCode"] == 400
    assert 'aria-invalid="true"' not in look("/sign-in?program=friends")["body"]
