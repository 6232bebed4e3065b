"""Which promises run out of codes, as a metric for the alarm and lines for people."""

from collections.abc import Iterable, Mapping
from typing import Any

from referrals.edge.log import count, log, stack


def report_stock(low: Iterable[tuple[str, int]]) -> Mapping[str, Any]:
    """`low` is the program and what is left of its codes, for each promise that runs out."""
    found = list(low)
    for program, free in found:
        count("StockLow", 1, stack=stack(), program=program)
        log("WARNING", "codes run low", program=program, free=free)
    return {"low": len(found)}
