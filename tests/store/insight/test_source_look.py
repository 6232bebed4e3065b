"""How sources stood when the clock last looked: one item a program, no day of its numbers."""

from datetime import timedelta

import pytest

from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.wiring import stores, todo_stores
from tests.world import NOW


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def test_the_newest_look_replaces_the_one_before() -> None:
    looks = todo_stores.source_looks()
    quiet = SourceState(source="shopify", held=2, quiet_since=NOW)
    looks.note("friends", SourceLook(looked_at=NOW - timedelta(hours=1)))
    looks.note("friends", SourceLook(looked_at=NOW, states=(quiet,)))

    found = looks.find("friends")

    assert found
    assert (found.looked_at, found.held_count, found.quiet) == (NOW, 2, (quiet,))
    assert looks.find("others") is None


def test_it_is_no_day_of_the_counters() -> None:
    todo_stores.source_looks().note("friends", SourceLook(looked_at=NOW))

    assert list(stores.insights().all_days()) == []
