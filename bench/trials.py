"""What a running experiment adds: requests, transactions and dollars of folding and of an order.

`python -m bench.trials` writes its table in docs/performance.md: the real handlers through their
streams, in an account of their own for each kind of experiment and for none.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from bench import dollars
from bench.act_moments import MomentsOfActs
from bench.count import CLICK, CallCounter, counting
from bench.page import table, write
from bench.target import RatioTarget
from referrals.desks import program as program_desk
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import stores
from tests.sweep.story import SweepStory
from tests.template import resources
from tests.trials import declared
from tests.world import NOW, a_link

BATCH = resources("AWS::Lambda::EventSourceMapping")["InsightsFromClicks"]["BatchSize"]
LINKS = 10, 90
CHAPTERS = (("a referred order", "order_paid"), ("a partial refund", "partly_refunded"))
PLAIN = {"name": "as-it-is"}
WARM: dict[str, Any] = {
    "name": "warm",
    "words": {"en": {"welcome_page.title": "A loaf is kept warm for you"}},
}
KINDS: dict[str, list[dict[str, Any]]] = {
    "none": [],
    "the page's words": [declared(arms=[PLAIN, WARM])],
    "offers": [declared()],
    "nudges": [declared(arms=[PLAIN, {"name": "none", "nudges": False}])],
}


class TrialCost(NamedTuple):
    act: str
    experiment: str
    requests: int
    transactions: int
    dollars: Decimal
    """Per 1,000 of it: of all that it makes any function do."""


def costs_of(experiment: str) -> list[TrialCost]:
    """Each act's; what a batch is made of, the clicks themselves, is no part of it."""
    found = []
    with counting() as (story, counter):
        _lay(KINDS[experiment])
        moments = MomentsOfActs(NOW)
        story.streams.read = moments.read
        _click(story, max(LINKS), max(LINKS))  # to load what stays in memory
        story.rest()
        for links in (1, *LINKS):
            _click(story, links, BATCH)
            moments.at += timedelta(seconds=10)
            act = f"folding {BATCH} clicks of {'one link' if links == 1 else f'{links} links'}"
            found.append(_cost(act, experiment, story.rest, counter))
        for act, chapter in CHAPTERS:
            moments.at += timedelta(seconds=10)
            found.append(_cost(act, experiment, partial(story.tell, chapter), counter))
    return found


def _lay(experiments: list[dict[str, Any]]) -> None:
    """Two days ago, so that today counts; with as many links as batches need."""
    rules = stores.programs().get("friends").rules.model_dump(mode="json")
    # Words of the page can be compared where links lead to it.
    newer = {**rules, "landing": "welcome", "experiments": experiments, "nudges": {"enabled": True}}
    parsed = type(stores.programs().get("friends").rules).model_validate(newer)
    apply_program(parsed, program_desk.program(), now=NOW - timedelta(days=2))
    for number in range(1, max(LINKS)):
        stores.links().create(a_link(f"link-{number}"))


def _click(story: SweepStory, links: int, clicks: int) -> None:
    """So many, evenly of so many links."""
    codes = ["ada-bakes", *(f"link-{number}" for number in range(1, links))]
    for number in range(clicks):
        code = codes[number % links]
        path = {"rawPath": f"/r/{code}", "pathParameters": {"code": code}}
        story.invoke("redirect", {**CLICK, **path})


def _cost(act: str, experiment: str, do: Callable[[], None], counter: CallCounter) -> TrialCost:
    counter.take()
    counter.transactions = 0
    do()
    bill = counter.take()
    requests = sum(spent.requests for spent in bill.values())
    return TrialCost(act, experiment, requests, counter.transactions, dollars.total_cost(bill))


def measure_trials() -> list[RatioTarget]:
    costs = [costs_of(kind) for kind in KINDS]
    plain = {each.act: each for each in costs[0]}
    every = [each for same_act in zip(*costs, strict=True) for each in same_act]
    rows = [
        (
            each.act,
            each.experiment,
            each.requests,
            each.transactions,
            f"{each.transactions - plain[each.act].transactions:+}",
            f"{each.dollars:.4f}",
        )
        for each in every
    ]
    titles = ("what", "experiment", "requests", "transactions", "more", "$ per 1,000 of it")
    write("trials", table(titles, rows))
    return [
        RatioTarget(
            f"{each.act}, {each.experiment}: transactions more for each batch",
            each.transactions - plain[each.act].transactions,
            1.0,
        )
        for each in every
        if each.experiment != "none"
    ]


def main() -> int:
    targets = measure_trials()
    for each in targets:
        print("met   " if each.fits else "MISSED", each.what, f"{each.ratio:.2f} of {each.most}")
    return 0 if all(each.fits for each in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
