"""Applies a program's rules: a new immutable version when they differ, and links that follow.

Safe to repeat and to cut off: a version is added only for rules that differ from the newest, and
a link is written only when what it copied differs from the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.errors import RefusedError
from referrals.model.link.link import Link
from referrals.model.program.change import require_same_currency
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.link.issue_link import copied_fields
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.program.check_program import check_program
from referrals.store.link.link import Links
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs


class BadProgramError(RefusedError):
    """Rules that name something that does not exist; the field says which."""

    code = "bad_program"


@dataclass(frozen=True, slots=True)
class ProgramDesk:
    programs: Programs
    links: Links
    tallies: Tallies


@dataclass(frozen=True, slots=True)
class ApplyResult:
    program_id: str
    version: int
    new: bool
    """Whether these rules made a version of their own."""
    links_refreshed: int


def apply_program(
    rules: Program, desk: ProgramDesk, *, now: datetime, local: bool = False
) -> ApplyResult:
    """Any part that was done before is left as it is."""
    for fault in check_program(rules, local=local):
        raise BadProgramError(fault.message, field=fault.field, remedy=fault.remedy)
    version, new = _add_version(rules, desk.programs, now)
    allocate_budget(rules.program, rules.limits.budget_minor, desk.tallies)
    refreshed = _refresh_links(rules, desk)
    return ApplyResult(rules.program, version, new, refreshed)


def _add_version(rules: Program, programs: Programs, now: datetime) -> tuple[int, bool]:
    current = programs.find(rules.program)
    require_same_currency(current.rules if current else None, rules)
    if current and current.rules == rules:
        return current.version, False
    version = current.version + 1 if current else 1
    programs.add(
        AppliedProgram(program_id=rules.program, version=version, applied_at=now, rules=rules)
    )
    return version, True


def _refresh_links(rules: Program, desk: ProgramDesk) -> int:
    """Refresh the links that are behind the rules, and count them: one write for each."""
    defaults = {version.rules.sharing.words for version in desk.programs.versions(rules.program)}
    stale = _stale(rules, defaults, desk.links)
    return sum(desk.links.refresh(link, **fields) for link, fields in stale)


def _stale(
    rules: Program, defaults: set[str], links: Links
) -> Iterator[tuple[Link, dict[str, Any]]]:
    for link in links.of_program(rules.program):
        wanted = copied_fields(rules, link.code)
        # Words that once were the program's own are nobody's: they follow the program.
        if link.words in defaults:
            wanted["words"] = rules.sharing.words
        behind = {name: value for name, value in wanted.items() if getattr(link, name) != value}
        if behind:
            yield link, behind
