"""Every write of the journey, struck in every way: the end is the same as if nothing had happened.

Run by `python -m pytest tests/sweep`; the last lines say how many of how many were recovered from.
"""

import pytest

from tests.sweep.report import count_recoveries
from tests.sweep.story import CHAPTERS, SweepStory
from tests.sweep.telling import Telling, strike_all, tell_in_peace

STAGES = ("conversions", "attribution", "rewards", "deliveries", "insights", "schedule")


@pytest.fixture
def telling(account: None, monkeypatch: pytest.MonkeyPatch) -> Telling:
    return tell_in_peace(SweepStory(), CHAPTERS, monkeypatch)


@pytest.mark.parametrize("function", STAGES)
def test_every_write_struck_ends_the_same(
    function: str, telling: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = strike_all(telling, function, CHAPTERS, monkeypatch)

    lost = count_recoveries(function, tried)
    assert tried
    assert not lost, "\n".join(lost)
