"""The bakery's store credit and gift cards, as the product asks for them at any shop."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goodword.local.shop.money_shelf import MoneyTables
from referrals.providers.shops.credit import (
    CardTakenError,
    CreditSpentError,
    NoShopCustomerError,
    Transfer,
)
from referrals.providers.shops.fulfilment import ShopCodeRefusedError
from referrals.providers.shops.shopify import credit, gift_card
from tests.cli.bakery.open_bakery import AdminLine, OpenBakery, TillCustomer, text_of
from tests.world import NOW


@pytest.fixture
def line(shop: OpenBakery) -> Iterator[AdminLine]:
    with shop.serving() as made:
        yield made


def a_transfer(minor: int = 500, **parts: str) -> Transfer:
    email, code = parts.get("email", "ben@example.com"), parts.get("code", "CARD12345678")
    reference = parts.get("reference", "")
    return Transfer("order/friend/1", email, minor, "EUR", NOW, code, reference)


def test_credit_is_booked_read_and_taken_back(shop: OpenBakery, line: AdminLine) -> None:
    ben = TillCustomer(shop).choose(102)
    ben.pay()

    booked = credit.send(line.account, a_transfer(), line.ask())

    assert list(credit.read(line.account, a_transfer(), line.ask())) == [booked]
    assert "Your store credit: <b>€5.00</b>" in text_of(ben.get("/account"))
    credit.send(line.account, a_transfer(-500), line.ask())
    with pytest.raises(CreditSpentError):
        credit.send(line.account, a_transfer(-500), line.ask())


def test_a_stranger_has_no_account(line: AdminLine) -> None:
    with pytest.raises(NoShopCustomerError):
        credit.send(line.account, a_transfer(email="eve@example.com"), line.ask())


def test_credit_of_before_is_not_taken_for_ours(shop: OpenBakery, line: AdminLine) -> None:
    TillCustomer(shop).choose(102).pay()
    shop.now = NOW - timedelta(hours=1)
    credit.send(line.account, a_transfer(), line.ask())

    assert list(credit.read(line.account, a_transfer(), line.ask())) == []


def test_a_card_is_made_once_found_and_ended(shop: OpenBakery, line: AdminLine) -> None:
    made = gift_card.send(line.account, a_transfer(), line.ask())

    assert list(gift_card.read(line.account, a_transfer(), line.ask())) == [made]
    with pytest.raises(CardTakenError):
        gift_card.send(line.account, a_transfer(), line.ask())

    back = a_transfer(-500, reference=made)
    assert list(gift_card.read(line.account, back, line.ask())) == []
    ended = gift_card.send(line.account, back, line.ask())
    assert list(gift_card.read(line.account, back, line.ask())) == [ended]
    with shop.shelf.reading() as tables:
        (card,) = MoneyTables(tables.line).cards()
    assert (card.minor, card.enabled) == (500, False)


def test_more_than_a_card_may_hold_is_refused(line: AdminLine) -> None:
    with pytest.raises(ShopCodeRefusedError):
        gift_card.send(line.account, a_transfer(200_001), line.ask())
