"""What is said of an experiment: too early, uneven, one of three verdicts, how long it takes."""

from datetime import timedelta

import pytest

from referrals.model.experiment.course import begin_experiments, with_end
from referrals.model.experiment.declaration import DeclaredExperiment, EndReason, TrialMetric
from referrals.model.experiment.reading import (
    ExperimentReading,
    TrialObstacle,
    days_for,
    read_experiment,
)
from referrals.model.experiment.sentence import contrast_sentence, reading_sentence
from referrals.model.experiment.tally import LinkTally, total_tally
from tests.trials import BIGGER, an_experiment
from tests.world import NOW


def trial(**changes: object) -> DeclaredExperiment:
    (found,) = begin_experiments([an_experiment(**changes)], now=NOW, version=2, seed="secret")
    return found


def reading(
    declared: DeclaredExperiment, *orders: int, links: int = 200, days: int = 20
) -> ExperimentReading:
    """`orders` of ten links on each arm, each of them followed ten times."""
    arms = tuple(
        total_tally(LinkTally(10, int(n % 10 < each), 4000 * (n % 10 < each)) for n in range(links))
        for each in orders
    )
    return read_experiment(declared, arms, today=NOW.date() + timedelta(days=days), zone="UTC")


def sentences(found: ExperimentReading) -> list[str]:
    money = "{:,} minor".format
    return [contrast_sentence(each, found.declared, money) for each in found.contrasts]


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        ((2, 6), "bigger is better than as-it-is: by 24.8 to 55.2 more"),
        ((6, 2), "as-it-is is better than bigger: by 24.8 to 55.2 more"),
        ((4, 4), "No difference that matters: bigger brings −15.2 to 15.2 more than as-it-is"),
        ((4, 5), "Cannot tell yet: bigger may bring −5.5 to 25.5 more than as-it-is"),
    ],
)
def test_a_verdict_is_said_with_its_interval(orders: tuple[int, int], said: str) -> None:
    (sentence,) = sentences(reading(trial(), *orders))

    assert sentence.startswith(said), sentence


def test_money_is_said_as_money() -> None:
    declared = trial(metric="money", matters_per_thousand=40_000)

    (sentence,) = sentences(reading(declared, 2, 6))

    assert sentence.startswith("bigger is better than as-it-is: by 99,")
    assert "minor more" in sentence


@pytest.mark.parametrize(
    ("links", "days", "said"),
    [(99, 20, "Too early"), (200, 6, "Too early"), (200, 7, "At the present traffic")],
)
def test_nothing_is_said_too_early(links: int, days: int, said: str) -> None:
    found = reading(trial(), 4, 5, links=links, days=days)

    assert reading_sentence(found).startswith(said)


def test_arms_that_filled_up_unevenly_say_nothing() -> None:
    many, few = (total_tally([LinkTally(10, 1, 1)] * links) for links in (600, 400))

    found = read_experiment(trial(), (few, many), today=trial().until, zone="UTC")

    assert sentences(found) == ["Cannot tell yet."]
    assert "arms filled up otherwise" in reading_sentence(found)


def test_more_arms_are_each_held_to_more() -> None:
    """Whoever asks twice as often is sure half as easily."""
    arms = [{"name": "one"}, {"name": "two", "friend": BIGGER}, {"name": "three", "friend": BIGGER}]

    pair, three = reading(trial(), 4, 5), reading(trial(arms=arms), 4, 5, 5)

    widths = [
        each.contrasts[0].difference.high - each.contrasts[0].difference.low
        for each in (pair, three)
        if each.contrasts[0].difference
    ]
    assert widths[1] > 1.05 * widths[0]


def test_it_says_when_it_ends_without_an_answer() -> None:
    short = trial(until=(NOW + timedelta(days=21)).date().isoformat(), matters_per_thousand=3)

    assert "will most likely end without an answer" in reading_sentence(reading(short, 4, 5))


def test_one_that_ended_says_who_ended_it() -> None:
    later = NOW + timedelta(days=19)
    (over,) = with_end([trial()], "bigger-gift", EndReason.BY_HAND, now=later, version=3)

    found = reading(over, 4, 5, days=80)

    assert (found.days, reading_sentence(found)) == (19, "A person ended it.")


@pytest.mark.parametrize(
    ("clicks", "matters", "days"),
    [(90, 30, 71), (900, 30, 8), (90, 10, 635), (0, 30, None)],
)
def test_a_shop_knows_beforehand_how_long_it_takes(
    clicks: int, matters: int, days: int | None
) -> None:
    assert days_for(TrialMetric.ORDERS, clicks=clicks, rate_now=50, matters=matters) == days


def test_advocates_are_told_of_once_their_thirty_days_are_over() -> None:
    arms = [{"name": "as-it-is"}, {"name": "none", "nudges": False}]
    declared = trial(arms=arms, until="2027-02-28")
    brought = [
        total_tally(LinkTally(1, int(n % 10 < often), 0) for n in range(400)) for often in (4, 1)
    ]

    def told(days: int, found: DeclaredExperiment = declared) -> ExperimentReading:
        on = NOW.date() + timedelta(days=days)
        return read_experiment(found, tuple(brought), today=on, zone="UTC")

    assert told(37).obstacle is TrialObstacle.TOO_EARLY
    (sentence,) = sentences(told(38))
    assert sentence.startswith("as-it-is is better than none: by ")
    assert sentence.endswith("of 1,000 advocates with a moment for a nudge.")
    later = NOW + timedelta(days=40)
    (ended,) = with_end([declared], declared.name, EndReason.BY_HAND, now=later, version=3)
    assert reading_sentence(told(41, ended)).endswith("are counted by 1 February 2027.")
    assert reading_sentence(told(72, ended)) == "A person ended it."
