"""Tallies of experiments, on the table of insights."""

from referrals.store.experiment.tally import TrialTallies
from referrals.wiring import clients


def trial_tallies() -> TrialTallies:
    return TrialTallies(clients.table("insights"))
