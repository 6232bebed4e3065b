"""The mathematics of experiments, with the worked figures of docs/algorithms/experiments.md."""

from math import inf, sqrt
from random import Random

import pytest

from bench.verdicts import TrialShop, declaration, run
from referrals.model.experiment.comparison import compare, is_split_uneven, rate, spread
from referrals.model.experiment.declaration import TrialMetric
from referrals.model.experiment.reading import TrialVerdict, verdict_of
from referrals.model.experiment.tally import ArmTally, LinkTally, total_tally
from referrals.model.nudge.confidence import Interval

ORDERS = TrialMetric.ORDERS


def many(*links: tuple[int, int], times: int) -> ArmTally:
    return total_tally(LinkTally(clicks, orders, 100 * orders) for clicks, orders in links * times)


USUAL = many((10, 0), (10, 1), (20, 1), (40, 2), times=100)
OTHER = many((10, 1), (10, 1), (20, 2), (40, 4), times=100)


def test_the_worked_example_of_the_docs_holds() -> None:
    found = compare(OTHER, USUAL, ORDERS, planned=1000)

    one, two = rate(USUAL, ORDERS), rate(OTHER, ORDERS)
    assert one
    assert two
    assert (USUAL.links, USUAL.clicks, USUAL.orders) == (400, 8000, 400)
    assert (one.estimate, two.estimate) == (50.0, 100.0)
    assert round(found.estimate, 1) == 50.0
    assert (round(found.low, 1), round(found.high, 1)) == (43.2, 56.8)


def test_the_spread_is_that_of_links_not_of_friends() -> None:
    """By hand: each link's orders less what its clicks let expect, squared."""
    links = [(10, 0), (10, 1), (20, 1), (40, 2)] * 100
    share = 400 / 8000
    by_hand = sum((orders - share * clicks) ** 2 for clicks, orders in links) / (len(links) - 1)

    assert spread(USUAL, ORDERS) == pytest.approx(by_hand)
    error = rate(USUAL, ORDERS)
    assert error
    assert error.error == pytest.approx(1000 * sqrt(by_hand * 400) / 8000)


def test_money_of_any_size_keeps_its_spread_exact() -> None:
    alike = total_tally(LinkTally(1, 1, 10**12 + step % 2) for step in range(1000))

    assert spread(alike, TrialMetric.MONEY) == pytest.approx(0.2502, abs=0.001)


def test_nothing_is_said_of_one_link_or_of_none() -> None:
    for arm in (ArmTally(), many((10, 1), times=1)):
        assert compare(arm, USUAL, ORDERS, planned=1000) == Interval(0.0, -inf, inf)


@pytest.mark.parametrize(
    ("links", "uneven"),
    [
        ([0, 0], False),
        ([500, 500], False),
        ([526, 474], False),
        ([553, 447], True),
        ([330, 340, 330], False),
        ([400, 300, 300], True),
        ([260, 250, 240, 250], False),
        ([310, 250, 220, 220], True),
    ],
)
def test_an_uneven_split_is_told_from_chance(links: list[int], uneven: bool) -> None:
    assert is_split_uneven(links) is uneven


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.1, 45.0, TrialVerdict.BETTER),
        (-45.0, -0.1, TrialVerdict.BETTER),
        (-19.9, 19.9, TrialVerdict.NO_DIFFERENCE),
        (0.5, 19.0, TrialVerdict.NO_DIFFERENCE),
        (-0.1, 45.0, TrialVerdict.CANNOT_TELL),
        (-20.0, 19.0, TrialVerdict.CANNOT_TELL),
    ],
)
def test_there_are_three_verdicts_and_no_fourth(
    low: float, high: float, verdict: TrialVerdict
) -> None:
    assert verdict_of(Interval((low + high) / 2, low, high), 20) is verdict


def test_looking_every_day_finds_what_is_there_and_little_else() -> None:
    """A taste of the 2,000 runs that the docs tell of."""
    experiment, shop = declaration(matters=30, planned=600), TrialShop(links=400, clicks_a_day=60)

    nothing_there = run(0, experiment, runs=60, days=60, shop=shop)
    much_there = run(60, experiment, runs=20, days=60, shop=shop)

    assert nothing_there["as-it-is"] + nothing_there["other"] <= 3
    assert much_there["other"] >= 17
    assert much_there["as-it-is"] + much_there["no_difference"] == 0


def test_sums_move_by_what_a_link_brought_more() -> None:
    random = Random(7)  # noqa: S311
    links = [LinkTally(random.randrange(9), random.randrange(3), 5) for _ in range(50)]
    newer = [LinkTally(each.clicks + 1, each.orders, 7) for each in links]

    moved = total_tally(links)
    for old, new in zip(links, newer, strict=True):
        moved = moved - total_tally([old]) + total_tally([new])

    assert moved == total_tally(newer)
