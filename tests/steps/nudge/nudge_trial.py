"""An experiment about nudges in the tests' program, with an advocate's link on each of its arms."""

from datetime import datetime, timedelta
from typing import Any

from referrals.desks import nudge as nudge_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.experiment.tally import ArmTally
from referrals.model.nudge.effect import SETTLED_AFTER
from referrals.steps.nudge.count_trial import NudgeTrialReport, count_trials
from referrals.store.experiment.tally import trial_place
from referrals.wiring import experiment_stores
from tests import trials
from tests.steps.nudge.delights import DUE, ON, add_advocate, delight

WARM = {"en": {"nudge.subject": "Who would like your bread?", "nudge_page.title": "Whom to?"}}
ARMS = [
    {"name": "as-it-is"},
    {"name": "warm", "words": WARM},
    {"name": "none", "nudges": False},
]
COUNTED = DUE + SETTLED_AFTER


def declared(**changes: Any) -> dict[str, Any]:
    return trials.declared(**{"name": "softer-words", "arms": ARMS, **changes})


def begin(at: datetime = DUE - timedelta(days=20), **changes: Any) -> DeclaredExperiment:
    return trials.apply(at, **{"experiments": [declared()], "nudges": ON, **changes})


def lay_advocates(trial: DeclaredExperiment, each: int = 1) -> dict[str, list[str]]:
    """As many on each arm, by their ids, with a moment that is due."""
    found: dict[str, list[str]] = {arm.name: [] for arm in trial.arms}
    for number in range(1000):
        arm = trial.arm_of(f"{number}-bakes")
        if arm and len(found[arm.name]) < each:
            add_advocate(f"adv_{number}")
            delight(f"adv_{number}")
            found[arm.name].append(f"adv_{number}")
    return found


def count(at: datetime = COUNTED) -> NudgeTrialReport:
    return count_trials(nudge_desk.trials(), now=at)


def sums(trial: DeclaredExperiment) -> dict[str, ArmTally]:
    place = trial_place(trial, "friends")
    return {a.name: experiment_stores.trial_tallies().arm(place, a.name) for a in trial.arms}
