"""The table card of a link: what it says, to whom it names somebody, and when there is none."""

from typing import Any

import pytest

from referrals.model.link.link import LinkStatus
from referrals.model.people.person import Consents
from referrals.model.words.wording import wording_for
from referrals.store.link.link import LinkNotFoundError
from referrals.views.link.table_card import TableCard, table_card, table_card_qr
from tests.world import NOW, a_link, an_advocate, rules

URL = "https://go.shop.example"


def card(first_name: str = "Ada", *, named: bool = True, **changes: Any) -> TableCard:
    consents = Consents(show_first_name=named)
    person = an_advocate().model_copy(update={"first_name": first_name, "consents": consents})
    return table_card(
        a_link(**changes),
        person,
        rules(),
        words=wording_for("en"),
        now=NOW,
        public_url=URL,
    )


def test_a_card_says_the_gift_and_where_it_leads() -> None:
    made = card(words="Best bread in town.")

    assert made.quote == "Best bread in town."
    assert made.gift
    assert made.code == "ada-bakes"
    assert made.address.startswith("go.shop.example/")
    assert made.address.endswith("ada-bakes")


def test_a_card_names_only_who_lets_friends_read_it() -> None:
    assert card().advocate == "Ada"
    assert card(named=False).advocate == ""


def test_two_links_have_two_drawings() -> None:
    first, second = (table_card_qr(code, rules(), URL) for code in ("ada-bakes", "ben"))

    assert first.startswith("<svg")
    assert first != second


def test_nobody_prints_the_card_of_a_link_that_rests() -> None:
    with pytest.raises(LinkNotFoundError):
        card(status=LinkStatus.CLOSED)
