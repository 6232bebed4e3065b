"""Has the links of programs follow their newest version, page after page while there is time.

Where it stopped is kept, so the next run goes on. Safe to repeat: a link is written only where
what it copied differs from the rules.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from referrals.model.link.link import Link
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.link.issue_link import copied_fields
from referrals.store.link.link import Links
from referrals.store.link.link_walk import LinkWalk, LinkWalks
from referrals.store.program.program import Programs

LINKS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class WalkDesk:
    programs: Programs
    links: Links
    walks: LinkWalks


@dataclass(frozen=True, slots=True)
class WalkReport:
    refreshed: int
    left: int
    """Programs whose links have not all followed yet."""


def follow_programs(desk: WalkDesk, *, has_time: Callable[[], bool]) -> WalkReport:
    """Every program in its turn; one that has nothing to follow costs a look."""
    refreshed, left = 0, 0
    for program in desk.programs.list_all():
        report = follow_program(program, desk, has_time=has_time)
        refreshed, left = refreshed + report.refreshed, left + report.left
    return WalkReport(refreshed, left)


def begin_walk(program_id: str, version: int, walks: LinkWalks) -> None:
    """From the first link on, whatever was followed before."""
    walks.keep(LinkWalk(program_id, version))


def follow_program(
    program: AppliedProgram,
    desk: WalkDesk,
    *,
    has_time: Callable[[], bool],
    page: int = LINKS_A_PAGE,
) -> WalkReport:
    walk = desk.walks.find(program.program_id)
    if walk is None or walk.version < program.version:
        walk = LinkWalk(program.program_id, program.version)
    if walk.done:
        return WalkReport(0, 0)
    versions = desk.programs.versions(program.program_id)
    defaults = {version.rules.sharing.words for version in versions}
    refreshed = 0
    while not walk.done and has_time():
        links, cursor = desk.links.page_of_program(program.program_id, page, walk.cursor)
        stale = _stale(program.rules, defaults, links)
        refreshed += sum(desk.links.refresh(link, **fields) for link, fields in stale)
        walk = walk.turn(cursor)
        desk.walks.keep(walk)
    return WalkReport(refreshed, int(not walk.done))


def _stale(
    rules: Program, defaults: set[str], links: Sequence[Link]
) -> Iterator[tuple[Link, dict[str, Any]]]:
    for link in links:
        wanted = copied_fields(rules, link.code)
        # Words that once were the program's own are nobody's: they follow the program.
        if link.words in defaults:
            wanted["words"] = rules.sharing.words
        behind = {name: value for name, value in wanted.items() if getattr(link, name) != value}
        if behind:
            yield link, behind
