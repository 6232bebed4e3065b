"""The stream of referrals counts a friend towards a goal, and takes off whose order went back."""

import pytest

from functions.insights.app import handler
from referrals.wiring import clock
from tests.corrector import CANCELLED, place_order, record_and_wake, shop
from tests.goals import goal, start
from tests.streams import Streams, mappings
from tests.world import a_refund


@pytest.fixture
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    monkeypatch.setattr(clock, "pause", lambda _: None)
    shop()
    start()
    return Streams()


def turn(streams: Streams) -> int:
    (mapping,) = (
        each for each in mappings() if (each.function, each.table) == ("insights", "ReferralsTable")
    )
    records = streams.waiting(mapping)
    assert handler({"Records": records}, None) == {"batchItemFailures": []}
    return goal().counted


def test_a_friend_counts_by_the_stream_and_goes_with_the_order(streams: Streams) -> None:
    place_order()
    arrived = turn(streams)
    record_and_wake(a_refund(2000))
    in_part = turn(streams)
    record_and_wake(CANCELLED)

    assert (arrived, in_part, turn(streams)) == (1, 1, 0)
