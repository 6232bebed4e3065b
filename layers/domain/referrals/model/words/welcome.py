"""The friend's page in words: who sent me, what they say, what I get, and on which conditions."""

from dataclasses import dataclass

from referrals.model.link.link import Link
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.words.letter import shown_name
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Welcome:
    """Plain text in every field: whoever renders it escapes it."""

    language: str
    direction: str
    title: str
    sent_by: str
    advocate: str
    """The advocate's first name; empty unless they let friends read it."""
    quote: str
    gift_label: str
    gift: str
    condition: str
    window: str
    privacy: str
    continue_label: str
    continue_address: str
    image: str


def welcome(
    link: Link, rules: Program, advocate: Person | None, *, words: Wording, address: str
) -> Welcome:
    """`address` is where the button leads; the offer is the one that this link pays."""
    name = shown_name(advocate)
    terms = offer_for(rules, link.code).friend.model_dump()
    return Welcome(
        language=words.tag,
        direction=words.direction,
        title=_personal_sentence(words, "welcome_page.title", name),
        sent_by=_personal_sentence(words, "welcome_page.from", name, program=rules.name),
        advocate=name,
        quote=link.words,
        gift_label=words.say("welcome_page.gift"),
        gift=terms_in_words(words, terms, rules.currency) or link.offer,
        condition=_condition(words, rules),
        window=words.count("welcome_page.window", rules.attribution.window_days),
        privacy=words.say("welcome_page.privacy"),
        continue_label=words.say("welcome_page.continue", program=rules.name),
        continue_address=address,
        image=link.image or rules.sharing.image,
    )


def _personal_sentence(words: Wording, sentence: str, name: str, **values: str) -> str:
    if not name:
        return words.say(sentence, **values)
    return words.say(f"{sentence}_named", advocate=name, **values)


def _condition(words: Wording, rules: Program) -> str:
    which = "first" if rules.qualifies.on == "first_purchase" else "any"
    if not rules.qualifies.minimum_minor:
        return words.say(f"welcome_page.condition_{which}")
    least = words.money(rules.qualifies.minimum_minor, rules.currency)
    return words.say(f"welcome_page.condition_{which}_minimum", money=least)
