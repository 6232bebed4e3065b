"""An order's whole life in every source's own bodies: any order, any repeats, the same end."""

from itertools import accumulate, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referrals.providers.shops.registry import MODULES
from tests.lives import EVENTS, seconds
from tests.log_metrics import count
from tests.shops.fact_modules import facts_of
from tests.shops.life import order_of, read_reports

MOST_AT_ONCE = 5

sources = pytest.mark.parametrize("source", sorted(MODULES))


@sources
def test_a_life_has_every_event_that_the_source_tells(source: str) -> None:
    told_of = {step.event for step in facts_of(source).life}
    lacked = facts_of(source).lacked

    assert told_of | set(lacked) == set(EVENTS)
    assert not told_of & set(lacked)
    assert (
        len({report.order_id for report in read_reports(source, seconds(facts_of(source).life))})
        == 1
    )


@sources
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_a_life_ends_the_same_in_any_order(source: str, data: st.DataObject) -> None:
    """Some steps fall into one second: then nobody's clock can tell them apart."""
    many = len(facts_of(source).life)
    pauses = data.draw(st.lists(st.sampled_from([0, 0, 1]), min_size=many, max_size=many))
    reports = read_reports(source, tuple(accumulate(pauses)))
    again = data.draw(st.lists(st.sampled_from(reports), max_size=4))

    shuffled = data.draw(st.permutations(reports + again))

    count("lives shuffled, with repeats and ties", source)
    assert order_of(shuffled) == order_of(reports)


@sources
def test_every_permutation_of_neighbouring_steps_ends_the_same(source: str) -> None:
    reports = read_reports(source, seconds(facts_of(source).life))
    whole = order_of(reports)

    for start in range(max(len(reports) - MOST_AT_ONCE, 0) + 1):
        end = start + MOST_AT_ONCE
        for middle in permutations(reports[start:end]):
            count("permutations, all of five steps at a time", source)
            assert order_of([*reports[:start], *middle, *reports[end:]]) == whole
