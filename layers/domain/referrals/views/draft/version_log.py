"""Which versions did a program have, and who applied each? From the rules and from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from referrals.model.change.change_record import DONE, ChangeRecord
from referrals.model.program.change import Difference, differences
from referrals.model.program.program import AppliedProgram
from referrals.store.change.change_log import ChangeLog

APPLIED = "program_apply"
# A line of the log is written before its act; a command asks its writer first.
LONGEST_ACT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    applied: AppliedProgram
    changes: tuple[Difference, ...]
    """Against the one before."""
    record: ChangeRecord | None
    """Who, and why; None where the log no longer or never had it."""


def program_versions(
    versions: Sequence[AppliedProgram], before: AppliedProgram | None, log: ChangeLog
) -> list[ProgramVersion]:
    """Of `versions` that follow each other, the first of them after `before`; newest first. The
    log is asked once for each."""
    known = zip((before, *versions), versions, strict=False)
    found = [
        ProgramVersion(
            each, differences(last.rules if last else None, each.rules), _line_of(each, log)
        )
        for last, each in known
    ]
    return found[::-1]


def _line_of(applied: AppliedProgram, log: ChangeLog) -> ChangeRecord | None:
    """The last that began before it, of the same program."""
    fitting = (
        each
        for each in log.between(applied.applied_at - LONGEST_ACT, applied.applied_at)
        if each.kind == APPLIED
        and each.outcome == DONE
        and each.subject.get("program") == applied.program_id
    )
    return max(fitting, key=lambda each: each.made_at, default=None)
