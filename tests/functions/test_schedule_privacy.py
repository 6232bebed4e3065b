"""Erased is erased (I13): nothing of a friend or an advocate is left, and the ledger is sound."""

from datetime import timedelta
from typing import Any

import pytest

from referrals import wiring
from referrals.model.grant import GrantStatus
from referrals.model.link import LinkStatus
from referrals.model.outbox import DeliveryState
from referrals.model.person import Role
from referrals.model.privacy import DAY, DUE_AFTER, PrivacyState
from referrals.store.link import LinkClosedError
from tests.estate import SECRETS, clock, dump, rest, sound, told
from tests.streams import Streams
from tests.world import (
    AT,
    NOW,
    a_key,
    a_link,
    a_program,
    a_token,
    hashed,
    settled,
    webhook_secret,
)

CODE = "k7mwq2rp"
BEN = ("ben@example.com", "Benedikt", hashed("ben@example.com"))
ADA = ("ada@example.com", "Lovelace", "my own words", hashed("ada@example.com"))
EVE = ("eve@example.com", "Evelina", hashed("eve@example.com"))
SHOP = {"shop_id": 1, "shop_domain": "bakery.myshopify.com"}


def order(order_id: str, email: str, name: str, **changes: Any) -> dict[str, Any]:
    data = {
        "order_id": order_id,
        "placed_at": "2026-11-22T09:28:00Z",
        "updated_at": "2026-11-22T09:29:00Z",
        "currency": "EUR",
        "total": "50.00",
        "customer": {"email": email, "first_name": name, "accepts_mail": True},
        "signals": {"gw": a_token(CODE)},
    }
    return {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": {**data, **changes}}


def redact(email: str, *orders: int) -> dict[str, Any]:
    person = {"id": 5, "email": email, "phone": "555-0100"}
    return {**SHOP, "customer": person, "orders_to_redact": list(orders)}


@pytest.fixture
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    """Ada's link brought Ben and Eve; Ben bought twice, and a body of his could not be read."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    settled(
        a_program(webhook_url="https://shop.example/hooks"),
        a_link(CODE, words="my own words", window_days=30),
    )
    for source, secret in SECRETS.items():
        webhook_secret(source, secret)
    turned = Streams()
    told("signed", order("1001", BEN[0], BEN[1]))
    told("signed", order("2002", EVE[0], EVE[1]))
    told("signed", order("1002", "Ben+again@example.com", BEN[1]))
    told("signed", order("1003", BEN[0], BEN[1], total="fifty"))
    rest(turned)
    return turned


def passed(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(**time))


def traces(person: tuple[str, ...], where: str) -> list[str]:
    return [trace for trace in person if trace.lower() in where.lower()]


def erased(email: str, *orders: int) -> None:
    """Asked for, then two runs of the clock: the second finds nothing more."""
    assert told("shopify", redact(email, *orders), "customers/redact")["outcome"] == "noted"
    assert clock("answer_privacy")["open"] == 1
    assert clock("answer_privacy")["done"] == 1


def test_a_friend_is_known_before(streams: Streams) -> None:
    assert traces(BEN, dump()) == list(BEN)
    assert wiring.grants().get(str(a_key("1001", "signed"))).status is GrantStatus.HELD


def test_nothing_of_an_erased_friend_is_left(
    streams: Streams, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(BEN[0])
    rest(streams)

    assert traces(BEN, dump() + capsys.readouterr().out) == []
    assert traces(EVE, dump()) == list(EVE)
    assert sound()


def test_what_the_friend_brought_stays_and_can_still_go_back(streams: Streams) -> None:
    grant = wiring.grants().get(str(a_key("1001", "signed")))
    erased(BEN[0])

    told(
        "signed",
        {
            "type": "refund.created",
            "timestamp": "2026-11-22T09:30:00Z",
            "data": {"order_id": "1001", "refund_id": "r1", "amount": "50.00"},
        },
    )
    rest(streams)

    after = wiring.grants().get(grant.key)
    tally = wiring.tallies().tally(f"friends#friend#{after.customer_hash}")
    assert after.status is GrantStatus.REVERSED
    assert (tally.lifetime, after.customer_hash[:7]) == (0, "erased-")
    assert sound()


def test_orders_not_yet_granted_keep_their_limit(streams: Streams) -> None:
    erased(BEN[0])

    orders = [wiring.conversions().state(a_key(name, "signed")).order for name in ("1001", "1002")]
    first, second = (each.customer_hash for each in orders if each)
    assert first == second != ""


def test_nothing_of_an_erased_advocate_is_left(
    streams: Streams, capsys: pytest.CaptureFixture[str]
) -> None:
    assert traces(ADA, dump()) == list(ADA)

    erased(ADA[0])
    rest(streams)

    assert traces(ADA, dump() + capsys.readouterr().out) == []
    assert wiring.people().find_by_hash(Role.ADVOCATE, ADA[3]) is None
    assert sound()


def test_an_erased_advocate_s_links_stay_closed(streams: Streams) -> None:
    erased(ADA[0])

    with pytest.raises(LinkClosedError):
        wiring.links().change(CODE, status=LinkStatus.ACTIVE)
    assert not wiring.links().get(CODE).live(AT)


def test_an_erased_advocate_s_balance_stays_in_the_books(streams: Streams) -> None:
    (before,) = wiring.ledger().of_person("adv_ada")
    erased(ADA[0])

    assert wiring.ledger().of_person("adv_ada") == [before]


def test_mail_that_waited_is_not_sent(streams: Streams) -> None:
    letter = wiring.outbox().get(f"{a_key('1001', 'signed')}#thanks")
    assert letter.state is DeliveryState.PENDING

    erased(ADA[0])

    after = wiring.outbox().get(letter.item_id)
    assert (after.state, after.reason) == (DeliveryState.SKIPPED, "erased")


def test_a_named_order_is_erased_without_an_address(streams: Streams) -> None:
    shop_order = {
        "id": 77,
        "name": "#77",
        "email": "kim@example.com",
        "currency": "EUR",
        "total_price": "20.00",
        "financial_status": "paid",
        "created_at": "2026-11-22T09:00:00Z",
        "updated_at": "2026-11-22T09:00:00Z",
        "note_attributes": [{"name": "gw", "value": a_token(CODE)}],
    }
    told("shopify", shop_order, "orders/paid")
    rest(streams)
    body = {**SHOP, "customer": {"id": 9}, "orders_to_redact": [77]}

    assert told("shopify", body, "customers/redact")["outcome"] == "noted"
    clock("answer_privacy")
    rest(streams)

    kim = ("kim@example.com", hashed("kim@example.com"))
    assert traces(kim, dump()) == []


def test_a_late_delivery_is_erased_the_next_day(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased(BEN[0])
    told("signed", order("1001", BEN[0], BEN[1], updated_at="2026-11-22T09:29:30Z"))
    rest(streams)
    assert traces(BEN, dump()) == list(BEN)

    passed(monkeypatch, days=1, minutes=1)
    clock("answer_privacy")
    rest(streams)

    assert traces(BEN, dump()) == []
    assert sound()


def test_a_whole_shop_is_forgotten_in_parts(streams: Streams) -> None:
    for number in range(5):
        email = f"kim{number}@example.com"
        told(
            "shopify",
            {
                "id": 700 + number,
                "email": email,
                "currency": "EUR",
                "total_price": "20.00",
                "financial_status": "paid",
                "created_at": "2026-11-22T09:00:00Z",
                "updated_at": "2026-11-22T09:00:00Z",
                "note_attributes": [{"name": "gw", "value": a_token(CODE)}],
            },
            "orders/paid",
        )
    told("shopify", {"financial_status": "paid", "id": 1, "email": "kim9@example.com"})
    rest(streams)

    told("shopify", SHOP, "shop/redact")
    clock("answer_privacy")
    rest(streams)

    kims = tuple(f"kim{n}@example.com" for n in (0, 1, 2, 3, 4, 9))
    hashes = tuple(map(hashed, kims))
    assert traces(kims + hashes, dump()) == []
    assert traces(BEN, dump()) == list(BEN)
    assert sound()


def test_the_merchant_is_told_of_each_request_once(streams: Streams) -> None:
    told("shopify", redact(BEN[0], 77), "customers/redact")
    for _ in range(3):
        clock("answer_privacy")

    items, _ = wiring.outbox().page(DeliveryState.PENDING, 100)
    (notice,) = [item for item in items if item.topic == "privacy.requested"]
    assert notice.data["kind"] == "customer_redact"
    assert notice.data["due_at"] == "2026-12-22T09:30:00Z"
    assert traces(BEN, str(notice)) == []


def test_a_request_told_again_is_the_same(streams: Streams) -> None:
    erased(BEN[0])

    again = told("shopify", redact(BEN[0]), "customers/redact")

    assert again["outcome"] == "replayed"
    (asked,) = wiring.privacy_requests().of_program("friends")
    assert (asked.state, asked.customer_hash, asked.seed) == (PrivacyState.DONE, "", "")
    assert asked.found == 2


def test_a_request_made_anew_later_is_carried_out_anew(streams: Streams) -> None:
    erased(BEN[0])

    told("shopify", redact(BEN[0]), "customers/redact", at=AT + 2 * DAY)

    (asked,) = wiring.privacy_requests().of_program("friends")
    assert asked.state is PrivacyState.OPEN


def test_a_data_request_waits_and_is_counted_when_due(
    streams: Streams, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {
        **SHOP,
        "customer": {"email": BEN[0]},
        "orders_requested": [],
        "data_request": {"id": 9},
    }
    told("shopify", body, "customers/data_request")

    assert clock("answer_privacy")["due_soon"] == 0
    passed(monkeypatch, days=24)
    assert clock("answer_privacy")["due_soon"] == 1
    passed(monkeypatch, seconds=DUE_AFTER)
    assert clock("answer_privacy")["late"] == 1

    assert '"PrivacyRequestsDue": [1]' in capsys.readouterr().out


def test_an_uninstalled_app_is_told_and_over(streams: Streams) -> None:
    body = {"id": 1, "shop_owner": "Olga", "email": "olga@example.com"}

    assert told("shopify", body, "app/uninstalled")["outcome"] == "noted"
    assert clock("answer_privacy")["uninstalled"] == 1
    assert clock("answer_privacy")["uninstalled"] == 0
    assert "olga" not in dump().lower()
