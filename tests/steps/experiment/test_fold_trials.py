"""Tallies are those of the tables, in whatever order clicks, orders and refunds are told."""

from datetime import date, timedelta

import pytest

from referrals.desks import experiment as experiment_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.experiment.tally import ArmTally
from referrals.steps.experiment.rebuild_trials import rebuild_trials
from referrals.steps.insight.roll_up import roll_up
from referrals.store.experiment.tally import trial_place
from referrals.views.experiment.experiment_figures import program_experiments
from referrals.wiring import experiment_stores, stores
from tests import trials
from tests.steps.experiment.telling import ON, clicks, order, tallies, tell, wrong
from tests.world import NOW, a_link, a_program, an_advocate


@pytest.fixture
def trial(account: None) -> DeclaredExperiment:
    found = trials.begin()
    stores.people().add(an_advocate())
    for arm in ("as-it-is", "bigger"):
        stores.links().create(a_link(trials.code_on(found, arm)))
    return found


def test_clicks_orders_and_refunds_move_their_arm_alone(trial: DeclaredExperiment) -> None:
    usual, bigger = (trials.code_on(trial, each.name) for each in trial.arms)

    tell(*clicks(usual, 3), *clicks(bigger, 2))
    tell(order(bigger, "1001"))
    tell(order(usual, "1002"), order(usual, "1003"))
    tell(order(usual, "1003", lost_minor=5000, revision=2))

    assert tallies(trial) == [(1, 3, 1, 4202), (1, 2, 1, 4202)]
    assert wrong() == []


def test_what_is_told_again_or_late_counts_once(trial: DeclaredExperiment) -> None:
    code = trials.code_on(trial, "bigger")
    clicked, ordered = clicks(code, 3), order(code, "1001")
    corrected = order(trials.code_on(trial, "as-it-is"), "1001", revision=2)

    tell(corrected)
    tell(ordered, *clicked[1:])
    tell(corrected, *clicked)
    moved_again = tell(ordered, corrected, *clicked)

    assert moved_again == 0
    assert tallies(trial) == [(1, 0, 1, 4202), (1, 3, 0, 0)]
    assert wrong() == []


def test_days_beside_the_experiment_do_not_count(trial: DeclaredExperiment) -> None:
    code = trials.code_on(trial, "bigger")
    began = trials.BEGAN - ON

    tell(*clicks(code, 2, began - timedelta(days=2)), *clicks(code, 4, began))

    assert tallies(trial)[1] == (0, 0, 0, 0)


def test_squares_are_those_of_links(trial: DeclaredExperiment) -> None:
    first = trials.code_on(trial, "bigger")
    second = next(
        code
        for code in map("more-{}".format, range(99))
        if (arm := trial.arm_of(code)) and arm.name == "bigger"
    )

    tell(*clicks(first, 3), *clicks(second, 1), order(first, "1001"))

    tally = experiment_stores.trial_tallies().arm(trial_place(trial, "friends"), "bigger")
    assert tally == ArmTally(2, 4, 1, 4202, 10, 1, 4202**2, 3, 3 * 4202)


def test_a_rebuild_sets_right_what_a_check_finds(trial: DeclaredExperiment) -> None:
    code = trials.code_on(trial, "bigger")
    changes = clicks(code, 3)
    roll_up(changes, stores.insights(), stores.programs(), now=NOW)

    found = wrong()
    rebuilt = rebuild_trials(found, experiment_desk.folds())

    assert [(each.code, each.expected.clicks) for each in found] == [(code, 3), ("", 3)]
    assert (rebuilt, wrong()) == (1, [])
    assert tallies(trial)[1] == (1, 3, 0, 0)


def test_a_program_without_experiments_costs_no_tally(account: None) -> None:
    stores.programs().add(a_program())
    stores.people().add(an_advocate())

    assert tell(*clicks("ada-bakes", 2)) == 0


def test_figures_say_that_it_is_too_early(trial: DeclaredExperiment) -> None:
    tell(*clicks(trials.code_on(trial, "bigger"), 3))
    rules = stores.programs().get("friends").rules

    (found,) = program_experiments(rules, experiment_stores.trial_tallies(), now=NOW)

    assert (found.name, found.days, found.obstacle) == ("bigger-gift", 20, "too_early")
    assert [each.clicks for each in found.arms] == [0, 3]
    assert found.contrasts[0].sentence == "Cannot tell yet."
    assert found.until == date(2027, 1, 31)
