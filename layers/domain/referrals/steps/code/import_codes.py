"""Puts a file of codes into stock, and wakes the rewards that waited for one.

Safe to repeat: a code that came before is told as known, whether it is free still or handed out.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.code.stock import StockRow, pool_name, read_stock, stock_key
from referrals.model.delivery.outbox import STOCK_EMPTY, DeliveryState
from referrals.model.errors import RefusedError
from referrals.model.program.offer import CodesBy, Terms
from referrals.model.program.program import Program
from referrals.providers.rewards.registry import stock_terms, typed_terms
from referrals.store.code.stock import Stock
from referrals.store.delivery.outbox import Outbox

MOST_SHOWN = 100


class NoSuchPoolError(RefusedError):
    code = "no_such_pool"


@dataclass(frozen=True, slots=True)
class ImportReport:
    pool: str
    added: int
    known: int
    """Came before."""
    refused: dict[str, int]
    """How many for which reason."""
    examples: tuple[StockRow, ...]
    """The first of those refused."""
    woken: int
    """Rewards that had waited for a code."""


def pool_for(rules: Program, *, offer: str, side: str, milestone: int | None) -> str:
    """The pool that pays what the program promises there; refused where that is no code."""
    terms = _terms_at(rules, offer, side, milestone)
    if rules.codes_by is not CodesBy.STOCK:
        raise NoSuchPoolError(
            f"{rules.program} takes no codes from stock.",
            field="codes_by",
            remedy="Apply `codes_by: stock` first.",
        )
    reward_type, parsed = typed_terms(terms)
    if reward_type.discount(parsed, rules.currency) is None:
        raise NoSuchPoolError(
            f"a {terms.kind} is handed over without a code.",
            field="side",
            remedy="Name the side that gets a `discount_code`.",
        )
    role = f"milestone-{milestone}" if milestone else side
    return pool_name(offer, role, stock_terms(terms))


def import_codes(
    raw: bytes, pool: str, program_id: str, *, stock: Stock, outbox: Outbox, now: datetime
) -> ImportReport:
    rows = list(read_stock(raw))
    good = [row.code for row in rows if not row.reason]
    added = stock.add(program_id, pool, good, now)
    known = [row for row in rows if not row.reason and stock_key(row.code) not in added]
    if added:
        stock.note_import(program_id, pool, len(added))
    refused = [row for row in rows if row.reason]
    return ImportReport(
        pool,
        len(added),
        len(known),
        dict(Counter(row.reason for row in refused)),
        tuple(refused[:MOST_SHOWN]),
        _wake(program_id, outbox, now) if added else 0,
    )


def _terms_at(rules: Program, offer: str, side: str, milestone: int | None) -> Terms:
    if milestone is not None:
        found = [each.reward for each in rules.milestones if each.at == milestone]
        known = ", ".join(str(each.at) for each in rules.milestones) or "none"
    else:
        found = [getattr(each, side) for each in rules.all_offers if each.name == offer]
        known = ", ".join(each.name for each in rules.all_offers)
    if not found:
        raise NoSuchPoolError(
            f"{rules.program} has no such {'milestone' if milestone is not None else 'offer'}.",
            field="offer",
            remedy=f"It has: {known}.",
        )
    return Terms.model_validate(found[0].model_dump())


def _wake(program_id: str, outbox: Outbox, now: datetime) -> int:
    """What waits for its next try is tried now; what gave up begins anew."""
    far = now + timedelta(days=3650)
    waiting = [
        item
        for state in (DeliveryState.PENDING, DeliveryState.PARKED)
        for item in outbox.in_state(state, far)
        if item.program_id == program_id and item.reason == STOCK_EMPTY
    ]
    return sum(outbox.hurry(item, now) for item in waiting)
