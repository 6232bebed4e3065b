"""Consent, from every source's body: given in one way only, and never by leaving something out."""

import json
from typing import Any

import pytest

from referrals.model.order.conversion import Report
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import SourceContext
from tests.lives import Step, put
from tests.shops.fact_modules import FACTS
from tests.world import IDENTITY

CONTEXT = SourceContext("EUR", IDENTITY)
AGREEMENTS = [
    (name, path, yes) for name, facts in FACTS.items() for path, yes in facts.agreed.items()
]
NO: list[Any] = [None, False, 0, 1, "", "true", "yes", "false", {}, [], {"state": "pending"}]
agreements = pytest.mark.parametrize(("name", "path", "yes"), AGREEMENTS)


def body(name: str, **parts: Any) -> Any:
    """An ordinary paid order, with nothing said about consent but what `parts` say."""
    made = Step("pay", FACTS[name].paid_topic).body(name, 0)
    for path in FACTS[name].agreed:
        *way, last = path.split(".")
        inner = made
        for part in way:
            inner = inner.get(part) or {}
        inner.pop(last, None)
    for path, value in parts.items():
        put(made, path.split("."), json.dumps(value))
    return made


def may_write(name: str, told: Any) -> bool | None:
    source = find_source(name)
    assert source
    reading = source.read(json.dumps(told).encode(), {}, CONTEXT)
    assert isinstance(reading, Report)
    assert reading.contact is not None
    return reading.contact.may_write


@pytest.mark.parametrize("name", sorted(MODULES))
def test_what_is_not_said_is_no_consent(name: str) -> None:
    assert may_write(name, body(name)) is None


@agreements
def test_a_friend_who_agreed_did(name: str, path: str, yes: Any) -> None:
    assert may_write(name, body(name, **{path: yes}))


@agreements
@pytest.mark.parametrize("no", NO, ids=repr)
def test_nothing_else_is_consent(name: str, path: str, yes: Any, no: Any) -> None:
    assert no == yes or not may_write(name, body(name, **{path: no}))


@agreements
def test_a_plain_no_is_a_word_and_nonsense_is_none(name: str, path: str, yes: Any) -> None:
    if yes is True:
        assert may_write(name, body(name, **{path: False})) is False
    assert may_write(name, body(name, **{path: "false"})) is None


@pytest.mark.parametrize(
    ("name", "path", "no"),
    [
        ("shopify", "customer.email_marketing_consent", {"state": "not_subscribed"}),
        ("shopify", "customer.email_marketing_consent", {"state": "unsubscribed"}),
        ("stripe", "data.object.consent", {"promotions": "opt_out"}),
        ("stripe", "data.object.consent", {"terms_of_service": "accepted"}),
        ("shopify", "customer.email_marketing_consent", {"state": []}),
        ("woocommerce", "meta_data", [{"key": "accepts_mail", "value": "no"}]),
        ("woocommerce", "meta_data", [{"key": "accepts_mail", "value": ["yes"]}]),
        ("lemonsqueezy", "meta.custom_data", {"accepts_mail": "no"}),
        ("square", "data.object.payment.note", "accepts_mail=yesterday"),
        ("square", "data.object.payment.note", "accepts_mail=yes accepts_mail=no"),
        ("square", "data.object.payment.note", "not_accepts_mail=yes"),
        ("segment", "properties.accepts_mail", True),
        ("segment", "context.traits.accepts_mail", True),
    ],
)
def test_another_answer_is_no_consent(name: str, path: str, no: Any) -> None:
    assert not may_write(name, body(name, **{path: no}))


@pytest.mark.parametrize(
    ("name", "path", "no"),
    [
        ("woocommerce", "meta_data", [{"key": "_accepts_mail", "value": "no"}]),
        ("lemonsqueezy", "meta.custom_data", {"accepts_mail": "No"}),
        ("square", "data.object.payment.reference_id", "accepts_mail=no"),
        ("segment-server", "properties.accepts_mail", False),
    ],
)
def test_an_own_till_s_no_is_a_word(name: str, path: str, no: Any) -> None:
    assert may_write(name, body(name, **{path: no})) is False


SUBSCRIBED = {"state": "subscribed", "consent_updated_at": "2020-01-02T00:00:00Z"}
GONE_SINCE = {"state": "unsubscribed", "consent_updated_at": "2030-01-02T00:00:00Z"}
GONE_BEFORE = {"state": "unsubscribed", "consent_updated_at": "2020-01-02T00:00:00Z"}


@pytest.mark.parametrize(
    ("ticked", "stands", "agreed", "year"),
    [
        (False, SUBSCRIBED, True, 2020),
        (True, SUBSCRIBED, True, None),
        (True, GONE_SINCE, False, 2030),
        (True, GONE_BEFORE, True, None),
        (False, GONE_BEFORE, False, 2020),
        (True, {"state": "unsubscribed", "consent_updated_at": "soon"}, False, None),
        (True, {"state": "pending"}, True, None),
        (False, {"state": "not_subscribed"}, False, None),
    ],
)
def test_shopify_s_box_and_standing_are_the_newer_word(
    ticked: bool, stands: dict[str, str], agreed: bool, year: int | None
) -> None:
    parts = {"buyer_accepts_marketing": ticked, "customer.email_marketing_consent": stands}
    source = find_source("shopify")
    assert source
    reading = source.read(json.dumps(body("shopify", **parts)).encode(), {}, CONTEXT)

    assert isinstance(reading, Report)
    said_at = reading.contact.said_at
    assert (reading.contact.may_write, said_at and said_at.year) == (agreed, year)
