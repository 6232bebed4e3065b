"""Whether nudges help: intervals that hold at every look, three verdicts, and the way out."""

import random
from datetime import timedelta
from math import exp, inf, log, sqrt
from typing import Any

import pytest

from referrals.model.nudge.arm import Arm, draw_arm
from referrals.model.nudge.confidence import (
    RunningSums,
    difference,
    is_uneven,
    mixture,
    width,
)
from referrals.model.nudge.decision import NudgeReason
from referrals.model.nudge.effect import (
    LEAST_AGE,
    ArmSums,
    EffectVerdict,
    ExperimentTerms,
    NudgeEffect,
    Obstacle,
    StopReason,
    nudge_effect,
    terms_of,
)
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.nudge.sentence import (
    OBSTACLE_SENTENCES,
    REASON_SENTENCES,
    STOP_SENTENCES,
    VERDICT_SENTENCES,
    policy_sentences,
)
from tests.world import NOW

TERMS = terms_of(NudgePolicy(enabled=True), "friends", NOW)
LATER = NOW + LEAST_AGE


def sums(ended: int, friends: int = 0, **changes: Any) -> ArmSums:
    """Each friend came through an advocate of their own."""
    given = {"entered": ended, "ended": ended, "friends": friends, "friends_squared": friends}
    return ArmSums(**{**given, **changes})


def effect(nudged: ArmSums, hold_out: ArmSums, terms: ExperimentTerms = TERMS) -> NudgeEffect:
    return nudge_effect(terms, {Arm.NUDGED: nudged, Arm.HOLD_OUT: hold_out}, LATER)


@pytest.mark.parametrize(
    ("count", "times"),
    [(2000, 1.55), (200, 1.92), (20_000, 1.66)],
    ids=["planned", "early", "late"],
)
def test_the_width_is_that_of_the_paper(count: int, times: float) -> None:
    assert width(count, 2000) / 1.959964 == pytest.approx(times, abs=0.006)


def test_the_mixture_is_the_one_that_is_tightest_as_planned() -> None:
    assert mixture(1000) * 1000 == pytest.approx(8.78, abs=0.005)


def test_the_interval_is_the_formula_worked_by_hand() -> None:
    found = difference(RunningSums(900, 90, 90), RunningSums(100, 5, 5), planned=1000)

    pooled = 95 / 1000 - (95 / 1000) ** 2
    spread = sqrt(max(0.09, pooled) / 900 + pooled / 100)
    reach = 8.7823
    half = spread * sqrt(2 * (reach + 1) / reach * log(sqrt(reach + 1) / 0.05))
    assert found.estimate == pytest.approx(0.05)
    assert found.high - found.estimate == pytest.approx(half, rel=1e-4)
    assert found.estimate - found.low == pytest.approx(half, rel=1e-4)


def test_an_empty_arm_says_nothing() -> None:
    found = difference(RunningSums(0, 0, 0), RunningSums(10, 1, 1), planned=1000)

    assert (found.low, found.high) == (-inf, inf)


def friends_of(chance: random.Random, mean: float) -> int:
    """Skewed, as people are: most bring nobody, few bring several."""
    left, limit, count = chance.random(), exp(-chance.gammavariate(0.5, 2 * mean)), 0
    while left > limit and count < 10:
        count, left = count + 1, left * chance.random()
    return count


def looks(seed: int, nudged: float, hold_out: float) -> list[tuple[float, float]]:
    """The interval on each of 60 days, once there are a hundred on either side."""
    chance = random.Random(seed)  # noqa: S311
    arms: dict[bool, list[int]] = {True: [0, 0, 0], False: [0, 0, 0]}
    found = []
    for _ in range(60):
        for _ in range(70):
            arm = chance.random() >= 0.1
            count = friends_of(chance, nudged if arm else hold_out)
            for place, step in enumerate((1, count, count * count)):
                arms[arm][place] += step
        if min(arms[True][0], arms[False][0]) >= 100:
            new, old = (RunningSums(*arms[arm]) for arm in (True, False))
            interval = difference(new, old, planned=2000)
            found.append((interval.low, interval.high))
    return found


def test_a_daily_look_finds_no_effect_where_there_is_none() -> None:
    false = sum(
        any(low > 0 or high < 0 for low, high in looks(seed, 0.1, 0.1)) for seed in range(60)
    )

    assert false <= 3


def test_a_large_effect_is_found_nearly_always() -> None:
    assert sum(any(low > 0 for low, _ in looks(seed, 0.2, 0.05)) for seed in range(20)) >= 18


def test_nudges_help_when_the_whole_interval_is_above_nothing() -> None:
    found = effect(sums(9000, 1800), sums(1000, 100))

    assert (found.verdict, found.stop_reason) == (EffectVerdict.HELPS, None)


def test_a_useless_nudge_switches_itself_off_after_the_planned_number() -> None:
    even = ExperimentTerms.model_validate({**TERMS.model_dump(), "hold_out_percent": 50})

    found = effect(sums(20_000, 1000), sums(20_000, 1000), even)

    assert found.verdict is EffectVerdict.NO_DIFFERENCE
    assert found.stop_reason is StopReason.NO_DIFFERENCE


def test_it_stays_on_while_fewer_were_compared_than_planned() -> None:
    patient = even_terms(planned=50_000)

    found = effect(sums(20_000, 1000), sums(20_000, 1000), patient)

    assert found.verdict is EffectVerdict.NO_DIFFERENCE
    assert found.stop_reason is None


def even_terms(**changes: Any) -> ExperimentTerms:
    given = {**TERMS.model_dump(), "hold_out_percent": 50}
    return ExperimentTerms.model_validate({**given, **changes})


def test_harm_switches_them_off_at_once() -> None:
    found = effect(sums(900, 90, refusals=300), sums(100, 10))

    assert found.stop_reason is StopReason.HARM


def test_in_between_nobody_can_tell() -> None:
    assert effect(sums(900, 60), sums(100, 5)).verdict is EffectVerdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("obstacle", "nudged", "hold_out", "percent"),
    [
        (Obstacle.NO_HOLD_OUT, sums(900), sums(0), 0),
        (Obstacle.TOO_EARLY, sums(900), sums(99), 10),
        (Obstacle.UNEVEN, sums(900), sums(300), 10),
    ],
)
def test_nothing_is_said_where_something_stands_in_the_way(
    obstacle: Obstacle, nudged: ArmSums, hold_out: ArmSums, percent: int
) -> None:
    found = effect(nudged, hold_out, even_terms(hold_out_percent=percent))

    assert (found.obstacle, found.verdict) == (obstacle, EffectVerdict.CANNOT_TELL)
    assert (found.friends, found.stop_reason) == (None, None)


def test_nothing_is_said_in_the_first_days() -> None:
    early = NOW + LEAST_AGE - timedelta(seconds=1)
    arms = {Arm.NUDGED: sums(900), Arm.HOLD_OUT: sums(100)}

    assert nudge_effect(TERMS, arms, early).obstacle is Obstacle.TOO_EARLY


def test_an_even_split_is_not_suspected_and_a_broken_one_is() -> None:
    assert not is_uneven([(9_050, 0.9), (950, 0.1)])
    assert is_uneven([(9_300, 0.9), (700, 0.1)])
    assert not is_uneven([(1000, 1.0), (0, 0.0)])


def test_the_draw_is_sticky_even_and_apart_for_each_experiment() -> None:
    people = [f"adv_{number}" for number in range(20_000)]

    held = {p for p in people if draw_arm(b"key", "friends#first", p, 10) is Arm.HOLD_OUT}
    other = {p for p in people if draw_arm(b"key", "friends#second", p, 10) is Arm.HOLD_OUT}

    assert 1850 < len(held) < 2150
    assert 120 < len(held & other) < 280
    assert held <= {p for p in people if draw_arm(b"key", "friends#first", p, 20) is Arm.HOLD_OUT}
    assert not any(draw_arm(b"key", "x", p, 0) is Arm.HOLD_OUT for p in people)


def test_every_reason_and_verdict_has_its_sentence() -> None:
    assert REASON_SENTENCES.keys() == set(NudgeReason)
    assert VERDICT_SENTENCES.keys() == set(EffectVerdict)
    assert OBSTACLE_SENTENCES.keys() == set(Obstacle)
    assert STOP_SENTENCES.keys() == set(StopReason)


def test_a_plan_says_the_caps_and_the_experiment() -> None:
    assert policy_sentences(NudgePolicy()) == []
    caps, experiment = policy_sentences(NudgePolicy(enabled=True))
    assert "at most one in 30 days, and three in a year without an answer" in caps
    assert "10 in a hundred get none" in experiment
