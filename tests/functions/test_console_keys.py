"""Keys of the API made at the desk: shown once, on the answer itself."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from referrals.model.session.scope_set import SETS
from referrals.wiring import clients, stores
from tests.desk import come_in, get, page, post
from tests.kept_text import everything_kept
from tests.letters import stop_clock
from tests.portal import PortalPage
from tests.world import NOW, a_program, store_program

NEW, CREATE = "/console/keys/new", "/console/keys/create"


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    store_program(a_program())
    pass_time = stop_clock(monkeypatch, NOW)
    come_in()
    return pass_time


def test_a_key_is_shown_on_the_answer_alone(capsys: pytest.CaptureFixture[str]) -> None:
    told = post(CREATE, **{"name": "shop-backend", "scope-shop": "yes", "expires": "2099-01-31"})

    (text,) = set(re.findall(r"gw_test_\w+", told["body"]))
    (kept,) = stores.sessions().keys()
    assert (told["statusCode"], told["headers"]["cache-control"]) == (200, "private, no-store")
    assert (kept.name, kept.scopes, str(kept.expires_on)) == (
        "shop-backend",
        SETS["shop"],
        "2099-01-31",
    )
    assert text[-4:] == kept.ending
    assert text not in capsys.readouterr().out
    assert text not in everything_kept()
    assert kept.key_id in str(list(clients.table("changes").scan()))
    assert text not in get("/console/connections")["body"]


def test_a_form_that_is_sent_twice_makes_one_key() -> None:
    shown = [page(NEW).tags for _ in range(2)]
    once = [a["value"] or "" for tags in shown for _, a in tags if a.get("name") == "once"]
    form = {"name": "till", "scope-shop": "yes"}

    first, again = (post(CREATE, **form, once=once[0]) for _ in range(2))

    assert (first["statusCode"], again["statusCode"]) == (200, 409)
    assert "its key is made" in PortalPage(again["body"]).text
    assert len(list(stores.sessions().keys())) == 1
    assert post(CREATE, **form, once=once[1])["statusCode"] == 200
    assert len(list(stores.sessions().keys())) == 2


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ({"scope-shop": "yes"}, "a key needs a name"),
        ({"name": "x" * 81, "scope-shop": "yes"}, "a key needs a name"),
        ({"name": "till"}, "tick at least one"),
        ({"name": "till", "scope-made-up": "yes"}, "tick at least one"),
        ({"name": "till", "scope-links:read": "yes", "expires": "soon"}, "no day"),
        ({"name": "till", "scope-links:read": "yes", "expires": "2001-01-01"}, "over already"),
    ],
)
def test_a_key_that_says_too_little_is_refused(form: dict[str, str], word: str) -> None:
    told = post(CREATE, **form)

    assert told["statusCode"] == 400
    assert word.lower() in PortalPage(told["body"]).text.lower()
    assert list(stores.sessions().keys()) == []


def test_who_came_in_long_ago_makes_no_key(pass_time: Callable[[timedelta], None]) -> None:
    pass_time(timedelta(minutes=15))

    told = post(CREATE, **{"name": "till", "scope-shop": "yes"})

    assert told["statusCode"] == 400
    assert "Is it you?" in page(NEW).text
    assert list(stores.sessions().keys()) == []
