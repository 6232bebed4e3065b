"""`make bench`: everything measured in one run, as ratios, into docs/performance.md.

Exit code 1 when a target is missed. `--rounds 21` for steadier medians on a busy machine.
"""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median
from typing import NamedTuple

from bench import dollars, stage
from bench.count import Bill, acts
from bench.functions import cold_starts
from bench.page import table, write
from bench.redirect import BARE, OURS, OURS_TLS, USUAL, USUAL_TLS, Town, cold, town, warm


class Target(NamedTuple):
    what: str
    ratio: float
    most: float

    @property
    def met(self) -> bool:
        return self.ratio <= self.most

    def row(self) -> tuple[str, str, str, str]:
        verdict = "met" if self.met else "**missed**"
        return self.what, f"{self.ratio:.2f}", f"{self.most:.2f}", verdict


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="of each cold redirect (11)")
    parser.add_argument("--function-rounds", type=int, default=3, help="of each function (3)")
    asked = parser.parse_args(arguments)
    write("machine", machine(asked.rounds))
    stage.packages()
    stage.layer()
    with town() as where:
        targets = [*measure_cold(where, asked.rounds), *measure_warm(where)]
    write("targets", table(("target", "ratio", "at most", ""), [each.row() for each in targets]))
    measure_functions(asked.function_rounds)
    count_requests()
    for each in targets:
        say(
            f"{'met   ' if each.met else 'MISSED'} {each.what}: {each.ratio:.2f} of {each.most:.2f}"
        )
    return 0 if all(each.met for each in targets) else 1


def machine(rounds: int) -> str:
    day = datetime.now(UTC).date()
    load = os.getloadavg()[0]
    return (
        f"{day}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load average {load:.1f} at the start, medians of {rounds} interleaved rounds."
    )


def measure_cold(where: Town, rounds: int) -> list[Target]:
    say(f"cold redirects, {rounds} rounds of five")
    found = cold(where, rounds)
    times = {variant: median(each) for variant, each in found.items()}
    floor, best = times[BARE], found[BARE][0]
    rows = [
        (v.title, f"{times[v]:.0f}", f"{times[v] / floor:.2f}", f"{t[0]:.0f}", f"{t[0] / best:.2f}")
        for v, t in found.items()
    ]
    titles = ("cold start", "median ms", "times bare", "best ms", "times bare")
    write("cold", table(titles, rows))
    return [
        Target("cold, ours to bare", times[OURS] / floor, 1.8),
        Target("cold, ours to usual", times[OURS] / times[USUAL], 0.2),
        Target("cold over TLS, ours to usual", times[OURS_TLS] / times[USUAL_TLS], 0.2),
    ]


def measure_warm(where: Town) -> list[Target]:
    say("warm redirects")
    usual = warm(where, USUAL)
    reading, remembering = warm(where, OURS, "uncached"), warm(where, OURS)
    named = {
        "ours, link in memory (1 PutItem)": remembering,
        "ours, link read each time (1 GetItem, 1 PutItem)": reading,
        "the usual way (1 GetItem, 1 PutItem)": usual,
    }
    rows = [
        (title, f"{t['cpu_ms']:.2f}", f"{t['memory_mb']:.0f}", f"{t['modules']:.0f}")
        for title, t in named.items()
    ]
    write("warm", table(("warm", "CPU ms", "memory MB", "modules"), rows))
    return [
        Target("warm CPU, ours to usual", reading["cpu_ms"] / usual["cpu_ms"], 0.25),
        Target("memory, ours to usual", remembering["memory_mb"] / usual["memory_mb"], 0.5),
    ]


def measure_functions(rounds: int) -> None:
    say("every function, cold")
    rows = [
        (s.function, s.event, f"{s.milliseconds:.0f}", f"{s.times_bare:.1f}")
        for s in cold_starts(rounds)
    ]
    write("functions", table(("function", "event", "ms", "times bare"), rows))


def count_requests() -> None:
    say("requests and capacity units")
    rows, stages = [], []
    for title, (bill, together) in acts().items():
        stages += by_stage(title, bill)
        spent = [s for name, s in bill.items() if name not in dollars.NOT_FUNCTIONS]
        rows.append(
            (
                title,
                sum(s.requests for s in spent),
                f"{sum(s.reads for s in spent):g}",
                sum(s.writes for s in spent),
                f"{dollars.of_tables(bill, together):.4f}",
                f"{dollars.of_everything(bill, together):.4f}",
            )
        )
    titles = ("act", "requests", "read units", "write units", "$ tables/1,000", "$ all/1,000")
    write("requests", table(titles, rows))
    write("stages", table(("act", "where", "requests", "read units", "write units"), stages))


def by_stage(title: str, bill: Bill) -> list[tuple[object, ...]]:
    return [
        (title, name, spent.requests, f"{spent.reads:g}", spent.writes)
        for name, spent in bill.items()
        if name not in dollars.NOT_FUNCTIONS
    ]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
