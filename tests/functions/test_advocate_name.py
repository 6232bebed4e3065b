"""A name that is added, changed or taken away in the settings, followed to the friend's page."""

from datetime import timedelta

import pytest

from functions.friend.app import handler as friend
from functions.pictures.app import handler as draw
from referrals.model.people.person import Consents
from referrals.wiring import clock, stores
from tests.advocate import answer, page, sign_in
from tests.bucket import files, open_bucket
from tests.portal import PortalPage, event
from tests.streams import Streams, mappings
from tests.world import NOW, a_link, a_program, a_reader

FORM = {"locale": "en"}


@pytest.fixture(autouse=True)
def nameless_advocate(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    open_bucket()
    stores.programs().add(a_program())
    agreed = Consents(show_first_name=True)
    stores.people().add(a_reader(name="", consents=agreed, codes={"friends": "ada-bakes"}))
    stores.links().create(a_link(words="The best bread in town.", landing="welcome"))
    sign_in()


def follow(streams: Streams) -> str:
    """The card, once the streams of links and people have told all."""
    for _ in range(9):
        for mapping in (each for each in mappings() if each.function == "pictures"):
            if records := streams.waiting(mapping):
                draw({"Records": records}, None)
    return stores.links().get("ada-bakes").card


def friend_reads(monkeypatch: pytest.MonkeyPatch) -> str:
    """Seconds later: the page remembers what all its readers share."""
    later = clock.now() + timedelta(seconds=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    return PortalPage(friend(event("welcome"), None)["body"]).text


def test_a_name_reaches_the_friend_s_page_and_its_card(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = Streams()
    cards, read = [follow(streams)], [friend_reads(monkeypatch)]

    for name in ("Ada  Lovelace", "Augusta", ""):
        assert answer("me_settings", {**FORM, "name": name})["statusCode"] == 303
        cards.append(follow(streams))
        read.append(friend_reads(monkeypatch))

    assert [("Ada" in text, "Augusta" in text) for text in read] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert "Lovelace" not in "".join(read)
    assert (len({*cards}), cards[0]) == (3, cards[-1])
    assert files() == [f"cards/{cards[-1]}"]


def test_who_did_not_agree_is_named_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    stores.people().change("adv_ada", consents=Consents().model_dump())

    answer("me_settings", {**FORM, "name": "Ada"})

    assert "Hello Ada" in page("me").text
    assert "Ada" not in friend_reads(monkeypatch)


@pytest.mark.parametrize(
    "name", ["ada@example.com", "https://evil.example", "evil.example", "Ada\u202eadA: evil"]
)
def test_what_is_no_name_is_refused_with_a_remedy(name: str) -> None:
    stores.people().change("adv_ada", name="Ada")

    told = answer("me_settings", {"locale": "de", "name": name})

    ada = stores.people().get("adv_ada")
    assert (told["statusCode"], ada.name, ada.locale) == (400, "Ada", "de")
    assert 'aria-describedby="fault"' in told["body"]


def test_a_form_without_the_field_takes_no_name_away() -> None:
    answer("me_settings", {**FORM, "name": "A" * 500})
    answer("me_settings", FORM)

    assert stores.people().get("adv_ada").name == "A" * 120
    shown = [given for _, given in page("me").tags if given.get("name") == "name"]
    assert [given["value"] for given in shown] == ["A" * 120]
