"""A letter: what a person reads when something is theirs, in their language and in plain words.

It says what was earned, when it becomes theirs and why then; it never says what a friend bought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from referrals.model.delivery import Parcel
from referrals.model.facts import Topic
from referrals.model.moment import Moment
from referrals.model.person import Person
from referrals.model.wording import Wording, wording_for


class Tidings(BaseModel):
    """What an item of a letter's topic carries in `data`: ids and facts, nobody's name."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    reward: dict[str, Any] = {}
    """Terms with their kind, as the program spells them, and the `amount` they came to."""
    reward_sentence: str = ""
    """The reward type's own sentence, for kinds that have no translated one."""
    hold_until: Moment | None = None
    code: str = ""
    advocate_id: str = ""
    friend_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text in every field: whoever renders it escapes it."""

    language: str
    direction: str
    program: str
    subject: str
    greeting: str
    opening: str
    earned: str
    reward: str
    when: str
    code: str
    code_label: str
    closing: str
    footer: str
    unsubscribe_label: str
    unsubscribe_url: str


type Part = Literal["thanks", "welcome", "ready"]
# Which sentences a topic uses, and how they call the other person, if they tell of one.
PARTS: dict[str, tuple[Part, str]] = {
    Topic.ADVOCATE_THANKED: ("thanks", "friend"),
    Topic.FRIEND_WELCOMED: ("welcome", "advocate"),
    Topic.REWARD_ISSUED: ("ready", ""),
    Topic.REWARD_RELEASED: ("ready", ""),
}


def other_id(topic: str, data: dict[str, Any]) -> str:
    """Who the letter tells of, beside its reader; empty for nobody."""
    role = PARTS[topic][1] if topic in PARTS else ""
    return str(data.get(f"{role}_id") or "")


def write_letter(parcel: Parcel, now: datetime, unsubscribe_url: str) -> Letter:
    reader, item = parcel.recipient, parcel.item
    assert reader is not None
    words, tidings = wording_for(reader.locale), Tidings.model_validate(item.data)
    part, _ = PARTS[item.topic]
    program = parcel.rules.name
    return Letter(
        language=words.tag,
        direction=words.direction,
        program=program,
        subject=words.say(f"{part}.subject", program=program),
        greeting=_greeting(words, reader),
        opening=_opening(words, parcel),
        earned=words.say(f"{part}.earned"),
        reward=reward_in_words(words, tidings, parcel.rules.currency),
        when=_when(words, part, tidings, reader=reader, now=now),
        code=tidings.code,
        code_label=words.say(f"{part}.code"),
        closing=words.say(f"{part}.closing"),
        footer=words.say(f"{part}.footer", program=program),
        unsubscribe_label=words.say("letter.unsubscribe"),
        unsubscribe_url=unsubscribe_url,
    )


def reward_in_words(words: Wording, tidings: Tidings, currency: str) -> str:
    """By kind, in the reader's language; the reward type's own sentence for any other kind."""
    return terms_in_words(words, tidings.reward, currency) or tidings.reward_sentence


def terms_in_words(words: Wording, terms: dict[str, Any], currency: str) -> str:
    """Empty for a kind of reward that no language has a sentence for."""
    told = _BY_KIND.get(str(terms.get("kind")))
    return told(words, terms, currency) if told else ""


def _greeting(words: Wording, reader: Person) -> str:
    if reader.first_name:
        return words.say("letter.greeting_named", name=reader.first_name)
    return words.say("letter.greeting")


def _opening(words: Wording, parcel: Parcel) -> str:
    part, role = PARTS[parcel.item.topic]
    name = shown_name(parcel.other)
    if role and name:
        return words.say(f"{part}.opening_named", program=parcel.rules.name, **{role: name})
    return words.say(f"{part}.opening", program=parcel.rules.name)


def shown_name(person: Person | None) -> str:
    """The first name, if the person lets others read it."""
    return person.first_name if person and person.consents.show_first_name else ""


def _when(words: Wording, part: Part, tidings: Tidings, *, reader: Person, now: datetime) -> str:
    if part == "ready":
        return ""
    if tidings.hold_until is None or tidings.hold_until <= now:
        return words.say(f"{part}.ready")
    return words.say(f"{part}.held", date=words.date(tidings.hold_until, reader.time_zone))


def _store_credit(words: Wording, terms: dict[str, Any], currency: str) -> str:
    minor = terms.get("amount_minor") or terms.get("amount")
    if minor is None:
        return words.say("reward.store_credit_percent", percent=terms["percent"])
    return words.say("reward.store_credit", money=words.money(minor, currency))


def _points(words: Wording, terms: dict[str, Any], _: str) -> str:
    return words.count("reward.points", terms["amount"])


def _discount(words: Wording, terms: dict[str, Any], currency: str) -> str:
    if terms.get("percent"):
        return words.say("reward.discount_percent", percent=terms["percent"])
    amount = words.money(terms["amount_minor"], currency)
    return words.say("reward.discount_amount", money=amount)


def _gift(words: Wording, terms: dict[str, Any], _: str) -> str:
    if terms.get("name"):
        return words.say("reward.free_gift_named", name=terms["name"])
    return words.say("reward.free_gift")


_BY_KIND: dict[str, Callable[[Wording, dict[str, Any], str], str]] = {
    "store_credit": _store_credit,
    "points": _points,
    "discount_code": _discount,
    "free_gift": _gift,
}
