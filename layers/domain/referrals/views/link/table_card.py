"""What stands on the table card of a link: the words, a QR code, and the code to say aloud."""

from datetime import datetime
from typing import NamedTuple

from referrals.model.link.link import Link
from referrals.model.link.share import link_address
from referrals.model.people.person import Person, shown_name
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording
from referrals.store.link.link import LinkNotFoundError
from referrals.views.link.link_qr import Drawing, link_qr, qr_colour

_MODULE = 4


class TableCard(NamedTuple):
    quote: str
    advocate: str
    """The first name, if friends may read it."""
    gift: str
    code: str
    address: str
    """As people type it."""


def table_card(
    link: Link,
    person: Person,
    rules: Program,
    *,
    words: Wording,
    now: datetime,
    public_url: str,
) -> TableCard:
    """LinkNotFoundError for a link that doesn't work any more: nobody prints it in vain."""
    if not link.live(now):
        raise LinkNotFoundError(f"the link {link.code} rests.", field="code")
    return TableCard(
        quote=link.words,
        advocate=shown_name(person),
        gift=_gift(link, rules, words),
        code=link.code,
        address=link_address(public_url, link.code).partition("://")[2],
    )


def table_card_qr(code: str, rules: Program, public_url: str) -> str:
    """The card's QR code as SVG, in the shop's colour where cameras read it."""
    colour = qr_colour(rules.brand.colour)
    return link_qr(public_url, code, Drawing.SVG, _MODULE, colour=colour).decode()


def _gift(link: Link, rules: Program, words: Wording) -> str:
    terms = offer_for(rules, link.code).friend.model_dump()
    return terms_in_words(words, terms, rules.currency) or link.offer
