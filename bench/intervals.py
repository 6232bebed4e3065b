"""Do the intervals of measures hold? `make measures-check` writes docs/measures-check.md.

Shops whose truth is known are drawn again and again, with money as skewed as customers' is: most
order once, few order much. How often the truth lies within the interval is its coverage; beside t
stands a bootstrap of the same customers, which supposes no shape at all.
"""

import random
from collections.abc import Callable, Sequence
from math import exp
from statistics import fmean, pstdev
from typing import NamedTuple

from bench.page import table
from bench.stage import ROOT
from referrals.model.measure.interval import RatioPart, mean, mean_difference, proportion
from referrals.model.nudge.confidence import Interval, RunningSums

PAGE = ROOT / "docs/measures-check.md"
PAGE_TEXT = """# Do the intervals hold?

<!-- Made by `make measures-check` (bench/intervals.py). -->

How often the truth lies within the 95 % interval, in {runs} shops that are drawn with a known truth
(the bootstrap in {boots} of them, seed {seed}). Chance alone moves a figure by 0.7, the bootstrap's
by 1.8.

## Money
{money}

The t interval is as good as the bootstrap, which supposes no shape and needs every customer. Both
say a little too much where customers are few and money is very uneven: there read 95 as what
stands above. A difference of two groups that are alike holds at every size that is shown.

## Proportions
{shares}
"""
SEED = 7
RUNS, BOOTSTRAPPED, RESAMPLES = 4000, 600, 400
NUMBERS = (30, 100, 300, 1000)
SHARES = (0.01, 0.05, 0.2, 0.5)
type Draw = Callable[[random.Random], int]


class Shop(NamedTuple):
    name: str
    draw: Draw
    truth: float


def usual(rng: random.Random) -> int:
    """What the orders of one customer come to: geometric in number, exponential in size."""
    total = rng.expovariate(1 / 5000)
    while rng.random() < 0.45:
        total += rng.expovariate(1 / 5000)
    return round(total)


def heavy(rng: random.Random) -> int:
    """Log-normal with a few very large ones: as bad as shops are."""
    return round(3000 * exp(rng.gauss(0, 1)))


SHOPS = (
    Shop("orders of a shop", usual, 5000 / 0.55),
    Shop("few very large", heavy, 3000 * exp(0.5)),
)


def main() -> int:
    rng = random.Random(SEED)  # noqa: S311
    money = [_money_row(shop, n, rng) for shop in SHOPS for n in NUMBERS]
    shares = [_share_row(share, n, rng) for share in SHARES for n in NUMBERS]
    PAGE.write_text(_page(money, shares))
    print(PAGE.read_text())
    return 0


def _money_row(shop: Shop, number: int, rng: random.Random) -> tuple[object, ...]:
    hits = differences = boots = 0
    for run in range(RUNS):
        sample = [shop.draw(rng) for _ in range(number)]
        other = [shop.draw(rng) for _ in range(number)]
        hits += _holds(mean(_sums(sample)), shop.truth)
        differences += _holds(mean_difference(_sums(sample), _sums(other)), 0)
        if run < BOOTSTRAPPED:
            boots += _holds(bootstrap(sample, rng), shop.truth)
    return (
        f"{shop.name}, n {number:,}",
        _percent(hits, RUNS),
        _percent(boots, BOOTSTRAPPED),
        _percent(differences, RUNS),
    )


def bootstrap(sample: Sequence[int], rng: random.Random) -> Interval:
    """Of the mean, by percentiles of samples that are drawn from the sample. Large ones are drawn
    by their mean's own spread: the same to the third digit, and a hundred times as fast."""
    middle = fmean(sample)
    if len(sample) > 300:
        error = pstdev(sample) / len(sample) ** 0.5
        means = sorted(rng.gauss(middle, error) for _ in range(RESAMPLES))
    else:
        means = sorted(fmean(rng.choices(sample, k=len(sample))) for _ in range(RESAMPLES))
    low, high = means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975) - 1]
    return Interval(middle, low, high)


def _share_row(share: float, number: int, rng: random.Random) -> tuple[object, ...]:
    hits = 0
    for _ in range(RUNS):
        part = sum(rng.random() < share for _ in range(number))
        hits += _holds(proportion(RatioPart(part, number)), share)
    return (f"{share:.0%} of {number:,}", _percent(hits, RUNS))


def _holds(found: Interval | None, truth: float) -> bool:
    assert found is not None
    return found.low <= truth <= found.high


def _sums(sample: Sequence[int]) -> RunningSums:
    return RunningSums(len(sample), sum(sample), sum(each * each for each in sample))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def _page(money: Sequence[tuple[object, ...]], shares: Sequence[tuple[object, ...]]) -> str:
    of_money = table(("drawn from", "t", "bootstrap", "difference, by Welch"), money)
    return PAGE_TEXT.format(
        runs=f"{RUNS:,}",
        boots=f"{BOOTSTRAPPED:,}",
        seed=SEED,
        money=of_money,
        shares=table(("truth", "Wilson"), shares),
    )


if __name__ == "__main__":
    raise SystemExit(main())
