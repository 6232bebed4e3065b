"""A run of the clock ends after so many requests and so many items, and the next one goes on."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import people as people_desk
from referrals.desks import privacy as privacy_desk
from referrals.model.errors import UnavailableError
from referrals.model.privacy.erasure import ErasureCounts, Failure, PrivacyRunReport
from referrals.model.privacy.request import PrivacyKind, PrivacyRequest, PrivacyState, StoredRequest
from referrals.steps.privacy import answer_privacy as answer_privacy_step
from referrals.steps.privacy.answer_privacy import answer_privacy
from referrals.steps.privacy.ask_privacy import ask_erasure, erase_now, merchant_request
from referrals.steps.privacy.note_privacy import asked_of, note_privacy
from referrals.store.order.body import RawBody
from referrals.wiring import clients, stores
from tests.meter import Meter
from tests.world import (
    IDENTITY,
    NOW,
    a_friend,
    a_key,
    a_program,
    an_order,
    hash_of,
    refer,
    webhook_secret,
)


@pytest.fixture(autouse=True)
def program(account: None) -> None:
    stores.programs().add(a_program())
    webhook_secret("shopify", "hush", shop="bakery.myshopify.com")


def note_request(kind: PrivacyKind, email: str = "", *orders: str) -> StoredRequest:
    hashed_email = hash_of(email) if email else ""
    request = PrivacyRequest(kind, hashed_email, orders, shop="bakery.myshopify.com")
    asked = asked_of(request, "friends", "shopify", key=IDENTITY, received_at=NOW)
    note_privacy(asked, stores.privacy_requests())
    return asked


def run(chances: int = 99) -> PrivacyRunReport:
    """With time for so many requests or pages."""
    left = iter(range(chances))
    has_time = lambda: next(left, None) is not None  # noqa: E731
    return answer_privacy(privacy_desk.privacy(), now=NOW, has_time=has_time)


def test_nothing_asked_is_nothing_done() -> None:
    assert run() == PrivacyRunReport(0, 0, 0, 0, 0, ErasureCounts())


def test_requests_beyond_a_run_wait_for_the_next() -> None:
    for number in range(3):
        note_request(PrivacyKind.CUSTOMER_REDACT, f"nobody{number}@example.com")

    assert [run(2).done, run(2).done, run(2).done] == [2, 1, 0]


def test_a_large_shop_takes_several_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_privacy_step, "ITEMS_A_PAGE", 4)
    for number in range(10):
        key = a_key(str(number))
        stores.conversions().record(key, an_order(), body="", at=NOW)
        stores.conversions().record(a_key(str(number), "signed"), an_order(), body="", at=NOW)
    asked = note_request(PrivacyKind.SHOP_REDACT)

    left: list[int] = []
    while (report := run(2)).open:
        left.append(report.shop_items_left)
        assert len(left) < 20
    runs = len(left)

    done = stores.privacy_requests().find("friends", asked.request_id)
    assert done is not None
    assert (done.found, done.cursor, runs >= 4) == (10, "", True)
    assert left == sorted(left, reverse=True)
    assert (left[0] > left[-1] > 0, report.shop_items_left) == (True, 0)
    others = [stores.conversions().state(a_key(str(n), "signed")).order for n in range(10)]
    assert {order.customer_hash for order in others if order} == {hash_of("ben@example.com")}


def test_a_customer_of_too_many_orders_is_forgotten_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answer_privacy_step, "MOST_WATCHED", 2)
    for number in range(5):
        stores.conversions().record(a_key(str(number)), an_order(), body="", at=NOW)
    asked = note_request(PrivacyKind.CUSTOMER_REDACT, "ben@example.com")

    assert (run().erased.orders, run().done) == (5, 1)

    done = stores.privacy_requests().find("friends", asked.request_id)
    assert done is not None
    assert (done.found, len(done.orders)) == (5, 2)


def test_forgetting_a_shop_takes_few_requests_an_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/performance.md reckons with it how many orders thirty days suffice for."""
    for number in range(20):
        refer(an_order(), order_id=str(number))
    note_request(PrivacyKind.SHOP_REDACT)
    run(0)
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)

    assert run().erased.orders == 20

    assert meter.operations.total() / 20 <= 16


def test_a_done_request_keeps_ids_and_moments_only() -> None:
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)
    asked = note_request(PrivacyKind.CUSTOMER_REDACT, "ben@example.com")

    run()
    run()

    done = stores.privacy_requests().find("friends", asked.request_id)
    assert done is not None
    assert (done.state, done.orders) == (PrivacyState.DONE, ("friends#shopify#1001",))
    assert (done.customer_hash, done.seed, done.due_at) == ("", "", asked.due_at)


def test_a_person_is_forgotten_in_every_program() -> None:
    other = a_program(program="other").model_copy(update={"program_id": "other"})
    stores.programs().add(other)
    key = a_key()
    elsewhere = type(key)("other", "shopify", "9")
    stores.conversions().record(elsewhere, an_order(), body="", at=NOW)
    note_request(PrivacyKind.CUSTOMER_REDACT, "ben@example.com")

    run()

    order = stores.conversions().state(elsewhere).order
    assert order is not None
    assert order.customer_hash.startswith("erased-")


def test_an_open_request_asked_again_goes_on_as_it_is() -> None:
    stores.people().add(a_friend())
    asked = merchant_request(
        PrivacyKind.CUSTOMER_REDACT,
        hash_of("ben@example.com"),
        [],
        program_id="friends",
        key=IDENTITY,
        now=NOW,
    )
    ask_erasure(asked, stores.privacy_requests())
    stores.privacy_requests().set(asked, orders=["friends#shopify#1001"])

    standing, news = ask_erasure(asked, stores.privacy_requests())

    assert (standing.orders, news) == (("friends#shopify#1001",), False)
    finished, done = erase_now(asked, privacy_desk.privacy(), now=NOW)
    assert (finished.state, done.people) == (PrivacyState.DONE, 1)


def test_open_data_requests_take_nobody_s_place() -> None:
    for number in range(3):
        note_request(PrivacyKind.DATA_REQUEST, f"asking{number}@example.com")
    note_request(PrivacyKind.CUSTOMER_REDACT, "ben@example.com")

    ran = run(1)

    assert (ran.done, ran.open) == (1, 3)


class FailingClient:
    """A client that fails whenever a call names one order."""

    def __init__(self, inner: Any, order: str) -> None:
        self.inner, self.order = inner, order

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if self.order in json.dumps(request.get("Key", {}), default=str):
            raise UnavailableError("the order is being changed.")
        answer: dict[str, Any] = self.inner.call(operation, request)
        return answer


def test_a_request_that_fails_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = note_request(PrivacyKind.CUSTOMER_REDACT, "ada@example.com", "666")
    note_request(PrivacyKind.CUSTOMER_REDACT, "ben@example.com")
    refusing = FailingClient(clients.dynamo(), "friends#shopify#666")
    monkeypatch.setattr(clients, "dynamo", lambda: refusing)

    ran = run()

    assert (ran.done, ran.open) == (1, 1)
    assert ran.failures == (Failure(failing.request_id, "unavailable"),)


def test_asked_again_adds_to_the_orders_watched() -> None:
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)
    asked = note_request(PrivacyKind.CUSTOMER_REDACT, "ben@example.com")
    run(), run()
    requests = stores.privacy_requests()

    requests.reopen(asked)
    reopened = requests.find("friends", asked.request_id)
    run()
    news = requests.note(
        StoredRequest(**{**_fields(asked), "received_at": NOW + timedelta(days=2)})
    )
    renewed = requests.find("friends", asked.request_id)

    assert reopened is not None
    assert renewed is not None
    assert (reopened.state, news, renewed.state) == (PrivacyState.OPEN, True, PrivacyState.OPEN)
    assert reopened.orders == renewed.orders == ("friends#shopify#1001",)


def _fields(asked: StoredRequest) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in asked.__slots__}


def test_late_bodies_that_are_held_go_too() -> None:
    note_request(PrivacyKind.CUSTOMER_REDACT, "", "1001")
    run()
    late = RawBody(b'{"id":1001,"email":"ben@example.com"}', {}, NOW)
    stores.bodies().hold("friends", "shopify", late, "unread")

    ran = answer_privacy(privacy_desk.privacy(), now=NOW + timedelta(days=1, minutes=1))

    assert ran.erased == ErasureCounts(bodies=1)


def test_a_shop_s_held_bodies_are_no_order() -> None:
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)
    stores.bodies().hold("friends", "shopify", RawBody(b"?", {}, NOW), "unread")
    pieces = {"conversion_key": "friends#shopify#held", "fact": "body#x#1", "piece": ""}
    clients.table("conversions").put(pieces)
    clients.table("conversions").put({"conversion_key": "friends#shopify#store", "fact": "cursor"})

    found, _ = people_desk.files().customers.some_orders("friends", "shopify", "", 100)

    assert found == [a_key()]
