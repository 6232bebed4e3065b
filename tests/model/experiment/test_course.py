"""From version to version: begun with the first, carried on as declared, ended once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.experiment.course import begin_experiments, carried_on, course_faults, with_end
from referrals.model.experiment.declaration import DeclaredExperiment, EndReason
from referrals.model.link.offer_terms import promised_version
from tests.trials import BIGGER, an_experiment, declared
from tests.world import NOW, rules

LONG = {f"welcome_page.title_{number}": "x" * 399 for number in range(11)}


def running(**changes: Any) -> DeclaredExperiment:
    (found,) = begin_experiments([an_experiment(**changes)], now=NOW, version=4, seed="secret")
    return found


def finished() -> DeclaredExperiment:
    later = NOW + timedelta(days=9)
    (found,) = with_end([running()], "bigger-gift", EndReason.BY_HAND, now=later, version=6)
    return found


def carried(
    written: list[DeclaredExperiment], current: list[DeclaredExperiment], now: datetime = NOW
) -> tuple[DeclaredExperiment, ...]:
    return carried_on(written, current, window_days=30, now=now)


def faults(written: list[DeclaredExperiment], current: list[DeclaredExperiment]) -> list[str]:
    found = course_faults(written, current, now=NOW, zone="UTC")
    return [each.field for each in found]


def test_a_file_can_neither_begin_nor_end_what_runs() -> None:
    written = an_experiment(ended_at=NOW.isoformat(), seed="mine", began_version=1)

    assert carried([written], [running()]) == (running(),)
    assert carried([written], []) == (an_experiment(),)
    assert carried([an_experiment()], [finished()]) == (finished(),)


@pytest.mark.parametrize(("days", "stays"), [(10, True), (38, True), (39, False)])
def test_one_that_ended_stays_while_it_says_what_was_promised(days: int, stays: bool) -> None:
    """It ended on the ninth day; orders come of clicks for thirty more."""
    found = carried([], [finished()], NOW + timedelta(days=days))

    assert found == ((finished(),) if stays else ())
    assert faults([*found], [finished()]) == []


MANY = [running(name=f"try-{number}") for number in range(21)]


@pytest.mark.parametrize(
    ("written", "current", "expected"),
    [
        ([running()], [running()], []),
        ([an_experiment()], [finished()], []),
        ([running(matters_per_thousand=5)], [running()], ["name"]),
        ([], [running()], ["experiments"]),
        ([], [finished()], []),
        (MANY, MANY, ["experiments"]),
        ([an_experiment(until="2026-11-25")], [], ["until"]),
        ([an_experiment(until="2028-11-25")], [], ["until"]),
    ],
)
def test_what_was_declared_stays_until_its_end(
    written: list[DeclaredExperiment], current: list[DeclaredExperiment], expected: list[str]
) -> None:
    assert faults(written, current) == expected


@pytest.mark.parametrize(
    ("days", "version"),
    [(-1, 3), (0, 5), (8, 5), (9, 0), (30, 0)],
)
def test_a_promise_is_that_of_the_version_it_was_given_by(days: int, version: int) -> None:
    """It began with version 4, and ended with version 6."""
    assert promised_version([finished().outline], NOW + timedelta(days=days)) == version


@pytest.mark.parametrize(
    "changes",
    [
        {"arms": [{"name": "one", "friend": BIGGER}, {"name": "two"}]},
        {"arms": [{"name": "one"}, {"name": "two"}]},
        {"arms": [{"name": "one"}, {"name": "one", "friend": BIGGER}]},
        {"arms": [{"name": "one"}]},
        {"hypothesis": ""},
        {"arms": [{"name": "one"}, {"name": "two", "words": {"en": LONG}}]},
    ],
)
def test_an_experiment_compares_something_with_what_is(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        an_experiment(**changes)


def test_two_that_change_the_same_do_not_run_at_once() -> None:
    other = declared(name="another")

    with pytest.raises(ValidationError, match="two change the offers"):
        rules(experiments=[declared(), other])


def test_links_are_drawn_evenly_and_for_good() -> None:
    experiment = running(share_percent=50)
    arms = [experiment.arm_of(f"link-{number}") for number in range(4000)]
    names = [each.name if each else "" for each in arms]

    assert 1850 < names.count("") < 2150
    assert 900 < names.count("as-it-is") < 1100
    assert names == [a.name if (a := experiment.arm_of(f"link-{n}")) else "" for n in range(4000)]
