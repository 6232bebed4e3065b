"""An advocate takes their link along: each press is counted, by the page's script or without."""

import pytest

from functions.advocate.app import handler
from referrals.model.insight.insight import Counter
from referrals.wiring import nudge_stores, stores
from tests.advocate import answer, event, page, sign_in
from tests.letters import stop_clock
from tests.world import NOW, a_program, store_program


@pytest.fixture(autouse=True)
def ada(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    store_program(a_program())
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def press(channel: str, said: dict[str, str] | None = None) -> tuple[int, str]:
    """A link of the page, followed by whoever says so."""
    made = event("me_share_link", pathParameters={"channel": channel})
    told = handler({**made, "headers": {**made["headers"], **(said or {})}}, None)
    return told["statusCode"], told["headers"]["location"]


def test_a_share_is_counted_once_a_press() -> None:
    for _ in range(2):
        assert answer("me_share")["statusCode"] == 204
    answer("me_share", {"channel": "copy", "press": "another"})

    (day,) = stores.insights().days("friends", NOW.date(), NOW.date(), "ada-bakes")
    assert day.by(Counter.SHARES) == {"whatsapp": 1, "copy": 1}


def test_without_script_a_press_is_counted_once_a_day_and_sent_on() -> None:
    made = page("me")
    links = {str(a["data-channel"]): a["href"] for _, a in made.tags if "data-channel" in a}
    places = {str(a["data-channel"]): a["data-place"] for _, a in made.tags if "data-place" in a}

    told = [press(channel) for channel in [*links, "whatsapp"]]

    assert links == {channel: f"/me/share/{channel}" for channel in links}
    assert told[:-1] == [(302, place) for place in places.values()]
    (day,) = stores.insights().days("friends", NOW.date(), NOW.date(), "ada-bakes")
    assert day.by(Counter.SHARES) == dict.fromkeys(links, 1)
    assert day.total(Counter.PARTICIPANTS) == 0
    (program,) = stores.insights().days("friends", NOW.date(), NOW.date())
    assert program.total(Counter.SHARERS) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-user": ""},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-mode": "no-cors"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "preview"},
    ],
    ids=str,
)
def test_what_nobody_pressed_is_sent_on_and_not_counted(said: dict[str, str]) -> None:
    assert press("whatsapp", said)[0] == 302
    assert list(stores.insights().days("friends", NOW.date(), NOW.date())) == []


@pytest.mark.parametrize("channel", ["fax", "copy", "native", "https:%2F%2Fevil.example"])
def test_a_way_to_share_leads_nowhere_else(channel: str) -> None:
    assert press(channel) == (303, "/me#link")
    assert list(stores.insights().days("friends", NOW.date(), NOW.date())) == []


def test_sharing_goes_on_where_it_cannot_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHTS_TABLE", "NoSuchTable")

    assert press("mail")[1].startswith("mailto:?subject=")


def test_a_share_answers_the_letters_that_came_before() -> None:
    histories = nudge_stores.letter_histories()
    histories.replace(histories.find("adv_ada").with_letter("advocate.nudged", NOW))

    answer("me_share")

    assert histories.find("adv_ada").answered_at is not None


@pytest.mark.parametrize(
    "form", [{"channel": "fax", "press": "1"}, {"channel": "copy", "press": ""}, {}], ids=str
)
def test_what_is_no_share_is_not_counted(form: dict[str, str]) -> None:
    assert answer("me_share", form)["statusCode"] == 400
    assert list(stores.insights().days("friends", NOW.date(), NOW.date())) == []
