"""Watching sources: one word a spell of quiet, and a warning before held bodies go."""

from datetime import datetime, timedelta

import pytest

from referrals.desks import insight as insight_desk
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.insight.insight import Bucket, Move
from referrals.model.insight.quiet import ExpiringBodies, WatchReport
from referrals.steps.insight.watch_sources import watch_sources
from referrals.store.order.body import RawBody
from referrals.wiring import clients, stores, todo_stores
from tests.world import DAY, NOW, a_program, store_program, webhook_secret

FIVE_WEEKS = 35 * 24


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(webhook_url="https://shop.example/hooks"))
    webhook_secret("shopify", "s3cret")


def count_orders(hours: int, *, until: datetime = NOW, an_hour: int = 5) -> None:
    """So many orders in each of so many hours up to `until`, as roll_up folds them."""
    buckets: dict[Bucket, dict[str, int]] = {}
    for back in range(1, hours + 1):
        at = until - timedelta(hours=back)
        day = buckets.setdefault(Bucket("friends", at.date(), source="shopify"), {})
        day[f"heard@{at.hour:02}"] = an_hour
    for bucket, counters in buckets.items():
        stores.insights().fold([Move(f"{until}{bucket}", {bucket: counters})], NOW)


def look_at_sources(at: datetime = NOW) -> WatchReport:
    return watch_sources(insight_desk.watch(), now=at)


def words() -> list[OutboxItem]:
    return stores.outbox().page(DeliveryState.PENDING, 10)[0]


def test_a_quiet_source_is_told_once_a_spell() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))

    first, again = look_at_sources(), look_at_sources(NOW + timedelta(hours=1))

    assert (first.newly_quiet, again.newly_quiet) == (1, 0)
    assert [each.source for each in again.quiet] == ["shopify"]
    (word,) = words()
    assert (word.topic, word.data["seen"], word.data["expected"]) == (Topic.SOURCE_QUIET, 0, 15)


def test_a_spell_ends_when_orders_come_again() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    look_at_sources()
    count_orders(4, until=NOW + timedelta(hours=4))

    assert look_at_sources(NOW + timedelta(hours=4)).quiet == ()


def test_a_second_spell_gets_a_word_of_its_own() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    look_at_sources()
    count_orders(4, until=NOW + timedelta(hours=4))
    look_at_sources(NOW + timedelta(hours=4))

    look_at_sources(NOW + timedelta(hours=9))

    assert len(words()) == 2


def test_a_spell_outlasts_the_weeks_that_it_was_judged_by() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    look_at_sources()

    assert len(look_at_sources(NOW + timedelta(days=60)).quiet) == 1
    assert len(words()) == 1


def test_the_first_order_after_months_ends_the_spell() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    look_at_sources()
    count_orders(1, until=NOW + timedelta(days=60), an_hour=1)

    assert look_at_sources(NOW + timedelta(days=60)).quiet == ()


def test_a_busy_source_is_not_quiet() -> None:
    count_orders(FIVE_WEEKS)

    assert look_at_sources().quiet == ()


def test_a_source_taken_out_is_gone_and_not_quiet() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    look_at_sources()
    clients.secrets().kept["goodword/webhooks/friends/shopify"] = (float("inf"), ())

    assert look_at_sources(NOW + timedelta(hours=1)).quiet == ()
    assert todo_stores.quiet_periods().find("friends", "shopify") is None


def test_without_a_webhook_the_spell_is_known_all_the_same() -> None:
    stores.programs().add(a_program().model_copy(update={"version": 2}))
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))

    assert look_at_sources().newly_quiet == 1
    assert words() == []


def test_held_bodies_are_told_of_a_week_before_they_go() -> None:
    for name, age in (("old", 24), ("older", 29), ("new", 2)):
        body = RawBody(name.encode(), {}, NOW - timedelta(seconds=age * DAY))
        stores.bodies().hold("friends", "signed", body, "wrong_currency")
    older = RawBody(b"older", {}, NOW).sha
    stores.bodies().mark_replayed("friends", "signed", older, NOW)

    assert look_at_sources().expiring == (ExpiringBodies("friends", "signed", 1),)


def test_a_spell_is_no_number_of_insights() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    look_at_sources()

    assert all(day.bucket.source == "shopify" for day in stores.insights().all_days())


def test_a_source_that_can_not_be_read_keeps_no_other_unseen() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    bad = {"series": "source#friends#stripe", "bucket": f"{NOW:%Y-%m-%d}-or-so", "heard@10": 1}
    stores.insights().table.put(bad)

    report = look_at_sources()

    assert (report.newly_quiet, report.failed, report.left) == (1, ("friends#stripe",), 1)


def test_what_is_held_and_who_is_quiet_is_noted_for_the_desk() -> None:
    count_orders(FIVE_WEEKS, until=NOW - timedelta(hours=4))
    body = RawBody(b"{}", {}, NOW)
    stores.bodies().hold("friends", "woocommerce", body, "no_order")

    look_at_sources()

    look = todo_stores.source_looks().find("friends")
    assert look
    assert look.looked_at == NOW
    assert {each.source: (each.held, each.quiet_since) for each in look.states} == {
        "shopify": (0, NOW),
        "woocommerce": (1, None),
    }
