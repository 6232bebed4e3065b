"""Notes for the clock that an advocate may have a moment to remember: today, and in a year.

Costs nothing for programs whose letters mark no moments; for the others one read more of each order
that nobody brought: whether its customer is a friend who is a regular by now. Safe to repeat: the
same order has the same places in the agenda. What it is, if anything, is computed when it is due.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from awswire.codec import Item
from referrals.model.attribution.referral import OrderFigures
from referrals.model.era import within_era
from referrals.model.measure.customer import is_kept
from referrals.model.privacy.request import ERASED
from referrals.store.measure.customer import CustomerRecords
from referrals.store.memory.brought_order import read_brought_order
from referrals.store.nudge.agenda import Agenda
from referrals.store.program.program import Programs
from referrals.store.table import transact

NOUN = "memories"
SOON = timedelta(hours=1)
A_YEAR = timedelta(days=365)
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class MemoryPlanDesk:
    programs: Programs
    customers: CustomerRecords
    agenda: Agenda


@dataclass(frozen=True, slots=True)
class _NewOrder:
    """An order that stays since just now."""

    program_id: str
    key: str
    figures: OrderFigures
    advocate_id: str


def plan_memories(
    changes: Iterable[tuple[Item, Item]], desk: MemoryPlanDesk, *, now: datetime
) -> int:
    """How many orders were noted; `changes` are referrals' items as they were and as they are,
    folded into what is known of their customers before."""
    fresh = [new for old, new in changes if _brought_by(new) not in (None, _brought_by(old))]
    after = {each: _regular_after(each, desk) for each in {str(e["program_id"]) for e in fresh}}
    return sum(_note(_new_order(each), after[each["program_id"]], desk, now) for each in fresh)


def _brought_by(item: Item) -> str | None:
    """By whom an order came that stays; None while it doesn't, or isn't there."""
    if not item:
        return None
    order = read_brought_order(item)
    if item.get("advocate_id"):
        # Of a moment that cannot be, no year later can be told.
        stays = order.is_kept and within_era(order.figures.occurred_at)
        return str(item["advocate_id"]) if stays else None
    return _NOBODY if is_kept(order.figures) else None


def _new_order(item: Item) -> _NewOrder:
    figures = OrderFigures.model_validate(item["figures"])
    advocate_id = str(item.get("advocate_id", _NOBODY))
    return _NewOrder(item["program_id"], item["referral_key"], figures, advocate_id)


def _regular_after(program_id: str, desk: MemoryPlanDesk) -> int:
    """0 where no letter marks a moment."""
    found = desk.programs.find(program_id)
    moments = found.rules.moments if found else None
    return moments.regular_after if moments and moments.letters else 0


def _note(order: _NewOrder, regular_after: int, desk: MemoryPlanDesk, now: datetime) -> bool:
    if not regular_after:
        return False
    agenda, at = desk.agenda, order.figures.occurred_at
    soon = max(at, now - SOON) + SOON
    if order.advocate_id:
        place = (order.advocate_id, order.key)
        due = [(soon, *place), (at + A_YEAR, *place)]
    else:
        due = [(soon, each, order.key) for each in _advocates(order, regular_after, desk)]
    for entry in due:
        transact(agenda.table.dynamo, [agenda.add_action(agenda.entry(order.program_id, *entry))])
    return bool(due)


def _advocates(order: _NewOrder, regular_after: int, desk: MemoryPlanDesk) -> Iterator[str]:
    """Who brought this customer before, if that is a regular by now."""
    customer_hash = order.figures.customer_hash
    if not customer_hash or customer_hash.startswith(ERASED):
        return
    record = desk.customers.get(order.program_id, customer_hash)
    kept = [each for each in record.orders.values() if each.kept]
    if len(kept) >= regular_after:
        yield from sorted({each.advocate_id for each in kept} - {_NOBODY})
