"""What a program promises and what is left of it, as people read it before they share."""

from typing import Any

import pytest

from referrals.model.words.wording import languages
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.store.recent import KEEP
from referrals.wiring import clock, stores
from tests.account import forget_clients
from tests.corrector import place_order, shop
from tests.portal import PortalPage, answer, event, handler, page
from tests.world import a_program

pytestmark = pytest.mark.usefixtures("account")


def read(name: str = "promise", language: str = "en") -> PortalPage:
    asked: dict[str, Any] = event(name)
    asked["headers"]["accept-language"] = language
    return PortalPage(handler(asked, None)["body"])


def test_the_budgets_remainder_is_what_the_rule_has_left() -> None:
    shop(limits={"budget_minor": 5000})
    allocate_budget("friends", 5000, stores.tallies())

    before = read().text
    place_order()
    forget_clients()  # The page remembers for seconds.
    after = read().text

    assert "Of the budget of €50.00, €50.00 is left." in before
    assert "Of the budget of €50.00, €40.80 is left." in after
    assert "You get €5.00 of store credit" in after


def test_a_spent_budget_is_told_to_both_before_anybody_acts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop(limits={"budget_minor": 920})
    allocate_budget("friends", 920, stores.tallies())
    assert "orders earn nothing" not in read("welcome").text

    place_order()

    assert "The budget of €9.20 is used up." in read().text
    remembered_until = clock.now() + KEEP
    monkeypatch.setattr(clock, "now", lambda: remembered_until)
    assert "The program's budget is spent: at the moment orders earn nothing." in (
        read("welcome").text
    )


def test_where_orders_wait_both_read_that_they_do() -> None:
    shop(limits={"budget_minor": 920, "when_spent": "wait"})
    allocate_budget("friends", 920, stores.tallies())
    place_order()

    line = "When the budget is spent, rewards wait in line: first come, first served."
    assert line in read().text
    assert line in read("welcome").text


@pytest.mark.parametrize("tag", languages())
def test_it_is_told_in_every_language(tag: str) -> None:
    shop(limits={"budget_minor": 5000})

    found = read(language=tag)

    assert found.first("html")["lang"] == tag
    assert "{" not in found.text


def test_a_name_with_marks_is_only_text() -> None:
    shop(name="<b>Bread</b>")

    found = read()

    assert "<b>Bread</b>" in found.text
    assert "b" not in [tag for tag, _ in found.tags]


def test_the_page_looks_like_the_shop() -> None:
    brand = {
        "colour": "#0057ff",
        "shop_name": "Lindner's",
        "logo": "https://cdn.shop.example/logo.png",
    }
    stores.programs().add(a_program(brand=brand))

    told = answer("promise")
    shown = page("promise")

    sheets = [a["href"] for tag, a in shown.tags if tag == "link" and a["rel"] == "stylesheet"]
    assert sheets[1] == "/static/brand-0057ff-serif.css?v=1"
    assert shown.first("img")["src"] == brand["logo"]
    assert "Lindner's" in shown.text
    assert "img-src 'self' https://cdn.shop.example;" in told["headers"]["content-security-policy"]
