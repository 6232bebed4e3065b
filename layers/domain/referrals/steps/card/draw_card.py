"""Draws the card that a link should have, and removes those that no link has any more.

Safe to repeat: a card's name follows from what is on it, and a link that has it is left alone.
"""

from collections.abc import Callable
from typing import NamedTuple

from awswire.codec import Item
from referrals.model.card.card import CardFacts, card_name
from referrals.model.card.card_facts import card_facts
from referrals.model.link.link import LinkStatus
from referrals.store.card.card_file import CardFiles
from referrals.store.link.link import Links, card_in, code_in_item
from referrals.store.people.person import People, person_id_in
from referrals.store.program.program import Programs


class CardDesk(NamedTuple):
    """What cards are drawn with."""

    links: Links
    programs: Programs
    people: People
    files: CardFiles
    draw: Callable[[CardFacts], bytes]


def follow_change(new: Item, old: Item, desk: CardDesk) -> int:
    """How many cards were drawn because a link or a person is as `new`, and was as `old`."""
    person_id, code = person_id_in(new), code_in_item(new)
    if person_id:
        return draw_cards_of(person_id, desk)
    drawn = draw_card(code, desk) if code else ""
    former = card_in(old)
    if former and former != card_in(new) and not _is_card_of(code, former, desk):
        desk.files.remove(former)
    return int(bool(drawn))


def _is_card_of(code: str, name: str, desk: CardDesk) -> bool:
    """Whether the link has it again by now: words may come back to what they were."""
    link = desk.links.find(code, consistent=True) if code else None
    return link is not None and link.card == name


def draw_card(code: str, desk: CardDesk) -> str:
    """The name of the card that was drawn; empty where nothing had to be."""
    link = desk.links.find(code, consistent=True)
    if link is None or link.status is LinkStatus.CLOSED:
        return ""
    program = desk.programs.find(link.program_id)
    if program is None:
        return ""
    facts = card_facts(link, program.rules, desk.people.find(link.advocate_id))
    name = card_name(code, facts)
    if name == link.card:
        return ""
    desk.files.put(name, desk.draw(facts))
    if desk.links.refresh(link, card=name):
        return name
    # Its words were changed meanwhile, or it was closed: another change comes, and this one's
    # words must not stay behind.
    desk.files.remove(name)
    return ""


def draw_cards_of(advocate_id: str, desk: CardDesk) -> int:
    """Of all their links: what they let others read may have changed."""
    return sum(bool(draw_card(link.code, desk)) for link in desk.links.of_advocate(advocate_id))
