"""What a link's card says: by its program's rules, and by what its advocate let others read."""

from referrals.model.card.card import CardFacts
from referrals.model.card.letter_width import is_drawable, plain_text
from referrals.model.link.link import Link
from referrals.model.people.person import Person, shown_name
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import wording_of


def card_facts(link: Link, rules: Program, advocate: Person | None) -> CardFacts:
    """In the advocate's language, as their words are. What no font of cards has is left out."""
    words = wording_of(rules.words, advocate.locale if advocate else "")
    name = _drawable(shown_name(advocate))
    title = "welcome_page.title_named" if name else "welcome_page.title"
    terms = offer_for(rules, link.code).friend.model_dump()
    return CardFacts(
        words=_drawable(link.words),
        title=words.say(title, advocate=name) if name else words.say(title),
        advocate=name,
        shop_name=_drawable(rules.shop_name),
        offer=_drawable(terms_in_words(words, terms, rules.currency) or link.offer),
        direction=words.direction,
        colour=rules.brand.colour,
        font=rules.brand.font,
    )


def _drawable(text: str) -> str:
    plain = plain_text(text)
    return plain if is_drawable(plain) else ""
