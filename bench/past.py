"""What an order costs after many of its customer, and a night's audit after many lines.

As in `bench/growth`, the many are not made one by one: what they leave behind is put there.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter
from typing import NamedTuple

from bench.count import CallCounter, Spending, counting
from bench.page import table, write
from referrals.desks import audit as audit_desk
from referrals.model.audit.chain import Chain
from referrals.model.audit.night import NightAudit
from referrals.model.reward.ledger import Balance, EntryKind, Posting, book
from referrals.wiring import clock, order_stores, stores
from tests.sweep.story import SweepStory
from tests.world import NOW, a_key, an_order

NUMBERS = (10, 1_000, 100_000)
STORED_AT_MOST = 100
SHOP = "program:friends:EUR:07"


class PastCost(NamedTuple):
    act: str
    number: int
    spent: Spending
    seconds: float

    def row(self) -> tuple[str, str, int, str, int, str]:
        return (self.act, f"{self.number:,}", *self.spent.row(), f"{self.seconds * 1000:.0f}")


def past_growth() -> list[tuple[str, float]]:
    """Each act's requests at the greater numbers to those at the least; writes the table."""
    found: list[PastCost] = []
    for act, measure in ACTS.items():
        found += [PastCost(act, number, *measure(number)) for number in NUMBERS]
    titles = ("act", "after", "requests", "read units", "write units", "ms under moto")
    write("past", table(titles, [each.row() for each in found]))
    return list(_ratios(found))


def _ratios(found: list[PastCost]) -> Iterator[tuple[str, float]]:
    for each in found:
        first = next(other for other in found if other.act == each.act)
        if each is not first:
            what = f"requests of {each.act} after {each.number:,} to after {first.number}"
            yield what, each.spent.requests / first.spent.requests


def order_cost(number: int) -> tuple[Spending, float]:
    """Attributing an order of a customer who has so many; the first of them is noted."""
    with counting() as (story, counter):
        customer = _customer_of_story(story)
        for count in range(min(number, STORED_AT_MOST)):
            at = NOW - timedelta(days=1, seconds=count)
            order = an_order(occurred_at=at, customer_hash=customer)
            stores.conversions().record(a_key(f"past{count}"), order, body="", at=at)
        order_stores.first_orders().note(customer, a_key(f"past{min(number, STORED_AT_MOST) - 1}"))
        story.rest()
        counter.take()
        return _measure_act(lambda: story.tell("too_small"), "attribution", counter)


def _customer_of_story(story: SweepStory) -> str:
    """The keyed hash of whoever orders in it."""
    story.tell("order_paid")
    facts = [
        item["fact:order"] for item in stores.conversions().table.scan() if "fact:order" in item
    ]
    return str(facts[0]["customer_hash"])


def audit_cost(number: int) -> tuple[Spending, float]:
    """A night's audit of an account with so many lines, one of them new."""
    with counting() as (story, counter):
        _leave_lines(number)
        counter.take()
        counter.unasked = ()
        run = lambda: story.invoke("schedule", {"job": "audit_ledger"})  # noqa: E731
        return _measure_act(run, "schedule", counter)


def _leave_lines(count: int) -> None:
    """An account that was proven up to its last line but one, which is new."""
    desk, day = audit_desk.audits(), timedelta(days=1)
    known = Balance(account=SHOP, balance=-count, seq=count, head="0" * 64, opened_at=NOW)
    chain = Chain(account=SHOP, seq=count, total=-count, head="0" * 64)
    now = clock.now()
    before = NightAudit(since=now - 2 * day, as_of=now - day, day=(now - day).date())
    before = before.model_copy(update={"finished_at": now - day})
    desk.audits.keep_checkpoint(before, chain.model_copy(update={"as_of": before.as_of}))
    ada = "person:adv_ada:friends:EUR:available"
    posting = Posting(SHOP, ada, 1, EntryKind.GRANT, "friends#signed#1")
    moved = book([posting], {SHOP: known, ada: Balance(account=ada)}, now - timedelta(hours=1))
    for action in stores.ledger().booking_actions(moved):
        plain = {name: action["Put"][name] for name in ("TableName", "Item")}
        stores.ledger().table.dynamo.call("PutItem", plain)


def _measure_act(
    act: Callable[[], object], function: str, counter: CallCounter
) -> tuple[Spending, float]:
    begun = perf_counter()
    act()
    return counter.take().get(function, Spending()), perf_counter() - begun


ACTS = {
    "attributing an order of one customer": order_cost,
    "the night's audit of one account": audit_cost,
}
