"""The friend's page in words: who sent me, what they say, what I get, and on which conditions."""

from dataclasses import dataclass, replace
from datetime import datetime

from referrals.model.code.gift_code import GiftCode
from referrals.model.link.link import Link
from referrals.model.people.person import Person, shown_name
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording


@dataclass(frozen=True, slots=True)
class GiftWords:
    """Either a button that asks for a code, or the code, and how it stands with it."""

    button: str
    """Empty where there is a code, or none to be had."""
    action: str
    """Where the button's form is sent."""
    code_label: str
    code: str
    """Empty before anybody asked for it, and when it is no use any more."""
    note: str
    unused: str


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
    budget: str = ""
    """That the budget is spent; empty while it isn't."""
    own_code: GiftWords | None = None
    """The friend's own code; None where the gift comes after the order."""


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


def without_budget(page: Welcome, rules: Program, words: Wording) -> Welcome:
    """The page of a program that has nothing left to give for now."""
    budget = rules.limits.budget_minor or 0
    if not rules.limits.has_line:
        return replace(page, budget=words.say("welcome_page.budget_spent"))
    used_up = words.say("promise.budget_spent", money=words.money(budget, rules.currency))
    return replace(page, budget=f"{used_up} {words.say('promise.budget_line')}")


@dataclass(frozen=True, slots=True)
class GiftWay:
    """What the page needs beside the gift itself."""

    gift: GiftCode | None
    action: str
    address: str
    """Where the shop takes the code by its own address; empty where it is typed."""


def with_gift(
    page: Welcome, rules: Program, way: GiftWay, *, words: Wording, now: datetime
) -> Welcome:
    """The page with the button that asks for a code, or with the code itself."""
    say, gift = words.say, way.gift
    unused = say("welcome_page.without_code")
    if gift is None:
        button = say("welcome_page.get_code")
        asked = GiftWords(button, way.action, "", "", "", unused)
        return replace(page, own_code=asked)
    state = gift.state(now)
    kind = "_shared" if gift.joint and gift.is_open(now) else ""
    note = say(f"welcome_page.code_{state}{kind}", date=words.date(gift.ends_at, rules.time_zone))
    if not gift.is_open(now):
        return replace(page, own_code=GiftWords("", "", "", "", note, ""))
    label = say("welcome_page.your_code")
    page = replace(page, own_code=GiftWords("", "", label, gift.text, note, unused))
    if not way.address:
        return page
    onward = say("welcome_page.continue_with_code", program=rules.name)
    return replace(page, continue_label=onward, continue_address=way.address)


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
