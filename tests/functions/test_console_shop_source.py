"""A shop connected at the desk: its secret kept, changed without a gap, shown nowhere again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from referrals.wiring import clients, connection_stores
from tests.desk import come_in, get, page, post
from tests.kept_text import everything_kept
from tests.letters import stop_clock
from tests.portal import PortalPage
from tests.world import NOW, a_program, store_program

SHOPS = "/console/connections/shops"
FIRST, SECOND, THIRD = "shpss_the-first-one", "shpss_the-second-one", "shpss_the-third-one"


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    clients.secrets.cache_clear()
    store_program(a_program())
    pass_time = stop_clock(monkeypatch, NOW)
    come_in()
    return pass_time


def live(source: str = "shopify") -> tuple[str, ...]:
    return connection_stores.vault().live(f"goodword/webhooks/friends/{source}")


def test_a_given_secret_is_kept_and_shown_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert "/webhooks/friends/shopify" in page(f"{SHOPS}/shopify").text

    told = post(f"{SHOPS}/shopify/add", secret=FIRST, shop="bakery.myshopify.com")

    assert (told["statusCode"], live()) == (303, (FIRST,))
    assert connection_stores.vault().shop("goodword/webhooks/friends/shopify") == (
        "bakery.myshopify.com"
    )
    assert FIRST not in str(told) + get(f"{SHOPS}/shopify")["body"] + everything_kept()
    assert FIRST not in capsys.readouterr().out
    assert "source_add" in everything_kept()


def test_a_secret_is_changed_without_a_gap() -> None:
    post(f"{SHOPS}/shopify/add", secret=FIRST)
    post(f"{SHOPS}/shopify/rotate", secret=SECOND)
    assert live() == (SECOND, FIRST)
    assert post(f"{SHOPS}/shopify/rotate", secret=THIRD)["statusCode"] == 409
    post(f"{SHOPS}/shopify/rotate", secret=THIRD, restart="yes")
    assert live() == (THIRD, FIRST)

    post(f"{SHOPS}/shopify/finish")

    assert live() == (THIRD,)
    assert "a secret is kept" in page(f"{SHOPS}/shopify").text


def test_a_secret_made_here_is_shown_once() -> None:
    told = post(f"{SHOPS}/signed/add")

    (text,) = live("signed")
    assert text in told["body"].replace("&#43;", "+")
    assert told["headers"]["cache-control"] == "private, no-store"
    assert not re.search("whsec_[A-Za-z0-9]{9}", get(f"{SHOPS}/signed")["body"] + everything_kept())


@pytest.mark.parametrize(
    ("source", "form", "status"),
    [
        ("shopify", {"secret": ""}, 400),
        ("shopify", {"secret": "with a space-TYPED"}, 400),
        ("shopify", {"secret": "TYPED" * 300}, 400),
        ("shopify", {"secret": "TYPED-well", "shop": "no host"}, 400),
        ("stripe", {"secret": "sk_live_TYPED"}, 400),
        ("fax", {"secret": "TYPED-well"}, 404),
    ],
)
def test_a_refused_secret_is_not_shown_again(
    source: str, form: dict[str, str], status: int
) -> None:
    told = post(f"{SHOPS}/{source}/add", **form)

    assert (told["statusCode"], live()) == (status, ())
    assert "TYPED" not in told["body"] + everything_kept()
    assert "goodword " not in PortalPage(told["body"]).text


def test_who_came_in_long_ago_writes_no_secret(pass_time: Callable[[timedelta], None]) -> None:
    pass_time(timedelta(minutes=15))

    for act in ("add", "rotate", "finish"):
        assert post(f"{SHOPS}/shopify/{act}", secret=FIRST)["statusCode"] == 400
    assert live() == ()
    assert "Show once more that it is you" in page(f"{SHOPS}/shopify").text
