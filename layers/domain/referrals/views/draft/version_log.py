"""Which versions did a program have, and who applied each? From the rules and from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.change.change_record import DONE, KEPT, ChangeRecord
from referrals.model.program.change import Difference, differences
from referrals.model.program.program import AppliedProgram
from referrals.store.change.change_log import ChangeLog
from referrals.views.change.change_page import ChangeFilter, change_page

APPLIED = "program_apply"
# A line of the log is written before its act; a command asks its writer first.
LONGEST_ACT = timedelta(hours=1)
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    applied: AppliedProgram
    changes: tuple[Difference, ...]
    """Against the one before."""
    record: ChangeRecord | None
    """Who, and why; None where the log no longer or never had it."""


def program_versions(
    versions: Sequence[AppliedProgram], log: ChangeLog, *, now: datetime
) -> list[ProgramVersion]:
    """Of `versions`, all but the first of which has the one before it in front; newest first."""
    lines = _lines(versions, log, now)
    known = zip((None, *versions), versions, strict=False)
    found = [
        ProgramVersion(
            each,
            differences(before.rules if before else None, each.rules),
            _line_of(each, lines),
        )
        for before, each in known
    ]
    return found[::-1]


def _lines(versions: Sequence[AppliedProgram], log: ChangeLog, now: datetime) -> list[ChangeRecord]:
    first = min((each.applied_at for each in versions), default=now) - LONGEST_ACT
    oldest = max(first.date(), now.date() - KEPT)
    wish = ChangeFilter(kind=APPLIED, first=oldest)
    return change_page(wish, log, limit=MOST_LINES, now=now).changes


def _line_of(applied: AppliedProgram, lines: Sequence[ChangeRecord]) -> ChangeRecord | None:
    """The last that began before it, of the same program."""
    fitting = (
        each
        for each in lines
        if each.outcome == DONE
        and each.subject.get("program") == applied.program_id
        and applied.applied_at - LONGEST_ACT <= each.made_at <= applied.applied_at
    )
    return max(fitting, key=lambda each: each.made_at, default=None)
