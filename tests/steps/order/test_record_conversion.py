"""Recording on real tables: what is kept, what is held, what a crash leaves behind."""

import json
from typing import Any

import pytest

from referrals.desks import conversion as conversion_desk
from referrals.model.order.receipt import Outcome, Receipt
from referrals.providers.shops.signed import webhook as signed
from referrals.steps.order.record_conversion import (
    BadSignatureError,
    BodyTooLargeError,
    Delivery,
    EmptyBodyError,
    UnknownSourceError,
    record_conversion,
)
from referrals.wiring import clients, stores
from tests.world import NOW, a_key, store_program, webhook_secret

SECRET = "whsec_Z29vZHdvcmQtbG9jYWwtc2lnbmVkLXNlY3JldCE="
ORDER: dict[str, Any] = {
    "order_id": "1001",
    "currency": "EUR",
    "total": "50.00",
    "customer": {"email": "ben@example.com", "first_name": "Ben", "accepts_mail": True},
}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()
    webhook_secret("signed", SECRET)


def delivery(
    raw: bytes = b"", *, secret: str = SECRET, program: str = "friends", **data: Any
) -> Delivery:
    body = {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": {**ORDER, **data}}
    raw = raw or json.dumps(body).encode()
    headers = signed.sign(secret, raw, topic="order.paid", now=NOW)
    return Delivery(program, "signed", {**headers, "cookie": "private"}, raw, NOW)


def record(sent: Delivery) -> Receipt:
    return record_conversion(sent, conversion_desk.recording())


def test_an_order_is_recorded_with_its_body() -> None:
    sent = delivery()

    assert record(sent) == Receipt(Outcome.RECORDED, order_id="1001")

    (fact,) = stores.conversions().facts(a_key(source="signed"))
    kept = stores.bodies().raw(a_key(source="signed"), fact.body)
    assert kept.raw == sent.raw
    assert sorted(kept.headers) == ["webhook-id", "webhook-timestamp"]


def test_the_contact_is_kept_for_attribution() -> None:
    record(delivery())

    contact = stores.conversions().contact(a_key(source="signed"))
    assert (contact.email, contact.first_name, contact.may_write) == (
        "ben@example.com",
        "Ben",
        True,
    )


def test_a_body_that_says_nothing_new_is_a_replay() -> None:
    record(delivery())

    assert record(delivery(invented="field")).outcome is Outcome.REPLAYED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"currency": "USD"}, "wrong_currency"),
        ({"currency": "XXX"}, "unreadable_money"),
        ({"total": "-1.00"}, "negative_amount"),
        ({"total": "1e99"}, "unreadable_money"),
        ({"total": True}, "unreadable_money"),
        ({"order_id": "#1001"}, "unreadable_field"),
        ({"updated_at": "2036-01-01T00:00:00Z"}, "impossible_moment"),
        ({"updated_at": "yesterday"}, "unreadable_field"),
    ],
)
def test_what_cannot_be_believed_is_held(data: dict[str, Any], reason: str) -> None:
    receipt = record(delivery(**data))

    assert receipt.outcome is Outcome.HELD
    assert receipt.reason.startswith(reason)
    assert len(list(stores.bodies().held_bodies("friends", "signed"))) == 1
    assert stores.conversions().find(a_key(source="signed")) is None


def test_a_held_body_sent_again_is_held_once() -> None:
    for _ in range(2):
        record(delivery(currency="USD"))

    assert len(list(stores.bodies().held_bodies("friends", "signed"))) == 1


def test_a_secret_changed_a_moment_ago_is_found() -> None:
    record(delivery())
    clients.secrets().kept.clear()
    clients.secrets().kept["goodword/webhooks/friends/signed"] = (-60.0, ("whsec_b2xk",))

    assert record(delivery()).outcome is Outcome.REPLAYED


def test_a_forged_delivery_leaves_nothing_behind() -> None:
    with pytest.raises(BadSignatureError):
        record(delivery(secret="whsec_b3RoZXI="))

    assert stores.conversions().find(a_key(source="signed")) is None


@pytest.mark.parametrize("program", ["nobody", "", "x" * 5000, "fr/iends", "fre\ud800nds"])
def test_an_unknown_program_takes_nothing(program: str) -> None:
    with pytest.raises(UnknownSourceError):
        record(delivery(program=program))


@pytest.mark.parametrize(
    ("raw", "error"), [(b"", EmptyBodyError), (b" " * (10 * 2**20 + 1), BodyTooLargeError)]
)
def test_a_body_of_no_fitting_size_is_refused(raw: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        record(Delivery("friends", "signed", {}, raw, NOW))
