"""The folding of experiments, and what it works with."""

from typing import TYPE_CHECKING

from referrals.wiring import clock, stores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from referrals.steps.experiment.fold_trials import TrialFoldDesk
    from referrals.steps.insight.roll_up import ItemChange

TRIED = frozenset({"clicks", "referrals"})
"""Tables whose items move tallies."""


def fold(changes: "Sequence[ItemChange]") -> None:
    """After their days were counted; a batch of other tables loads nothing for it."""
    if any(each.noun in TRIED for each in changes):
        from referrals.steps.experiment.fold_trials import fold_trials

        fold_trials(changes, folds())


def folds() -> "TrialFoldDesk":
    from referrals.steps.experiment.fold_trials import TrialFoldDesk
    from referrals.wiring import experiment_stores

    return TrialFoldDesk(experiment_stores.trial_tallies(), stores.programs(), clock.pause)
