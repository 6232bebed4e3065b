"""A source's own bodies of an order's life: what they report, and what that comes to."""

import json
from functools import cache

from referrals.model.order.conversion import Conversion, Fact, Reading, Report
from referrals.model.order.fold import fold
from referrals.model.order.precedence import rank_of
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import SourceContext
from tests.shops.fact_modules import facts_of
from tests.world import IDENTITY, a_key

CONTEXT = SourceContext("EUR", IDENTITY)


@cache
def reading(source: str, number: int, second: int) -> Reading:
    found = find_source(source)
    assert found is not None
    raw = json.dumps(facts_of(source).life[number].body(source, second)).encode()
    return found.read(raw, {}, CONTEXT)


def read_reports(source: str, moments: tuple[int, ...]) -> list[Report]:
    """What the bodies of the life say, told at these seconds."""
    readings = [reading(source, number, second) for number, second in enumerate(moments)]
    return [each for each in readings if isinstance(each, Report)]


def order_of(reports: list[Report]) -> Conversion:
    """As the store does it: a fact replaces an older or lesser one of the same name."""
    kept: dict[str, Fact] = {}
    for report in reports:
        for fact in report.facts:
            kept[fact.name] = max(kept.get(fact.name, fact), fact, key=rank_of)
    return fold(a_key(), 0, kept.values())
