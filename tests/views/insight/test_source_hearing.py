"""What was heard of a source: through the real folding, told as the list shows it."""

from datetime import timedelta

from awswire.codec import Item
from referrals.model.era import moment_of
from referrals.model.insight.insight import Counter
from referrals.model.insight.quiet import Hearing
from referrals.model.order.conversion import OrderFact
from referrals.model.order.provenance import Provenance
from referrals.steps.insight.rebuild_insights import rebuild_insights
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.store.insight.countable import COUNTS
from referrals.store.order.conversion import order_key
from referrals.views.insight.insight_check import insight_check
from referrals.views.insight.source_hearing import SourceHearing, source_hearing
from referrals.wiring import clients, stores, todo_stores
from tests.world import AT, NOW, a_key, an_order


def hearing() -> SourceHearing:
    return source_hearing(
        "friends",
        "shopify",
        stores.insights(),
        todo_stores.quiet_periods(),
        now=NOW + timedelta(hours=2),
    )


def record_and_fold(
    order_id: str, fact: OrderFact, at: int, via: Provenance = Provenance.WEBHOOK
) -> None:
    """One more fact about an order, recorded and folded as its stream would."""
    key, table = order_key(a_key(order_id)), clients.table("conversions")
    old: Item = table.get(key) or {}
    stores.conversions().record(a_key(order_id), fact, body="", at=moment_of(at), via=via)
    new: Item = table.get(key) or {}
    change = ItemChange(f"{order_id}-{at}-{via}", "conversions", new, old, inserted=not old)
    roll_up([change], stores.insights(), stores.programs(), now=NOW)


def deviations() -> list[tuple[str, str]]:
    tables = {noun: clients.table(noun) for noun in COUNTS}
    found = insight_check(tables, stores.insights(), stores.programs(), now=NOW)
    return [(each.bucket.source, each.counter) for each in found]


def test_an_order_counts_in_the_hour_of_its_first_delivery(account: None) -> None:
    record_and_fold("1", an_order(), AT)
    record_and_fold("1", an_order(version_ms=AT * 1000 + 5), AT + 7200)

    (day,) = stores.insights().source_days("friends", "shopify", NOW.date())
    assert day.by(Counter.HEARD) == {"09": 1}
    assert (hearing().last_day, hearing().last_heard_at) == (1, NOW.replace(minute=0))


def test_what_was_pulled_was_not_heard(account: None) -> None:
    record_and_fold("1", an_order(), AT, Provenance.RECONCILIATION)

    assert (hearing().last_day, hearing().last_heard_at) == (0, None)


def test_a_test_order_is_not_heard(account: None) -> None:
    record_and_fold("1", an_order(test=True), AT)

    assert hearing().last_day == 0


def test_a_new_source_is_too_new_to_tell(account: None) -> None:
    record_and_fold("1", an_order(), AT)

    assert (hearing().hearing, hearing().usual_day, hearing().quiet_since) == (
        Hearing.TOO_FEW,
        0,
        None,
    )


def test_a_check_and_a_rebuild_agree_with_the_folding(account: None) -> None:
    record_and_fold("1", an_order(), AT)
    record_and_fold("2", an_order(version_ms=AT * 1000 + 1), AT + 60)
    record_and_fold("2", an_order(version_ms=AT * 1000 + 9, test=True), AT + 90)
    assert deviations() == []
    stores.conversions().record(a_key("3"), an_order(), body="", at=NOW)

    tables = {noun: clients.table(noun) for noun in COUNTS}
    found = insight_check(tables, stores.insights(), stores.programs(), now=NOW)

    assert ("shopify", "heard@09") in deviations()
    assert rebuild_insights(found, stores.insights()) == 3
    assert deviations() == []
