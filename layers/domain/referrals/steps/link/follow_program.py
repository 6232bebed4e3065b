"""Has the links of programs follow their newest version, page after page while there is time.

Where it stopped is kept, so the next run goes on. Safe to repeat: a link is written only where
what it copied differs from the rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from referrals.model.link.link import Link
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.work import NAMES_KEPT, HasTime, Work, endless
from referrals.steps.link.issue_link import copied_fields
from referrals.store.link.link import Links
from referrals.store.link.link_walk import LinkWalk, LinkWalks
from referrals.store.program.program import Programs

LINKS_A_PAGE = 100
MISSED_AT_MOST = NAMES_KEPT


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
    failed: tuple[str, ...] = ()
    """Links, or programs, to look at; they are tried again by the next run."""


def follow_programs(desk: WalkDesk, *, has_time: HasTime) -> WalkReport:
    """Every program in its turn; one that has nothing to follow costs a look."""
    work, refreshed, missed = Work(has_time), 0, tuple[str, ...]()
    for program in desk.programs.list_all():
        with work.item(program.program_id):
            report = follow_program(program, desk, has_time=has_time)
            refreshed, missed = refreshed + report.refreshed, (*missed, *report.failed)
            work.left += report.left
    return WalkReport(refreshed, work.left, (*work.failed, *missed)[:NAMES_KEPT])


def begin_walk(program_id: str, version: int, walks: LinkWalks) -> None:
    """From the first link on, whatever was followed before."""
    walks.keep(LinkWalk(program_id, version))


def follow_program(
    program: AppliedProgram,
    desk: WalkDesk,
    *,
    has_time: HasTime,
    page: int = LINKS_A_PAGE,
) -> WalkReport:
    walk = desk.walks.find(program.program_id)
    if walk is None or walk.version < program.version:
        walk = LinkWalk(program.program_id, program.version)
    if walk.done:
        return WalkReport(0, 0)
    versions = desk.programs.versions(program.program_id)
    follow = _Follow(program.rules, {each.rules.sharing.words for each in versions}, desk)
    while walk.has_next_page and has_time():
        links, cursor = desk.links.page_of_program(program.program_id, page, walk.cursor)
        missed = (*walk.missed, *follow.all_of(links))
        if len(missed) > MISSED_AT_MOST:
            # So many at once are no bad links but busy tables: this page comes again.
            return WalkReport(follow.refreshed, 1, missed[:MISSED_AT_MOST])
        walk = walk.turn(cursor, missed)
        desk.walks.keep(walk)
    if walk.missed and not walk.has_next_page and has_time():
        again = (desk.links.find(code, consistent=True) for code in walk.missed)
        walk = walk.turn(None, follow.all_of(link for link in again if link))
        desk.walks.keep(walk)
    return WalkReport(follow.refreshed, int(not walk.done), walk.missed)


class _Follow:
    def __init__(self, rules: Program, defaults: set[str], desk: WalkDesk) -> None:
        self.rules, self.defaults, self.desk = rules, defaults, desk
        self.refreshed = 0

    def all_of(self, links: Iterable[Link]) -> tuple[str, ...]:
        """The codes of those that could not follow."""
        work = Work(endless)
        for link in links:
            with work.item(link.code):
                behind = self._behind(link)
                self.refreshed += bool(behind) and self.desk.links.refresh(link, **behind)
        return work.failed

    def _behind(self, link: Link) -> dict[str, Any]:
        """What the rules say and the link doesn't."""
        wanted = copied_fields(self.rules, link.code)
        # Words that once were the program's own are nobody's: they follow the program.
        if link.words in self.defaults:
            wanted["words"] = self.rules.sharing.words
        return {name: value for name, value in wanted.items() if getattr(link, name) != value}
