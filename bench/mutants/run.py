"""`make mutants`: plants one mistake after the other in a module, and sees whether a test fails.

Nothing is written: each mistake lives in a process of its own, which imports the module with the
mistake in it and runs the module's tests until the first one fails. Exit code 1 when a module's
tests notice less than `AT_LEAST` percent, or fail without any mistake.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.mutants.child import MutantVerdict, source_of, try_mistake
from bench.mutants.mistakes import Mistake, mistakes
from bench.mutants.targets import AT_LEAST, EQUIVALENT, TARGETS, MutantTarget

ROOT = Path(__file__).parents[2]
SLOWEST = 6
"""A mistake that makes the tests run this many times as long is noticed: it hangs."""


class Score(NamedTuple):
    target: MutantTarget
    killed: int
    survivors: tuple[Mistake, ...]
    excused: int
    seconds: float

    @property
    def total(self) -> int:
        return self.killed + len(self.survivors)

    @property
    def percent(self) -> float:
        return 100 * self.killed / self.total if self.total else 100.0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="the last part of their names (all)")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    scores = [score_target(target, asked.workers) for target in choose(asked.modules)]
    killed, total = sum(s.killed for s in scores), sum(s.total for s in scores)
    say(f"{killed} of {total} noticed, {100 * killed / max(total, 1):.1f} %")
    return 0 if all(score.percent >= AT_LEAST for score in scores) else 1


def choose(names: Sequence[str]) -> Iterator[MutantTarget]:
    for target in TARGETS:
        if not names or any(target.module.endswith(name) for name in names):
            yield target


def score_target(target: MutantTarget, workers: int) -> Score:
    """Prints its line, and each mistake that no test noticed."""
    began = time.monotonic()
    if try_mistake(target, None, seconds=600) is not MutantVerdict.SURVIVED:
        raise SystemExit(f"the tests of {target.module} fail without any mistake")
    limit = SLOWEST * (time.monotonic() - began) + 5
    excuses = EQUIVALENT.get(target.module, {})
    every = list(mistakes(source_of(target.module)))
    planted = [mistake for mistake in every if mistake.words not in excuses]
    with ThreadPoolExecutor(workers) as pool:
        verdicts = pool.map(partial(try_mistake, target, seconds=limit), planted)
        survivors = tuple(
            mistake
            for mistake, verdict in zip(planted, verdicts, strict=True)
            if verdict is MutantVerdict.SURVIVED
        )
    spent, excused = time.monotonic() - began, len(every) - len(planted)
    score = Score(target, len(planted) - len(survivors), survivors, excused, spent)
    report(score, every)
    return score


def report(score: Score, every: Sequence[Mistake]) -> None:
    summary = f"{score.killed}/{score.total} noticed, {score.percent:.1f} %"
    say(f"{score.target.module}: {summary}, {score.excused} change nothing, {score.seconds:.0f} s")
    for mistake in score.survivors:
        say(f"    line {mistake.line}: {mistake.words}")
    known = {mistake.words for mistake in every}
    for words in EQUIVALENT.get(score.target.module, {}):
        if words not in known:
            say(f"    no longer there, take it off the list: {words}")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
