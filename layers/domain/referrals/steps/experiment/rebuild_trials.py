"""Sets the tallies of experiments to what the links' days come to, wherever a check found them
different.
"""

from collections.abc import Iterable

from referrals.model.errors import UnavailableError
from referrals.steps.experiment.fold_trials import TrialFoldDesk, fold_link
from referrals.store.experiment.tally import WrongTally


def rebuild_trials(found: Iterable[WrongTally], desk: TrialFoldDesk) -> int:
    """How many were set: links first, whose arms move with them; UnavailableError when an arm moved
    since it was compared."""
    done = 0
    for each in found:
        if each.code:
            done += fold_link(each.code, each.experiment, each.rules, desk)
            continue
        now = desk.tallies.arm(each.place, each.arm)
        if now != each.expected:
            if not desk.tallies.correct(each.place, each.arm, now, each.expected):
                raise UnavailableError(
                    "the numbers moved meanwhile.", remedy="Check again when it is quieter."
                )
            done += 1
    return done
