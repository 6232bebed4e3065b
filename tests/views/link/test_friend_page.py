"""What a friend sees: the offer their link pays, in their language, or the way elsewhere."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.model.reward.decision import offer_for
from referrals.model.words.welcome import Welcome
from referrals.model.words.wording import languages
from referrals.pages.friend.welcome import shelf
from referrals.views.link.friend_page import Elsewhere, FriendPage, Visitor, friend_page
from referrals.wiring import stores
from tests.world import DAY, NOW, a_link, a_program, a_reader, store_program

OFFERS = [
    {
        "name": name,
        "weight": 50,
        "advocate": {"kind": "points", "amount": 1},
        "friend": {"kind": "points", "amount": amount},
    }
    for name, amount in (("small", 100), ("large", 900))
]


def look_at_page(code: str = "ada-bakes", tag: str = "en", query: str = "") -> Welcome | Elsewhere:
    found = friend_page(code, visitor(query), shelf(), wishes=[tag], now=NOW)
    return found.welcome if isinstance(found, FriendPage) else found


def visitor(query: str) -> Visitor:
    return Visitor(query, lambda _: None)


def page(*asked: Any, **more: Any) -> Welcome:
    found = look_at_page(*asked, **more)
    assert isinstance(found, Welcome)
    return found


@pytest.mark.parametrize("code", ["ada-bakes", "ben", "zoe-1", "zoe-2"])
def test_a_page_shows_the_offer_that_its_link_pays(account: None, code: str) -> None:
    program = a_program(offers=OFFERS)
    store_program(program, a_link(code))

    amount = offer_for(program.rules, code).friend.model_dump()["amount"]
    assert page(code).gift == f"{amount} points"


@pytest.mark.parametrize("tag", languages())
def test_a_page_is_whole_in_every_language(account: None, tag: str) -> None:
    store_program()

    made = page("ada-bakes", tag)

    told = [str(getattr(made, name)) for name in Welcome._fields]
    assert "{" not in "".join(told)
    assert made.language == tag


@pytest.mark.parametrize(
    ("qualifies", "told"),
    [
        ({}, "It is yours with your first order."),
        (
            {"on": "purchase"},
            "It is yours with your order. Only new customers count.",
        ),
        ({"on": "purchase", "new_customers_only": False}, "It is yours with your order."),
        (
            {"minimum_minor": 2000},
            "It is yours with your first order of €20.00 or more. "
            "Goods only: tax, shipping and tips don't count.",
        ),
        (
            {"on": "purchase", "minimum_minor": 1, "base": "gross", "new_customers_only": False},
            "It is yours with your order of €0.01 or more.",
        ),
    ],
)
def test_the_conditions_are_the_program_s(
    account: None, qualifies: dict[str, Any], told: str
) -> None:
    store_program(a_program(qualifies=qualifies))

    assert page().condition == told


def test_a_paused_program_promises_nothing_and_offers_no_code(account: None) -> None:
    gift = {"kind": "discount_code", "percent": 10, "when": "first_order"}
    offer = {"name": "one", "advocate": {"kind": "points", "amount": 1}, "friend": gift}
    store_program(a_program(offers=[offer], codes_by="shopify", paused=True))

    made = page()

    assert made.halt.startswith("The program is taking a break: what is ordered now")
    assert made.own_code is None


def test_a_reward_without_words_falls_back_on_the_link(account: None) -> None:
    tree = {"name": "tree", "advocate": {"kind": "tree"}, "friend": {"kind": "tree"}}
    store_program(a_program(offers=[tree]), a_link(offer="a planted tree"))

    assert page().gift == "a planted tree"


def test_a_page_outlives_its_advocate(account: None) -> None:
    stores.programs().add(a_program())
    stores.links().create(a_link())

    assert page().title == "A friend thought of you"


@pytest.mark.parametrize(
    "changes", [{"status": "paused"}, {"expires_at": NOW - timedelta(seconds=DAY)}]
)
def test_a_link_that_is_over_leads_elsewhere(account: None, changes: dict[str, Any]) -> None:
    store_program(None, a_link(**changes))

    assert look_at_page() == Elsewhere("https://shop.example/")


@pytest.mark.parametrize("code", ["nobody", "x", "../etc/passwd", "é" * 5000, ""])
def test_a_code_nobody_has_leads_elsewhere(account: None, code: str) -> None:
    assert look_at_page(code) == Elsewhere()


@pytest.mark.parametrize("token", ["%22%3E", "a" * 81, "", "a b"])
def test_only_a_token_s_own_letters_are_handed_on(account: None, token: str) -> None:
    stores.people().add(a_reader())
    store_program()

    found = friend_page("ada-bakes", visitor(f"gw={token}"), shelf(), wishes=["en"], now=NOW)

    assert isinstance(found, FriendPage)
    assert found.welcome.continue_address == "/on/ada-bakes"
    assert found.onward == "https://shop.example/?ref=ada-bakes"
