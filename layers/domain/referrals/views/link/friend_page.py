"""What does a friend see who followed this link? The page in their language, or where to go."""

import re
from dataclasses import dataclass
from datetime import datetime

from referrals.model.identity import BadCodeError, code_in
from referrals.model.link.destination import CODE_NAME, TOKEN_NAME, passed_on, with_parameters
from referrals.model.link.link import Link
from referrals.model.words.welcome import Welcome, welcome
from referrals.model.words.wording import Wording
from referrals.store.link.link import Links
from referrals.store.people.person import People
from referrals.store.program.program import Programs

_TOKEN = re.compile(rf"(?:^|&){TOKEN_NAME}=([A-Za-z0-9_-]{{1,80}})(?:&|$)")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """There is nothing to see; `address` is the program's fallback, empty for the deployment's."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what the page tells is kept."""

    links: Links
    programs: Programs
    people: People


def friend_page(
    code: str, query: str, shelf: Shelf, *, words: Wording, now: datetime
) -> Welcome | Elsewhere:
    """`query` is the page's own: the click token in it is handed on to the shop."""
    link = _link(code, shelf.links)
    if link is None:
        return Elsewhere()
    program = shelf.programs.find(link.program_id)
    if program is None or not link.live(now):
        return Elsewhere(link.fallback)
    advocate = shelf.people.find(link.advocate_id)
    return welcome(link, program.rules, advocate, words=words, address=_onward(link, query))


def _link(code: str, links: Links) -> Link | None:
    try:
        return links.find(code_in(code))
    except BadCodeError:
        return None


def _onward(link: Link, query: str) -> str:
    found = _TOKEN.search(query)
    ours = [(TOKEN_NAME, found[1] if found else ""), (CODE_NAME, link.code)]
    return with_parameters(link.destination, ours, passed_on(query))
