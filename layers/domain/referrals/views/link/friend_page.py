"""What does a friend see who followed this link? The page in their language, or where to go.

Read by the page that a viral post hits: no pydantic, nor anything that brings it.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from referrals.model.brand.page_brand import PageBrand, page_brand
from referrals.model.code.gift_text import GiftPlace, ShownGift, gift_text, joint_gift_place
from referrals.model.identity import BadCodeError, code_in
from referrals.model.link.click import moment_of_click
from referrals.model.link.destination import CODE_NAME, TOKEN_NAME, passed_on, with_parameters
from referrals.model.link.friend_brief import FriendBrief
from referrals.model.link.holder import Holder
from referrals.model.link.link import Link
from referrals.model.link.offer_terms import with_first_order
from referrals.model.program.budget import Shard, remaining_budget
from referrals.model.words.lazy_part import lazy_wording_of
from referrals.model.words.welcome import (
    GiftWay,
    Welcome,
    at_rest,
    welcome,
    with_gift,
    without_budget,
)
from referrals.model.words.wording import Wording
from referrals.store.code.shown_gift import ShownGifts
from referrals.store.recent import RecentAnswers

GIFT_NAME = "gift"
ASKED_FOR = "1"
"""In place of a gift's text: a code was asked for, and the click tells whose it is."""
NEW = timedelta(minutes=1)
_GIFT = re.compile(rf"(?:^|&){GIFT_NAME}=([A-Za-z0-9]{{4,40}})(?:&|$)")
_ASKED = re.compile(rf"(?:^|&){GIFT_NAME}=([A-Za-z0-9]{{1,40}})(?:&|$)")
_TOKEN = re.compile(rf"(?:^|&){TOKEN_NAME}=([A-Za-z0-9_-]{{1,80}})(?:&|$)")


class Elsewhere(NamedTuple):
    """There is nothing to see; `address` is the program's fallback, empty for the deployment's."""

    address: str = ""


class FriendPage(NamedTuple):
    """What there is to see, and whose it is."""

    welcome: Welcome
    brand: PageBrand
    words: Wording
    """In which it is said."""
    code: str
    """The link's own spelling of it."""
    onward: str
    """Where its button leads in the end: the shop, with all that the friend brings there."""


class Shelf(NamedTuple):
    """Where what the page tells is kept: what all its readers share may be some seconds old."""

    links: RecentAnswers[Link]
    programs: RecentAnswers[FriendBrief]
    names: RecentAnswers[str]
    """First names, by person."""
    shards: RecentAnswers[tuple[Shard, ...]]
    """Of a program's budget; asked only where there is one."""
    gifts: ShownGifts
    """Read for each visitor: one's code is nobody else's."""
    code_key: Callable[[], bytes]
    """What gift codes are made with."""
    public_url: str


class Visitor(NamedTuple):
    """Who looks at the page, as far as the request tells."""

    query: str
    """The page's own: the click token in it is handed on to the shop."""
    holder: Callable[[str], Holder | None]
    """Whom a gift by the link of that code would be for; asked only where there is one."""
    newest_click: Callable[[str], datetime | None] = lambda _: None
    """When they clicked that link, as they say, if nothing tells of anything they did since."""

    def is_new(self, code: str, now: datetime) -> bool:
        """Whether they came by that link just now, and have asked for no code yet.

        Nobody has looked who signed it: who makes it up is shown a button, as everybody is.
        """
        clicked_at = self.newest_click(code)
        return clicked_at is not None and abs(now - clicked_at) < NEW


def friend_page(
    code: str, visitor: Visitor, shelf: Shelf, *, wishes: Sequence[str], now: datetime
) -> FriendPage | Elsewhere:
    link = _link(code, shelf, now)
    if link is None:
        return Elsewhere()
    rules = shelf.programs.find(link.program_id, now)
    if rules is None or not link.live(now):
        return Elsewhere(link.fallback)
    rules = _brief_by_click(rules, link, visitor, shelf, now=now)
    words = lazy_wording_of(rules.words_of(link.code), *wishes)
    onward = _onward(link, visitor.query)
    name = shelf.names.find(link.advocate_id, now)
    page = welcome(link, rules, name or "", words=words, address=onward)
    page = page._replace(card=link.card_address(shelf.public_url))
    if rules.paused:
        page = at_rest(page, words)
    elif _is_spent(rules, shelf, now):
        page = without_budget(page, rules, words)
    if not rules.paused and with_first_order(rules.terms(link.code)):
        gift = _gift(link, rules, visitor, shelf, now=now)
        by_shop = _address_with(gift, onward) if gift and gift.is_open(now) else ""
        way = GiftWay(gift, page_address(link.code, visitor.query), by_shop)
        page = with_gift(page, rules, way, words=words, now=now)
    pressed = page._replace(continue_address=press_address(link.code, visitor.query))
    return FriendPage(pressed, _brand(rules), words, link.code, page.continue_address)


def _brief_by_click(
    rules: FriendBrief, link: Link, visitor: Visitor, shelf: Shelf, *, now: datetime
) -> FriendBrief:
    """By the click: whoever came before an experiment began or ended sees what they were promised,
    as the rule pays it."""
    if not any(each.changes_offer for each in rules.experiments):
        return rules
    holder = visitor.holder(link.code)
    version = (
        rules.promised_on(moment_of_click(holder.click_id)) if holder and holder.click_id else 0
    )
    former = shelf.programs.find(f"{rules.program_id}@{version}", now) if version else None
    if former is None:
        return rules
    return former._replace(paused=rules.paused, budget_minor=rules.budget_minor, waits=rules.waits)


def _brand(rules: FriendBrief) -> PageBrand:
    return page_brand(rules.shop_name, rules.colour, rules.font, rules.logo)


def _address_with(gift: ShownGift, onward: str) -> str:
    # Most who come for the first time have no code yet.
    from referrals.model.link.gift_address import gift_address

    return gift_address(gift.codes_by, gift.text, onward)


def _is_spent(rules: FriendBrief, shelf: Shelf, now: datetime) -> bool:
    """As the rule counts it."""
    budget = rules.budget_minor
    if budget is None:
        return False
    return not remaining_budget(budget, shelf.shards.find(rules.program_id, now) or ())


def _gift(
    link: Link, rules: FriendBrief, visitor: Visitor, shelf: Shelf, *, now: datetime
) -> ShownGift | None:
    """The link's shared one, or the visitor's own; or the one that the address names, where nothing
    else tells who it is.
    """
    key, terms = shelf.code_key, rules.terms(link.code)
    promised = (rules.currency, rules.minimum_minor, rules.codes_by)
    if place := joint_gift_place(link.program_id, link.code, terms, *promised):
        return shelf.gifts.look_up(link.program_id, gift_text(key(), place))
    if visitor.is_new(link.code, now):
        return None
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
    return _address(f"/w/{code}", query, gift)


def press_address(code: str, query: str) -> str:
    """Where the page's button leads first: with what tells the same page of the same friend."""
    asked = _ASKED.search(query)
    return _address(f"/on/{code}", query, asked[1] if asked else "")


def unknown_address(fallback: str, query: str) -> str:
    """Where the button leads if nothing can be read: a click's token tells whose the order is."""
    return _address(fallback, query, "")


def _address(path: str, query: str, gift: str) -> str:
    found = _TOKEN.search(query)
    ours = [(TOKEN_NAME, found[1] if found else ""), (GIFT_NAME, gift)]
    return with_parameters(path, ours, passed_on(query))


def _link(code: str, shelf: Shelf, now: datetime) -> Link | None:
    try:
        return shelf.links.find(code_in(code), now)
    except BadCodeError:
        return None


def _onward(link: Link, query: str) -> str:
    found = _TOKEN.search(query)
    ours = [(TOKEN_NAME, found[1] if found else ""), (CODE_NAME, link.code)]
    return with_parameters(link.destination, ours, passed_on(query))
