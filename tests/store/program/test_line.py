"""The line for a budget is kept in the order in which its orders came to wait."""

from datetime import timedelta

import pytest

from referrals.model.program.budget import LinePlace
from referrals.store.table import transact
from referrals.wiring import clients, stores
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")


def a_place(order_id: str, minutes: int = 0) -> LinePlace:
    return LinePlace("friends", order_id, NOW + timedelta(minutes=minutes), 500)


def wait(*places: LinePlace) -> None:
    actions = [stores.tallies().wait_action(place) for place in places]
    transact(clients.table("ledger").dynamo, actions)


def test_whoever_came_earlier_is_ahead() -> None:
    wait(a_place("late", 9), a_place("early"), a_place("b", 5), a_place("a", 5))
    tallies = stores.tallies()

    assert [place.key for place in tallies.line("friends", 9)] == ["early", "a", "b", "late"]
    assert tallies.line("friends", 1) == [a_place("early")]
    assert tallies.ahead(a_place("b", 5)) == 2
    assert tallies.ahead(LinePlace("friends", "new")) == 4
    assert tallies.ahead(LinePlace("others", "new")) == 0


def test_who_leaves_is_waited_for_no_more() -> None:
    wait(a_place("early"), a_place("late", 9))
    transact(clients.table("ledger").dynamo, [stores.tallies().leave_action(a_place("early"))])

    assert stores.tallies().ahead(a_place("late", 9)) == 0
