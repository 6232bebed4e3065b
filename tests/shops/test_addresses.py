"""Who bought, over the registry: any spelling of a mailbox is one customer, and a non-address none.

The bodies are those that `goodword trigger` sends.
"""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from goodword.trial.pretend_order import PretendOrder
from goodword.trial.signed_sample import shapes_of
from referrals.model.order.contact import usable_contact
from referrals.model.order.conversion import Contact, OrderFact, Report
from referrals.providers.shops.registry import MODULES
from referrals.providers.shops.source import SourceContext
from tests.shops.fact_modules import FACTS
from tests.shops.signing import secret_of
from tests.shops.signing import source as source_of
from tests.world import AT, IDENTITY, NOW, hash_of

sources = pytest.mark.parametrize("source", sorted(MODULES))
PLACED = datetime.fromtimestamp(AT, UTC) - timedelta(minutes=30)


def read_contact(source: str, **about: str) -> tuple[OrderFact, Contact]:
    """The customer's hash and contact, as they are kept of a paid order."""
    topic = FACTS[source].paid_topic
    order = PretendOrder(1001, Decimal("50.00"), "EUR", PLACED, PLACED, **about)  # type: ignore[arg-type]
    made = shapes_of(source)[topic](order)
    if source == "paddle":
        # Its own body names a customer by id: the rest is asked for.
        made["data"]["customer"] = {"email": order.email, "name": f"{order.first_name} Example"}
    raw = json.dumps(made).encode()
    headers = source_of(source).sign(secret_of(source), raw, topic=topic, now=NOW)
    sent = {name.lower(): value for name, value in headers.items()}
    reading = source_of(source).read(raw, sent, SourceContext("EUR", IDENTITY))
    assert isinstance(reading, Report)
    (fact,) = (each for each in reading.facts if isinstance(each, OrderFact))
    return fact, usable_contact(reading.contact)


@sources
@pytest.mark.parametrize(
    "email",
    [
        "Ben@Example.com.",
        '"ben"@example.com',
        "b\u200ben+x@example.com",
        "ｂｅｎ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    ],
    ids=ascii,
)
def test_a_customer_is_one_however_they_are_spelled(source: str, email: str) -> None:
    order, contact = read_contact(source, email=email)

    assert order.customer_hash == hash_of("ben@example.com")
    assert contact.email.lower() in ("ben@example.com", "ben+x@example.com")


@sources
@pytest.mark.parametrize(
    "email",
    [
        "mailto:ben@example.com",
        "ben@example.com,eve@example.com",
        "Ben <ben@example.com>",
        "ben\0@example.com",
    ],
    ids=ascii,
)
def test_who_gives_no_address_is_unknown_and_gets_no_letter(source: str, email: str) -> None:
    order, contact = read_contact(source, email=email)

    assert order.customer_hash == contact.email == ""


@sources
@pytest.mark.parametrize("name", ["Claim-500EUR:evil.example/go now", "a@b.example", "Ben\u202e"])
def test_a_name_that_is_none_is_left_out(source: str, name: str) -> None:
    assert read_contact(source, first_name=name)[1].first_name == ""
