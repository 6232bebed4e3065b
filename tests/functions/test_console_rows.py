"""Every number of Today opens the orders or rewards that it counts, and as many as it says."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from referrals.desks import measure as measure_desk
from referrals.model.order.conversion import CancellationFact, Signals
from referrals.model.order.payment import Payment, RefundFact
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.steps.measure.fold_customers import fold_changes
from referrals.views.insight.counted_rewards import counted_rewards
from referrals.views.measure.counted_orders import CountedPeriod, OrderNumber, counted_orders
from referrals.wiring import clients, measure_stores, stores
from tests.corrector import correct_order, record_and_wake, shop
from tests.desk import come_in, get, page
from tests.letters import stop_clock
from tests.meter import Meter
from tests.world import AT, NOW, an_order, hash_of

NOUNS = ("conversions", "referrals", "ledger")
LATE = AT * 1000 + 1


def order(number: int, email: str = "", *facts: Any, **changes: Any) -> None:
    buyer = hash_of(email or f"friend{number}@example.com")
    usual: dict[str, Any] = {"signals": Signals(ref_codes=("ada-bakes",)), "customer_hash": buyer}
    record_and_wake(an_order(**{**usual, **changes}), order_id=str(number))
    for fact in facts:
        record_and_wake(fact, order_id=str(number))


def count() -> None:
    """As the streams' reader does, of everything that is there."""
    changes = [
        ItemChange(f"{noun}{number}", noun, item, {}, inserted=True)
        for noun in NOUNS
        for number, item in enumerate(clients.table(noun).scan())
    ]
    roll_up(changes, stores.insights(), stores.programs(), now=NOW)
    fold_changes(changes, measure_desk.customers())


@pytest.fixture(autouse=True)
def story(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brought ones that stay, go in part or whole, come back, change hands; others' and a test."""
    stop_clock(monkeypatch, NOW)
    shop()
    come_in()
    order(1001, "ben@example.com")
    correct_order("cleos")
    order(1002)
    order(1003, "", RefundFact("r1", 2000, LATE))
    order(1004, "", RefundFact("r2", 5000, LATE))
    order(1005, "", CancellationFact("customer", LATE))
    order(1006, signals=Signals())
    order(1007, "friend1002@example.com", occurred_at=NOW + timedelta(minutes=5))
    order(1008, test=True)
    order(1009, occurred_at=NOW - timedelta(days=2))
    order(1010, occurred_at=NOW - timedelta(days=40))
    order(1011, "", an_order(payment=Payment.PENDING, version_ms=LATE))
    count()


def rows(address: str) -> list[dict[str, str]]:
    """Of the file that the address leads to."""
    told = get(f"{address}&format=csv")
    assert told["statusCode"] == 200, told["body"]
    return list(csv.DictReader(StringIO(told["body"].removeprefix("\ufeff"))))


def links(address: str) -> dict[str, str]:
    """The numbers of a page with the words beside them, and where each leads."""
    found = page(address)
    return {a["href"] or "": "" for tag, a in found.tags if "/rows?" in (a.get("href") or "")}


def cents(amounts: list[str]) -> int:
    return sum(round(float(each) * 100) for each in amounts)


def test_each_number_has_as_many_rows_as_it_says() -> None:
    days = list(stores.insights().days("friends", NOW.date().replace(day=1), NOW.date()))
    of = "from=2026-11-01&to=2026-11-22"
    counters = [(name.partition("@")[0], value) for d in days for name, value in d.counters.items()]
    said = {name: sum(v for n, v in counters if n == name) for name, _ in counters}

    found = {
        what: rows(f"/console/rows?what={what}&{of}")
        for what in ("orders", "brought", "first", "rewarded", "rewards")
    }

    assert len(found["orders"]) == said["conversions"] > 6
    assert len(found["brought"]) == said["referred"] > 5
    assert len(found["first"]) == said["first_referred"] > 2
    assert len(found["rewarded"]) == said["rewarded"] > 2
    assert len(found["rewards"]) == said["rewards"] > 8
    assert cents([each["stayed"] for each in found["brought"]]) == said["referred_base_minor"]
    assert cents([each["worth"] for each in found["rewards"]]) == said["granted_minor"]
    assert cents([each["came back"] for each in found["rewards"]]) == said["regained_minor"] > 0


def test_a_number_of_today_and_of_a_day_leads_to_its_rows() -> None:
    month, days = links("/console"), links("/console/days")

    wanted = {f"/console/rows?what={what}&from=2026-11-01&to=2026-11-22"
              for what in ("first", "rewards", "brought", "rewarded")}  # fmt: skip
    assert wanted <= month.keys()
    assert [each["order"] for each in rows("/console/rows?what=first&from=2026-11-20&to=2026-11-20")
            ] == ["1009"]  # fmt: skip
    assert "/console/rows?what=first&from=2026-11-20&to=2026-11-20" in days
    shown = page("/console/rows?what=first")
    assert "/console/orders/shopify/1002" in {a.get("href") for _, a in shown.tags}
    assert "Counted in these days: " in shown.text


def test_rows_go_on_by_a_cursor_and_refuse_what_is_made_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("referrals.pages.console.number_rows.USUAL", 2)
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)

    for what, most in (("rewards", 4), ("first", 2), ("orders", 2)):
        meter.calls.clear()
        address, seen = f"/console/rows?what={what}", 0
        while address:
            made = page(address)
            seen += 1
            address = next((a["href"] or "" for _, a in made.tags if a.get("rel") == "next"), "")
        assert seen > most / 2
        assert len(meter.calls) <= 12 * seen

    assert get("/console/rows?what=made-up")["statusCode"] == 400
    assert get("/console/rows?what=first&after=e30")["statusCode"] == 400


def test_a_day_has_its_own_orders_and_rewards_alone() -> None:
    on = NOW.date() - timedelta(days=2)
    days = CountedPeriod("friends", "UTC", on, on)
    index, customers = measure_stores.order_index(), measure_stores.customer_records()

    orders, _ = counted_orders(days, OrderNumber.BROUGHT, index, customers, limit=100)
    rewards, _ = counted_rewards("friends", "UTC", (on, NOW.date()), stores.grants(), limit=100)
    none, _ = counted_rewards("friends", "UTC", (on, on), stores.grants(), limit=100)

    assert [(each.on, each.referral.order_id) for each in orders] == [(on, "1009")]
    assert {each.on for each in rewards} == {NOW.date()}
    assert none == []
