"""How often experiments say something false, and how often they find what is there.

`python -m bench.verdicts` runs made-up shops with known truth and prints the figures that
docs/algorithms/experiments.md has.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

import typer

from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.experiment.reading import TrialVerdict, read_experiment
from referrals.model.experiment.tally import ArmTally

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
ARMS = ("as-it-is", "other")
OFTEN = 0.05
"""How many who follow a link order, in the usual arm."""


@dataclass(frozen=True)
class TrialShop:
    links: int = 600
    clicks_a_day: int = 90
    alike: float = 40.0
    """How different advocates' friends are: a beta distribution's weight, the smaller the more."""
    spread: float = 1.2
    """How differently often links are followed: of a lognormal distribution."""


@dataclass
class Sums:
    """Of one arm, moved click by click as the stack moves them."""

    links: int = 0
    clicks: int = 0
    orders: int = 0
    clicks_squared: int = 0
    orders_squared: int = 0
    products: int = 0

    def tally(self) -> ArmTally:
        return ArmTally(
            links=self.links,
            clicks=self.clicks,
            orders=self.orders,
            clicks_squared=self.clicks_squared,
            orders_squared=self.orders_squared,
            clicks_orders=self.products,
        )


def declaration(matters: int, planned: int) -> DeclaredExperiment:
    plain, other = ({"name": ARMS[0]}, {"name": ARMS[1], "friend": {"kind": "points"}})
    return DeclaredExperiment.model_validate(
        {
            "name": "made-up",
            "hypothesis": "A made-up shop whose truth is known.",
            "matters_per_thousand": matters,
            "arms": [plain, other],
            "planned": planned,
            "until": date(2026, 12, 31),
            "began_at": BEGAN,
            "began_version": 1,
        }
    )


def first_verdicts(
    shop: TrialShop, effect: float, experiment: DeclaredExperiment, *, days: int, random: Random
) -> dict[str, int]:
    """The day on which each was first said, looked at every day: the name of the better arm, or
    `no_difference`. `effect` is how many more of a thousand order in the other arm."""
    weights = list(accumulate(random.lognormvariate(0, shop.spread) for _ in range(shop.links)))
    arm_of = [random.randrange(2) for _ in range(shop.links)]
    usual = [random.betavariate(shop.alike * OFTEN, shop.alike * (1 - OFTEN)) for _ in arm_of]
    chances = [min(p + a * effect / 1000, 1.0) for p, a in zip(usual, arm_of, strict=True)]
    clicks, orders = [0] * shop.links, [0] * shop.links
    sums, said = (Sums(), Sums()), dict[str, int]()
    for day in range(1, days + 1):
        for link in random.choices(range(shop.links), cum_weights=weights, k=shop.clicks_a_day):
            arm, x, y = sums[arm_of[link]], clicks[link], orders[link]
            arm.links += not x
            arm.clicks += 1
            arm.clicks_squared += 2 * x + 1
            arm.products += y
            clicks[link] = x + 1
            if random.random() < chances[link]:
                arm.orders += 1
                arm.orders_squared += 2 * y + 1
                arm.products += x + 1
                orders[link] = y + 1
        today = BEGAN.date() + timedelta(days=day)
        pair = (sums[0].tally(), sums[1].tally())
        found = read_experiment(experiment, pair, today=today, zone="UTC").contrasts[0]
        if found.verdict is not TrialVerdict.CANNOT_TELL:
            said.setdefault(found.better or found.verdict.value, day)
    return said


def run(
    effect: float, experiment: DeclaredExperiment, *, runs: int, days: int, shop: TrialShop
) -> Counter[str]:
    """In how many of the runs each was said on any day."""
    counted: Counter[str] = Counter()
    for seed in range(runs):
        said = first_verdicts(shop, effect, experiment, days=days, random=Random(seed))  # noqa: S311
        counted.update(said.keys())
    return counted


def main(runs: int = 2000, days: int = 60, matters: int = 30, planned: int = 600) -> None:
    experiment, shop = declaration(matters, planned), TrialShop()
    typer.echo(f"{runs} runs of {days} days, looked at daily; {matters} in 1,000 would matter")
    for effect in (0, matters):
        said = run(effect, experiment, runs=runs, days=days, shop=shop)
        shares = {name: f"{100 * count / runs:.1f} %" for name, count in sorted(said.items())}
        typer.echo(f"true difference {effect:2} in 1,000: {shares}")


if __name__ == "__main__":
    typer.run(main)
