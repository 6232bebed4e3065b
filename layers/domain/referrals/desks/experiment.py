"""What the folding of experiments works with; their end takes what an application of rules does."""

from typing import TYPE_CHECKING

from referrals.wiring import clock, stores

if TYPE_CHECKING:
    from referrals.steps.experiment.fold_trials import TrialFoldDesk


def folds() -> "TrialFoldDesk":
    from referrals.steps.experiment.fold_trials import TrialFoldDesk
    from referrals.wiring import experiment_stores

    return TrialFoldDesk(experiment_stores.trial_tallies(), stores.programs(), clock.pause)
