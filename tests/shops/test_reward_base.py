"""One order in every platform's body comes to the same amounts, in any currency."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from goodword.trial.pretend_order import PretendOrder
from referrals.model.errors import RefusedError
from referrals.model.order.conversion import Amounts, Base, OrderFact, Report
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import SourceContext
from tests.lives import ORDER, Step, put
from tests.shops.fact_modules import FACTS, facts_of
from tests.shops.facts import MAJOR, MINOR
from tests.template import ROOT
from tests.world import IDENTITY


def having(entry: str) -> list[str]:
    """The sources that tell this part of an order at all."""
    return [name for name in sorted(FACTS) if getattr(FACTS[name], entry)]


def body(source: str, changes: dict[str, Any], order: PretendOrder = ORDER) -> bytes:
    made = Step("", facts_of(source).paid_topic).make_body(source, order)
    for path, value in changes.items():
        put(made, path.split("."), json.dumps(value))
    return json.dumps(made).encode()


def amounts(source: str, raw: bytes) -> Amounts:
    found = find_source(source)
    assert found is not None
    reading = found.read(raw, {}, SourceContext("EUR", IDENTITY))
    assert isinstance(reading, Report)
    (fact,) = (fact for fact in reading.facts if isinstance(fact, OrderFact))
    return fact.amounts


def without_presentment(found: Amounts) -> Amounts:
    return replace(found, presentment_currency="", presentment_minor=0)


@pytest.mark.parametrize("source", having("shipped"))
def test_a_shipped_order_comes_to_the_same_amounts(source: str) -> None:
    found = without_presentment(amounts(source, body(source, facts_of(source).shipped)))

    assert found == Amounts("EUR", 5800, tax_minor=800, shipping_minor=500)
    assert (found.base_minor(Base.GROSS), found.base_minor(Base.NET)) == (5800, 4500)


@pytest.mark.parametrize("source", having("taxed"))
def test_an_order_of_files_comes_to_the_same_amounts(source: str) -> None:
    assert amounts(source, body(source, facts_of(source).taxed)) == Amounts(
        "EUR", 5800, tax_minor=800
    )


@pytest.mark.parametrize("source", having("tipped"))
def test_a_tipped_order_comes_to_the_same_amounts(source: str) -> None:
    found = without_presentment(amounts(source, body(source, facts_of(source).tipped)))

    assert found == Amounts("EUR", 5800, tips_minor=800)


@pytest.mark.parametrize("source", having("cards_and_duties"))
def test_gift_cards_and_duties_are_no_goods(source: str) -> None:
    found = amounts(source, body(source, facts_of(source).cards_and_duties))

    assert (found.gift_cards_minor, found.duties_minor) == (2000, 300)
    assert found.base_minor(Base.NET) == 5000 - 798 - 2300


@pytest.mark.parametrize("source", having("seen_in_yen"))
def test_what_the_friend_saw_is_kept_beside_the_shops_currency(source: str) -> None:
    found = amounts(source, body(source, facts_of(source).seen_in_yen))

    assert (found.currency, found.gross_minor) == ("EUR", 5000)
    assert (found.presentment_currency, found.presentment_minor) == ("JPY", 8150)


@pytest.mark.parametrize("currency", sorted(MINOR))
@pytest.mark.parametrize("source", sorted(MODULES))
def test_every_currency_has_its_own_decimals(source: str, currency: str) -> None:
    facts = facts_of(source)
    total = facts.totals[currency]
    order = replace(ORDER, total=Decimal(MAJOR[currency]), currency=currency)

    found = amounts(source, body(source, {facts.total: total}, order))

    assert (found.currency, found.gross_minor) == (currency, MINOR[currency])


@pytest.mark.parametrize("source", sorted(MODULES))
def test_a_body_made_up_is_read_as_it_was_meant(source: str) -> None:
    order = replace(ORDER, total=Decimal("1.230"), currency="KWD")

    assert amounts(source, body(source, {}, order)).gross_minor == 1230


@pytest.mark.parametrize("source", sorted(MODULES))
def test_a_float_is_what_it_was_written_as_or_held(source: str) -> None:
    """19.99 is no binary fraction; a platform that sends whole numbers never sends one."""
    facts = facts_of(source)
    raw = body(source, {facts.total: 19.99})
    if facts.totals is MAJOR:
        assert amounts(source, raw).gross_minor == 1999
        return
    with pytest.raises(RefusedError, match="whole number"):
        amounts(source, raw)


def test_every_source_tells_the_order_in_some_way() -> None:
    for source in MODULES:
        facts = facts_of(source)
        assert facts.shipped or facts.taxed or facts.tipped, source
    page = (ROOT / "docs/algorithms/conversions.md").read_text()
    assert "tests/shops/test_reward_base.py" in page
