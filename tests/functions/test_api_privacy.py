"""The merchant's own requests: what is held about a person, and forgetting them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Role
from referrals.model.privacy.request import PrivacyState
from referrals.model.session.api_key import Scope
from referrals.wiring import clients, stores
from referrals.wiring import clock as wiring_clock
from tests.caller import KEY, body_of, call_api, event, with_key
from tests.clicks import a_click
from tests.estate import SECRETS, clock, deliver_webhook, dump, rest
from tests.streams import Streams
from tests.world import (
    IDENTITY,
    NOW,
    a_key,
    a_link,
    a_program,
    a_token,
    an_order,
    hash_of,
    store_program,
    webhook_secret,
)

BEN = "ben@example.com"
ORDER = {
    "order_id": "1001",
    "placed_at": "2026-11-22T09:28:00Z",
    "currency": "EUR",
    "total": "50.00",
    "customer": {"email": BEN, "first_name": "Benedikt", "accepts_mail": True},
    "signals": {"gw": a_token("k7mwq2rp")},
}
SHOP = {"shop_id": 1, "shop_domain": "bakery.myshopify.com"}


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada's link brought Ben's order; another body of his is held."""
    monkeypatch.setattr(wiring_clock, "now", lambda: NOW)
    store_program(a_program(), a_link("k7mwq2rp"))
    with_key(KEY, *Scope)
    for source, secret in SECRETS.items():
        webhook_secret(source, secret)
    deliver_webhook(
        "signed", {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": ORDER}
    )
    unread = {**ORDER, "order_id": "1002", "total": "fifty"}
    deliver_webhook(
        "signed", {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": unread}
    )
    rest(Streams())
    stores.former_customers().add("friends", hash_of(BEN), NOW.date())


def ask(kind: str, email: str = BEN, **changes: Any) -> dict[str, Any]:
    body = json.dumps({"kind": kind, "email": email, **changes})
    return call_api("export_person", body=body)


def test_an_export_holds_all_that_is_known_of_a_friend() -> None:
    (click_id,) = stores.referrals().get(str(a_key("1001", "signed"))).click_ids
    stores.clicks().record(a_click(click_id))
    answer = body_of(ask("export", "Ben+x@example.com"))

    data = answer["data"]
    found = {"people": 1, "links": 0, "orders": 1, "bodies": 2, "letters": 1}
    assert answer["found"] == {**found, "former_customers": 1, "stories": 0}
    assert data["former_customers"] == [{"program": "friends", "first_order_on": "2026-11-22"}]
    assert [person["name"] for person in data["people"]] == ["Benedikt"]
    assert data["orders"][0]["contact"]["email"] == BEN
    assert BEN in data["orders"][0]["bodies"][0]["text"]
    assert [click["user_agent"] for click in data["orders"][0]["clicks"]] == ["Firefox"]
    assert "fifty" in data["held"][0]["text"]


def test_an_export_of_an_advocate_has_links_and_balances() -> None:
    data = body_of(ask("export", "ada@example.com"))["data"]

    assert [link["code"] for link in data["links"]] == ["k7mwq2rp"]
    [holding] = data["holdings"]
    assert (holding["asset"], holding["pending"], holding["available"]) == ("EUR", 500, 0)
    assert len(data["statement"]) == 1
    assert data["orders"] == []


def test_an_export_of_a_stranger_is_empty() -> None:
    answer = body_of(ask("export", "nobody@example.com"))

    assert set(answer["found"].values()) == {0}


def test_an_export_answers_the_shop_s_open_request() -> None:
    body = {**SHOP, "customer": {"email": BEN}, "orders_requested": [], "data_request": {"id": 9}}
    deliver_webhook("shopify", body, "customers/data_request")

    assert body_of(ask("export"))["answered"] == 1
    assert body_of(ask("export"))["answered"] == 0
    (request,) = body_of(call_api("list_privacy_requests"))["items"]
    assert (request["state"], request["reference"]) == ("done", "9")
    assert request["due_at"] == "2026-12-22T09:30:00Z"


def test_an_erasure_is_told_at_once_and_done_by_the_clock() -> None:
    first = ask("erase")
    again = ask("erase")

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert body_of(first)["found"]["people"] == 1
    assert body_of(first)["request"]["state"] == "open"
    clock("answer_privacy")
    clock("answer_privacy")
    (request,) = body_of(call_api("list_privacy_requests"))["items"]
    assert (request["state"], request["orders_erased"]) == ("done", 1)
    assert hash_of(BEN) not in dump()


def test_a_repeated_erasure_is_carried_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ask("erase")
    clock("answer_privacy")
    clock("answer_privacy")
    new = {**ORDER, "order_id": "1003"}
    deliver_webhook(
        "signed", {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": new}
    )

    assert body_of(ask("erase"))["request"]["state"] == "open"
    monkeypatch.setattr(wiring_clock, "now", lambda: NOW + timedelta(hours=1))
    clock("answer_privacy")
    clock("answer_privacy")
    (done,) = stores.privacy_requests().of_program("friends")
    assert (done.state, BEN in dump()) == (PrivacyState.DONE, False)


def test_a_named_order_is_erased_with_its_friend() -> None:
    ask("erase", "other@example.com", orders=[{"source": "signed", "order_id": "1001"}])
    clock("answer_privacy")

    assert stores.people().find_by_hash(Role.FRIEND, hash_of(BEN)) is None
    assert stores.conversions().contact(a_key("1001", "signed")).email == ""
    assert len(list(stores.bodies().held_bodies("friends", "signed"))) == 1


def test_no_answer_with_personal_data_is_kept() -> None:
    call_api("list_privacy_requests")
    body, before = json.dumps({"kind": "export", "email": "ada@example.com"}), dump()

    call_api("export_person", {"idempotency-key": "once"}, body=body)

    changes, sessions = clients.table("changes"), clients.table("sessions")
    (line,) = (item for item in changes.scan() if "change_id" in item)
    assert line["subject"] == {"program": "friends"}
    for item in list(changes.scan()):
        changes.delete({"month": item["month"], "entry": item["entry"]})
    (bucket,) = (item["token_hash"] for item in sessions.scan() if "taken" in item)
    sessions.delete({"token_hash": bucket})
    assert dump() == before


def test_pages_of_requests_lead_through_all_of_them() -> None:
    for number in range(5):
        ask("erase", f"friend{number}@example.com")

    seen, cursor = [], ""
    while cursor is not None:
        query = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = body_of(call_api("list_privacy_requests", queryStringParameters=query))
        seen += [request["request_id"] for request in page["items"]]
        cursor = page["next_cursor"]

    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("name", ["export_person", "list_privacy_requests"])
def test_other_scopes_open_nothing_here(name: str) -> None:
    others = [scope for scope in Scope if not scope.startswith("privacy")]
    with_key("gw_test_other", *others)

    answer = call_api(name, {"authorization": "Bearer gw_test_other"})

    assert (answer["statusCode"], body_of(answer)["code"]) == (403, "missing_scope")


def test_nobody_s_address_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("export", "erase"):
        ask(kind)

    assert "example.com" not in capsys.readouterr().out


def test_an_erasure_is_noted_even_when_its_answer_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTBOX_TABLE", "nowhere")

    assert ask("erase")["statusCode"] >= 500

    (request,) = stores.privacy_requests().of_program("friends")
    assert request.state is PrivacyState.OPEN


def test_what_a_former_hash_leads_to_is_found_and_erased() -> None:
    """An address of a domain that is another's alias only since."""
    former = email_hashes(IDENTITY, "ben@pm.me")[1]
    stores.conversions().record(a_key("9"), an_order(customer_hash=former), body="", at=NOW)

    found = body_of(ask("export", "ben@pm.me"))["found"]
    body_of(ask("erase", "ben@pm.me"))
    clock("answer_privacy")

    assert found["orders"] == 1
    order = stores.conversions().state(a_key("9")).order
    assert order is not None
    assert order.customer_hash.startswith("erased-")


def held_request() -> str:
    deliver_webhook("shopify", SHOP, "shop/redact")
    assert clock("answer_privacy")["held"] == 1
    (request,) = stores.privacy_requests().of_program("friends")
    return request.request_id


def post_decision(request_id: str, decision: str) -> dict[str, Any]:
    path = f"/v1/privacy-requests/friends/{request_id}"
    context = event("export_person")["requestContext"]
    context["http"]["path"] = path
    body = json.dumps({"decision": decision})
    return call_api("export_person", rawPath=path, requestContext=context, body=body)


@pytest.mark.parametrize(("decision", "state"), [("release", "open"), ("refuse", "refused")])
def test_a_held_request_waits_for_a_person_s_word(decision: str, state: str) -> None:
    request_id = held_request()
    (shown,) = body_of(call_api("list_privacy_requests"))["items"]
    assert (shown["state"], shown["held_for"]) == ("held", "shop_unknown")
    assert shown["shop"] == SHOP["shop_domain"]
    assert shown["held_words"].startswith("It would erase every")

    answer = post_decision(request_id, decision)

    assert (answer["statusCode"], body_of(answer)["state"]) == (200, state)
    assert body_of(answer)["held_for"] == ("" if decision == "release" else "shop_unknown")
    assert post_decision(request_id, decision)["statusCode"] == 409
    assert post_decision("0" * 32, decision)["statusCode"] == 404
