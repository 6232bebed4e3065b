"""What measures cost at any size: the desk's page, an export, a million clicks and presses.

`python -m bench.measures` writes its table in docs/performance.md; a shop's counters are laid as
so many orders would leave them.
"""

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest

from bench import dollars
from bench.act_moments import MomentsOfActs
from bench.count import CLICK, counting
from bench.page import table, write
from bench.stage import ROOT
from bench.target import RatioTarget
from referrals.model.link.link import Landing
from referrals.store.attribution.referral import as_item
from referrals.wiring import clients, clock, stores
from tests.account import ENVIRONMENT, fresh_account
from tests.desk import come_in, get
from tests.direct_call import direct_calls
from tests.measured_shop import MeasuredShop
from tests.measured_year import lay_year
from tests.meter import Meter
from tests.template import resources, template
from tests.world import a_program, store_program

SIZES = {10_000: 1, 1_000_000: 100}
"""How many bakeries of the generator's make so many orders in a year."""
VIEWS = 25
EXPORTED, MOST_MB = 100_000, 300
CLICKS_STREAM = resources("AWS::Lambda::EventSourceMapping")["InsightsFromClicks"]
BATCH = CLICKS_STREAM["BatchSize"]
WINDOW_SECONDS = template()["Parameters"]["ClickCountSeconds"]["Default"]
RATES = {50: "50 a second", 10: "10 a second", 1: "one a second", 0.4: "evenly in a month"}
"""Clicks a second: a rush, a busy shop, a quiet one, and what a million a month comes to."""
SLOWEST = 1
"""A million clicks cost what they may as long as so many come in a second."""
BATCHES = 4
PRESS = ROOT / "events/friend/go_on.json"
MOST_DOLLARS = Decimal("2.3")


class SheetCost(NamedTuple):
    orders: int
    requests: int
    cpu_ms: float


def measure_growth() -> list[RatioTarget]:
    pages = page_costs()
    megabytes, press = export_megabytes(), million_presses()
    clicks = {rate: million_clicks(rate) for rate in RATES}
    dearest = max(cost for rate, cost in clicks.items() if rate >= SLOWEST)
    rows: list[tuple[object, ...]] = [
        (f"Measures, a year, {each.orders:,} orders", each.requests, f"{each.cpu_ms:.0f} ms")
        for each in pages
    ]
    rows += [
        (f"an export of {EXPORTED:,} orders, memory at its most", "", f"{megabytes:.0f} MB"),
        *(
            (f"a million clicks, {RATES[rate]}, counted and all", "", f"${cost:.2f}")
            for rate, cost in clicks.items()
        ),
        (
            "a million presses of the friend's page's button, 50 a second",
            "",
            f"${press:.2f}",
        ),
    ]
    write("measures", table(("what", "requests", "cost"), rows))
    small, large = pages
    return [
        RatioTarget(
            "Measures at 1,000,000 orders to 10,000, CPU", large.cpu_ms / small.cpu_ms, 1.1
        ),
        RatioTarget("Measures, requests to 12", large.requests / 12, 1.0),
        RatioTarget(f"export memory to {MOST_MB} MB", megabytes / MOST_MB, 1.0),
        RatioTarget("a million clicks, one a second, to $2.30", float(dearest / MOST_DOLLARS), 1.0),
        RatioTarget("a million presses to $2.30", float(press / MOST_DOLLARS), 1.0),
    ]


def page_costs() -> list[SheetCost]:
    """Two shops of one account, whose pages are opened by turns; the best view of each: what else
    runs on the machine only adds to it."""
    with pytest.MonkeyPatch.context() as patch, direct_calls(), fresh_account(patch):
        come_in()
        last = clock.now().date()
        first = last.replace(year=last.year - 1)
        addresses = []
        for orders, size in SIZES.items():
            shop = f"shop-{orders}"
            store_program(
                a_program(program=shop, limits={"budget_minor": 10**9}, margin_percent=45)
            )
            lay_year(shop, last, size=size)
            addresses.append(f"/console/measures?program={shop}&from={first}&to={last}")
        meter = Meter(clients.dynamo())
        patch.setattr(clients, "dynamo", lambda: meter)
        with redirect_stdout(StringIO()):
            requests = [_requests(each, meter) for each in addresses]
            views = [[_view(each) for each in addresses] for _ in range(VIEWS)]
    best = [min(same) for same in zip(*views, strict=True)]
    return [SheetCost(*each) for each in zip(SIZES, requests, best, strict=True)]


def _requests(address: str, meter: Meter) -> int:
    """Of a page that was opened before."""
    assert get(address)["statusCode"] == 200
    meter.calls.clear()
    get(address)
    return len(meter.calls)


def _view(address: str) -> float:
    begun = process_time()
    get(address)
    return (process_time() - begun) * 1000


def export_megabytes() -> float:
    """Of a process of its own, which does nothing else."""
    with TemporaryDirectory() as folder:
        items = Path(folder, "items.json")
        items.write_text(json.dumps([as_item(each) for each in MeasuredShop().referrals]))
        asked = [sys.executable, "-m", "bench.export_memory", str(items), str(EXPORTED)]
        settings = {**os.environ, **ENVIRONMENT}
        ran = subprocess.run(asked, check=True, capture_output=True, text=True, env=settings)
    return float(ran.stdout)


def million_clicks(rate: float) -> Decimal:
    """The redirect of a link in memory, and its share of some batches folded into numbers: of as
    many as come in a window at so many a second."""
    together = min(BATCH, int(rate * WINDOW_SECONDS))
    with counting() as (story, counter):
        story.streams.read = MomentsOfActs(clock.now(), rate).read
        story.invoke("redirect", CLICK)
        story.rest()
        counter.take()
        story.invoke("redirect", CLICK)
        one = counter.take()
        story.rest()
        counter.take()
        fold = Decimal(0)
        for _ in range(BATCHES):
            for _ in range(together):
                story.invoke("redirect", CLICK)
            counter.take()
            story.rest()
            fold += dollars.total_cost(counter.take(), together) / BATCHES
        return (dollars.total_cost(one) + fold) * 1000


def million_presses() -> Decimal:
    """From a page that a container remembers, each of another friend; its function has a click's
    door, and is billed as long."""
    with counting() as (story, counter):
        story.streams.read = MomentsOfActs(clock.now(), max(RATES)).read
        stores.links().change("ada-bakes", landing=Landing.WELCOME)
        clicks = (story.invoke("redirect", CLICK) for _ in range(BATCH + 2))
        presses = [_press(each["headers"]["location"]) for each in clicks]
        story.rest()
        story.invoke("friend", presses.pop())
        counter.take()
        story.invoke("friend", presses.pop())
        one = {"redirect": counter.take()["friend"]}
        story.rest()
        counter.take()
        for press in presses:
            story.invoke("friend", press)
        counter.take()
        story.rest()
        return (dollars.total_cost(one) + dollars.total_cost(counter.take(), BATCH)) * 1000


def _press(page: str) -> dict[str, Any]:
    query = urlsplit(page).query
    asked: dict[str, Any] = json.loads(PRESS.read_text())
    return {**asked, "rawQueryString": query, "queryStringParameters": dict(parse_qsl(query))}


def main() -> int:
    targets = measure_growth()
    for each in targets:
        print("met   " if each.fits else "MISSED", each.what, f"{each.ratio:.2f} of {each.most}")
    return 0 if all(each.fits for each in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
