"""What does a friend see who followed this link? The page in their language, or where to go."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.code.gift_code import GiftCode, GiftPlace, gift_text
from referrals.model.identity import BadCodeError, code_in
from referrals.model.link.destination import CODE_NAME, TOKEN_NAME, passed_on, with_parameters
from referrals.model.link.gift_address import gift_address
from referrals.model.link.holder import Holder
from referrals.model.link.link import Link
from referrals.model.program.budget import remaining_budget
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.reward.decision import joint_place, offer_for
from referrals.model.words.welcome import (
    GiftWay,
    Welcome,
    welcome,
    with_gift,
    without_budget,
)
from referrals.model.words.wording import Wording
from referrals.store.code.gift_code import GiftCodes
from referrals.store.link.link import Links
from referrals.store.people.person import People
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs

GIFT_NAME = "gift"
_GIFT = re.compile(rf"(?:^|&){GIFT_NAME}=([A-Za-z0-9]{{4,40}})(?:&|$)")
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
    gifts: GiftCodes
    code_key: Callable[[], bytes]
    """What gift codes are made with."""
    tallies: Tallies


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at the page, as far as the request tells."""

    query: str
    """The page's own: the click token in it is handed on to the shop."""
    holder: Callable[[str], Holder | None]
    """Whom a gift by the link of that code would be for; asked only where there is one."""


def friend_page(
    code: str, visitor: Visitor, shelf: Shelf, *, words: Wording, now: datetime
) -> Welcome | Elsewhere:
    link = _link(code, shelf.links)
    if link is None:
        return Elsewhere()
    program = shelf.programs.find(link.program_id)
    if program is None or not link.live(now):
        return Elsewhere(link.fallback)
    advocate = shelf.people.find(link.advocate_id)
    rules, onward = program.rules, _onward(link, visitor.query)
    page = welcome(link, rules, advocate, words=words, address=onward)
    if _is_spent(rules, shelf.tallies):
        page = without_budget(page, rules, words)
    if not offer_for(rules, link.code).friend.with_first_order:
        return page
    gift = _gift(link, program, visitor, shelf)
    by_shop = gift_address(gift.codes_by, gift.text, onward) if gift and gift.is_open(now) else ""
    way = GiftWay(gift, page_address(link.code, visitor.query), by_shop)
    return with_gift(page, rules, way, words=words, now=now)


def _is_spent(rules: Program, tallies: Tallies) -> bool:
    """As the rule counts it; asked only where there is a budget."""
    budget = rules.limits.budget_minor
    return budget is not None and not remaining_budget(budget, tallies.shards(rules.program))


def _gift(link: Link, program: AppliedProgram, visitor: Visitor, shelf: Shelf) -> GiftCode | None:
    """The link's shared one, or the visitor's own; or the one that the address names, where nothing
    else tells who it is.
    """
    key = shelf.code_key
    if place := joint_place(program, link.code):
        return shelf.gifts.look_up(link.program_id, gift_text(key(), place))
    holder = visitor.holder(link.code)
    if holder:
        return shelf.gifts.look_up(
            link.program_id, gift_text(key(), GiftPlace(link.program_id, link.code, holder.name))
        )
    named = _GIFT.search(visitor.query)
    gift = shelf.gifts.find(link.program_id, named[1]) if named else None
    return gift if gift and gift.link_code == link.code else None


def page_address(code: str, query: str, gift: str = "") -> str:
    """The page's own address: what of the query is ours or allowed, made harmless."""
    found = _TOKEN.search(query)
    ours = [(TOKEN_NAME, found[1] if found else ""), (GIFT_NAME, gift)]
    return with_parameters(f"/w/{code}", ours, passed_on(query))


def _link(code: str, links: Links) -> Link | None:
    try:
        return links.find(code_in(code))
    except BadCodeError:
        return None


def _onward(link: Link, query: str) -> str:
    found = _TOKEN.search(query)
    ours = [(TOKEN_NAME, found[1] if found else ""), (CODE_NAME, link.code)]
    return with_parameters(link.destination, ours, passed_on(query))
