"""Counts the codes that are left for each promise paid from stock, and tells when they are few.

The owner gets one word for each import whose codes run low; what is counted is an alarm's metric.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from referrals.model.code.stock import LOW_WATER, pool_name
from referrals.model.delivery.announcement import on_low_stock
from referrals.model.program.offer import CodesBy, Terms
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless
from referrals.providers.rewards.registry import stock_terms, typed_terms
from referrals.store.code.stock import Stock
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs

MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class StockLevel:
    place: str
    """`give-ten, friend`, as people know it."""
    options: str
    """How `goodword codes import` names it."""
    pool: str
    free: int
    imported: int
    imports: int

    @property
    def is_low(self) -> bool:
        return self.free < LOW_WATER


def stock_levels(rules: Program, stock: Stock, most: int = MOST_COUNTED) -> list[StockLevel]:
    """Of every promise that takes codes; counted up to `most`."""
    if rules.codes_by is not CodesBy.STOCK:
        return []
    pools = {pool.name: pool for pool in stock.pools(rules.program)}
    levels: list[StockLevel] = []
    for place, options, pool in _places(rules):
        known = pools.get(pool)
        free = stock.count_free(rules.program, pool, most) if known else 0
        imported, imports = (known.codes, known.imports) if known else (0, 0)
        levels.append(StockLevel(place, options, pool, free, imported, imports))
    return levels


@dataclass(frozen=True, slots=True)
class LowStock:
    program_id: str
    level: StockLevel


@dataclass(frozen=True, slots=True)
class StockWatch:
    low: tuple[LowStock, ...]
    failed: tuple[str, ...] = ()
    left: int = 0
    """How many programs were not looked at: the time was over, or they failed."""


def watch_stock(
    programs: Programs,
    stock: Stock,
    outbox: Outbox,
    *,
    now: datetime,
    has_time: HasTime = endless,
) -> StockWatch:
    """Safe to repeat: the word of one import is one item of the outbox."""
    work, low = Work(has_time), list[LowStock]()
    for program in work.through(programs.list_all()):
        with work.item(program.program_id):
            levels = stock_levels(program.rules, stock, LOW_WATER)
            for level in (each for each in levels if each.is_low):
                low.append(LowStock(program.program_id, level))
                name = f"{level.pool}#{level.imports}"
                data = {"place": level.place, "free": level.free}
                for item in on_low_stock(program.rules, name, data, now):
                    outbox.add(item)
    return StockWatch(tuple(low), work.failed, work.left)


def _places(rules: Program) -> Iterator[tuple[str, str, str]]:
    for offer in rules.all_offers:
        for side in ("advocate", "friend"):
            terms = getattr(offer, side)
            if _takes_code(terms, rules.currency):
                options = f"--offer {offer.name} --side {side}"
                pool = pool_name(offer.name, side, stock_terms(terms))
                yield f"{offer.name}, {side}", options, pool
    for each in rules.milestones:
        if _takes_code(each.reward, rules.currency):
            pool = pool_name("", f"milestone-{each.at}", stock_terms(each.reward))
            yield f"milestone {each.at}", f"--milestone {each.at}", pool


def _takes_code(terms: Terms, currency: str) -> bool:
    reward_type, parsed = typed_terms(terms)
    return reward_type.discount(parsed, currency) is not None
