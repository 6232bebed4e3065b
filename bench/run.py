"""`make bench`: everything measured in one run, as ratios, into docs/performance.md.

Exit code 1 when a target is missed. `--rounds 21` for steadier medians on a busy machine.
"""

import argparse
import sys
from collections.abc import Sequence
from statistics import median

from bench import dollars, friend, ingest, redirect, stage
from bench.count import Bill, acts
from bench.desk import measure_desk
from bench.functions import cold_starts
from bench.growth import grant_costs, growth_table, refund_costs
from bench.jobs import job_growth
from bench.measures import measure_growth
from bench.month import write_month
from bench.page import machine, table, write
from bench.pages import measure_pages
from bench.past import past_growth
from bench.sources import readings
from bench.target import RatioTarget
from bench.town import Town, Variant, town
from bench.trials import measure_trials
from bench.value import statement_costs, value_acts


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="of each cold redirect (11)")
    parser.add_argument("--function-rounds", type=int, default=3, help="of each function (3)")
    asked = parser.parse_args(arguments)
    write("machine", machine(asked.rounds))
    stage.packages()
    stage.layer()
    with town() as where:
        redirect.settle(where)
        targets = [*cold_redirects(where, asked.rounds), *warm_redirects(where)]
        # The same link, which leads to the friend's page from here on.
        friend.settle(where)
        targets += [*cold_friends(where, asked.rounds), *warm_friends(where)]
        ingest.settle(where)
        targets += [*cold_webhooks(where, asked.rounds), *warm_webhooks(where)]
    targets += [*measure_pages(), *measure_desk(), *measure_trials(), *measure_growth()]
    targets += [*later_grants(), *long_statements()]
    targets += [RatioTarget(what, least, 1.1) for what, least in (*past_growth(), *job_growth())]
    write("targets", table(("target", "ratio", "at most", ""), [each.row() for each in targets]))
    measure_functions(asked.function_rounds)
    count_requests()
    say("what a month costs")
    write_month()
    for each in targets:
        verdict = "met   " if each.fits else "MISSED"
        say(f"{verdict} {each.what}: {each.ratio:.2f} of {each.most:.2f}")
    return 0 if all(each.fits for each in targets) else 1


def cold_redirects(where: Town, rounds: int) -> list[RatioTarget]:
    say(f"cold redirects, {rounds} rounds of five")
    found = redirect.cold(where, rounds)
    times = write_cold("cold", found, redirect.BARE)
    ours, usual = times[redirect.OURS], times[redirect.USUAL]
    over_tls = times[redirect.OURS_TLS] / times[redirect.USUAL_TLS]
    return [
        RatioTarget("redirect cold, ours to bare", ours / times[redirect.BARE], 1.8),
        RatioTarget("redirect cold, ours to usual", ours / usual, 0.2),
        RatioTarget("redirect cold over TLS, ours to usual", over_tls, 0.2),
    ]


def warm_redirects(where: Town) -> list[RatioTarget]:
    say("warm redirects")
    usual = redirect.warm(where, redirect.USUAL)
    reading = redirect.warm(where, redirect.OURS, "redirect-uncached")
    remembering = redirect.warm(where, redirect.OURS)
    named = {
        "ours, link in memory (1 PutItem)": remembering,
        "ours, link read each time (1 GetItem, 1 PutItem)": reading,
        "the usual way (1 GetItem, 1 PutItem)": usual,
    }
    write_warm("warm", named)
    return [
        RatioTarget("redirect warm CPU, ours to usual", reading["cpu_ms"] / usual["cpu_ms"], 0.25),
        RatioTarget(
            "redirect memory, ours to usual", remembering["memory_mb"] / usual["memory_mb"], 0.5
        ),
    ]


def cold_friends(where: Town, rounds: int) -> list[RatioTarget]:
    say(f"cold friends' pages, {rounds} rounds of five")
    times = write_cold("friend-cold", friend.cold(where, rounds), friend.BARE)
    return [
        RatioTarget("friend's page cold, ours to bare", times[friend.OURS] / times[friend.BARE], 3)
    ]


def warm_friends(where: Town) -> list[RatioTarget]:
    say("warm friends' pages")
    named = friend.warm(where)
    write_warm("friend-warm", named)
    cpu = {title: each["cpu_ms"] for title, each in named.items()}
    empty, usual = cpu[friend.EMPTY.title], cpu[friend.USUAL.title]
    return [
        RatioTarget("friend's page warm CPU, ours to usual", cpu[friend.UNKNOWN] / usual, 0.33),
        RatioTarget("friend's page warm CPU, just clicked, to empty", cpu[friend.NEW] / empty, 3),
        RatioTarget("friend's page warm CPU, come back, to empty", cpu[friend.BACK] / empty, 3),
    ]


def cold_webhooks(where: Town, rounds: int) -> list[RatioTarget]:
    say(f"cold webhooks, {rounds} rounds of four")
    times = write_cold("ingest-cold", ingest.cold(where, rounds), ingest.USUAL)
    over_tls = times[ingest.OURS_TLS] / times[ingest.USUAL_TLS]
    return [
        RatioTarget("webhook cold, ours to usual", times[ingest.OURS] / times[ingest.USUAL], 0.5),
        RatioTarget("webhook cold over TLS, ours to usual", over_tls, 0.5),
    ]


def warm_webhooks(where: Town) -> list[RatioTarget]:
    say("webhooks of every source")
    usual = ingest.warm(where, ingest.USUAL, "shopify")
    found = list(ingest.every_source(where))
    rows: list[tuple[object, ...]] = [
        (i.source, i.body_bytes, f"{i.cpu_ms:.2f}", *i.spent.row()) for i in found
    ]
    rows.append(("*shopify, the usual way*", "", f"{usual['cpu_ms']:.2f}", "", "", ""))
    titles = ("source", "bytes", "CPU ms", "requests", "read units", "write units")
    write("ingest", table(titles, rows))
    alone = [
        (r.source, f"{r.proving:.1f}", f"{r.translating:.1f}", f"{r.times_least:.1f}")
        for r in readings()
    ]
    write("sources", table(("source", "proving, ms", "translating, ms", "times the least"), alone))
    ours = next(each.cpu_ms for each in found if each.source == "shopify")
    return [RatioTarget("webhook warm CPU, ours to usual", ours / usual["cpu_ms"], 0.5)]


def write_cold(
    name: str, found: dict[Variant, list[float]], yardstick: Variant
) -> dict[Variant, float]:
    """Medians, told beside the best and as multiples of the yardstick."""
    times = {variant: median(each) for variant, each in found.items()}
    floor, best = times[yardstick], found[yardstick][0]
    rows = [
        (v.title, f"{times[v]:.0f}", f"{times[v] / floor:.2f}", f"{t[0]:.0f}", f"{t[0] / best:.2f}")
        for v, t in found.items()
    ]
    beside = f"times {yardstick.title.removesuffix(' constant')}"
    write(name, table(("cold start", "median ms", beside, "best ms", beside), rows))
    return times


def write_warm(name: str, named: dict[str, dict[str, float]]) -> None:
    rows = [
        (title, f"{t['cpu_ms']:.2f}", f"{t['memory_mb']:.0f}", f"{t['modules']:.0f}")
        for title, t in named.items()
    ]
    write(name, table(("warm", "CPU ms", "memory MB", "modules"), rows))


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
    for title, (bill, together) in {**acts(), **value_acts()}.items():
        stages += by_stage(title, bill)
        spent = [s for name, s in bill.items() if name not in dollars.NOT_FUNCTIONS]
        rows.append(
            (
                title,
                sum(s.requests for s in spent),
                f"{sum(s.reads for s in spent):g}",
                sum(s.writes for s in spent),
                f"{dollars.of_tables(bill, together):.4f}",
                f"{dollars.total_cost(bill, together):.4f}",
            )
        )
    titles = ("act", "requests", "read units", "write units", "$ tables/1,000", "$ all/1,000")
    write("requests", table(titles, rows))
    write("stages", table(("act", "where", "requests", "read units", "write units"), stages))


def later_grants() -> list[RatioTarget]:
    say("grants after many others")
    first, *later = grant_costs()
    write("growth", growth_table("grant number", (first, *later)))
    write("refunds", growth_table("refund of one order", refund_costs()))
    return [
        RatioTarget(
            f"write units of grant {each.number:,} to grant {first.number}",
            each.spent.writes / first.spent.writes,
            1.1,
        )
        for each in later
    ]


def long_statements() -> list[RatioTarget]:
    say("long statements")
    first, *longer = statement_costs()
    rows = [
        (f"{each.lines:,}", *each.spent.row()[:2], *each.balances.row()[:2])
        for each in (first, *longer)
    ]
    titles = ("lines", "requests", "read units", "balances: requests", "read units")
    write("statements", table(titles, rows))
    few, *many = longer
    return [
        RatioTarget(
            f"requests of a statement of {each.lines:,} lines to one of {few.lines:,}",
            each.spent.requests / few.spent.requests,
            1.1,
        )
        for each in many
    ]


def by_stage(title: str, bill: Bill) -> list[tuple[object, ...]]:
    return [
        (title, name, *spent.row())
        for name, spent in bill.items()
        if name not in dollars.NOT_FUNCTIONS
    ]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
