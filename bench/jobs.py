"""What a job of the clock costs for each thing it does, however many wait: links that follow a new
version, holds that are due at once.

`python -m bench.jobs` writes the table alone. As in `bench/past`, not all of the many are made:
what a request meets of them is a page, here of ten.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from bench.count import CallCounter, Spending, counting
from bench.page import table, write
from referrals.model.moment import stamp
from referrals.steps.link.follow_program import follow_program
from referrals.steps.reward.release_holds import release_holds
from referrals.wiring import clock, stores
from tests.job_time import time_for
from tests.sweep.story import SweepStory
from tests.world import NOW, a_link, a_program

NUMBERS = (10, 1_000, 100_000)
STORED_AT_MOST = 300
TEN = 10


def job_growth() -> list[tuple[str, float]]:
    """Each act's requests at the greater numbers to those at the least; writes the table."""
    rows, ratios = [], []
    for act, measure in ACTS.items():
        spent = {number: measure(number) for number in NUMBERS}
        least = spent[NUMBERS[0]].requests
        rows += [(act, f"{number:,}", *each.row()) for number, each in spent.items()]
        for number in NUMBERS[1:]:
            what = f"requests of {act}, {number:,} to {NUMBERS[0]}"
            ratios.append((what, spent[number].requests / least))
    write("jobs", table(("act", "of so many", "requests", "read units", "write units"), rows))
    return ratios


def links_cost(number: int) -> Spending:
    """A page of ten links that follow, of so many of their program."""
    with counting() as (story, counter):
        for place in range(min(number, STORED_AT_MOST)):
            stores.links().create(a_link(f"link-{place:06}"))
        renamed = a_program(name="Bakery Club")
        stores.programs().add(renamed.model_copy(update={"version": 2}))
        with _pages_of_ten(follow_program):
            return _one_turn("follow_programs", story, counter)


def holds_cost(number: int) -> Spending:
    """One hold that is over, of so many; counting the others at the run's end left out, which is
    a request for each 200, fifty at most."""
    with counting() as (story, counter):
        story.tell("order_paid")
        grant = next(i for i in stores.ledger().table.scan() if i["entry"] == "grant")
        for place in range(min(number, STORED_AT_MOST)):
            later = stamp(NOW + timedelta(days=60, seconds=place))
            waiting = {**grant, "account": f"grant#later{place}", "hold_until": later}
            stores.ledger().table.put({**waiting, "hold_state": "held"})
        story.now = NOW + timedelta(days=90)
        with patch("referrals.model.work.MOST_COUNTED", 0), _pages_of_ten(release_holds):
            return _one_turn("release_holds", story, counter)


def _pages_of_ten(step: Any) -> Any:
    return patch.dict(step.__kwdefaults__, page=TEN)


def _one_turn(job: str, story: SweepStory, counter: CallCounter) -> Spending:
    """A turn that has time for one thing."""
    counter.take()
    counter.unasked = ()
    with patch.object(clock, "window", lambda _: time_for(1)):
        story.invoke("schedule", {"job": job})
    return counter.take().get("schedule", Spending())


ACTS = {
    "ten links that follow a new version": links_cost,
    "one hold that is over": holds_cost,
}


def main() -> int:
    missed = list(_too_much(job_growth()))
    print(*missed, sep="\n")
    return 1 if missed else 0


def _too_much(ratios: list[tuple[str, float]]) -> Iterator[str]:
    return (f"{what}: {ratio:.2f}" for what, ratio in ratios if ratio > 1.1)


if __name__ == "__main__":
    sys.exit(main())
