"""Applies a program's rules: a new immutable version when they differ, and links that follow.

Safe to repeat and to cut off: a version is added only for rules that differ from the newest. The
first links follow at once, the others by the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import RefusedError
from referrals.model.program.change import require_same_currency
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.link.follow_program import WalkDesk, begin_walk, follow_program
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.program.check_program import check_program
from referrals.steps.program.round_shares import round_shares
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs, changed_meanwhile


class BadProgramError(RefusedError):
    """Rules that name something that does not exist; the field says which."""

    code = "bad_program"


@dataclass(frozen=True, slots=True)
class ProgramDesk:
    programs: Programs
    tallies: Tallies
    walk: WalkDesk


@dataclass(frozen=True, slots=True)
class ApplyResult:
    program_id: str
    version: int
    new: bool
    """Whether these rules made a version of their own."""
    links_refreshed: int
    links_follow: bool = False
    """Whether there are more, which the clock has follow."""


def apply_program(
    rules: Program,
    desk: ProgramDesk,
    *,
    now: datetime,
    local: bool = False,
    on_version: int | None = None,
) -> ApplyResult:
    """Any part that was done before is left as it is. ProgramChangedError where another version
    than `on_version` holds and it says something else."""
    for fault in check_program(rules, local=local):
        raise BadProgramError(fault.message, field=fault.field, remedy=fault.remedy)
    rules = round_shares(rules, desk.programs.find(rules.program))
    version, new = _add_version(rules, desk.programs, now, on_version)
    allocate_budget(rules.program, rules.limits.budget_minor, desk.tallies)
    begin_walk(rules.program, version, desk.walk.walks)
    first_page = iter([True])
    walked = follow_program(
        desk.programs.get(rules.program), desk.walk, has_time=lambda: next(first_page, False)
    )
    return ApplyResult(rules.program, version, new, walked.refreshed, bool(walked.left))


def _add_version(
    rules: Program, programs: Programs, now: datetime, on_version: int | None
) -> tuple[int, bool]:
    current = programs.find(rules.program)
    require_same_currency(current.rules if current else None, rules)
    if current and current.rules == rules:
        return current.version, False
    if current and on_version not in (None, current.version):
        raise changed_meanwhile(rules.program)
    version = current.version + 1 if current else 1
    programs.add(
        AppliedProgram(program_id=rules.program, version=version, applied_at=now, rules=rules)
    )
    return version, True
