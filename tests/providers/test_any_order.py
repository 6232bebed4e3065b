"""An order's whole life in every source's own bodies: any order, any repeats, the same end."""

import json
from collections import defaultdict
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.conversion import Conversion, Fact, Report
from referrals.model.errors import RefusedError
from referrals.model.fold import fold
from referrals.model.precedence import supersedes
from referrals.providers.sources.registry import MODULES, find_source
from referrals.providers.sources.source import Context
from tests.template import ROOT
from tests.world import IDENTITY, a_key

CONTEXT = Context("EUR", IDENTITY)
FEWEST_BODIES = 3


@cache
def lives(source: str) -> list[tuple[Report, ...]]:
    """For each order that several of the events tell of, what they tell."""
    found = find_source(source)
    assert found is not None
    told: dict[str, list[Report]] = defaultdict(list)
    for path in sorted((ROOT / "events/conversions").glob(f"{source}_*.json")):
        event = json.loads(path.read_text())
        try:
            reading = found.read(event["body"].encode(), event["headers"], CONTEXT)
        except RefusedError:
            continue
        if isinstance(reading, Report):
            told[reading.order_id].append(reading)
    return [tuple(reports) for reports in told.values() if len(reports) >= FEWEST_BODIES]


def lived(reports: list[Report]) -> Conversion:
    """As the store does it: a fact replaces an older or lesser one of the same name."""
    kept: dict[str, Fact] = {}
    for report in reports:
        for fact in report.facts:
            if supersedes(fact, kept.get(fact.name)):
                kept[fact.name] = fact
    return fold(a_key(), 0, kept.values())


@pytest.mark.parametrize("source", sorted(MODULES))
@given(data=st.data())
def test_a_life_ends_the_same_in_any_order(source: str, data: st.DataObject) -> None:
    reports = list(data.draw(st.sampled_from(lives(source))))
    again = data.draw(st.lists(st.sampled_from(reports), max_size=4))

    shuffled = data.draw(st.permutations(reports + again))

    assert lived(shuffled) == lived(reports)
