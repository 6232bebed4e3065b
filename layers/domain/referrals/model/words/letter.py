"""A letter: what a person reads when something is theirs, or went back, in their own language.

It says what was earned, when it becomes theirs, or why it doesn't; never what a friend bought.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from referrals.model.delivery.delivery import Outgoing, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.delivery.outgoing import code_end
from referrals.model.expiry.terms import last_moment
from referrals.model.moment import Moment
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.reward.grant import Grant
from referrals.model.words.decision import outlook_sentence, reason_sentence
from referrals.model.words.reward import is_saved, terms_in_words
from referrals.model.words.wording import Wording, wording_for


class EndingPart(BaseModel):
    model_config = ConfigDict(frozen=True)
    ends_at: Moment
    amount: int


class LetterData(BaseModel):
    """What an item of a letter's topic carries in `data`: ids and facts, nobody's name."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    reward: dict[str, Any] = {}
    """Terms with their kind, as the program spells them, and the `amount` they came to."""
    reward_sentence: str = ""
    """The reward type's own sentence, for kinds that have no translated one."""
    reason: str = ""
    """Why it went back, or why there is none; snake_case."""
    hold_until: Moment | None = None
    ends_at: Moment | None = None
    """The end of what is theirs from now on."""
    ends: tuple[EndingPart, ...] = ()
    """What a warning is about."""
    code: str = ""
    code_ends_at: Moment | None = None
    """The moment from which on the code counts no more."""
    advocate_id: str = ""
    friend_id: str = ""

    @property
    def has_remainder(self) -> bool:
        """Whether something of it stands."""
        return bool(self.reward or self.reward_sentence) and self.reward.get("amount") != 0


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


type LetterPart = Literal[
    "thanks", "welcome", "ready", "back", "none", "again", "ends", "gesture", "exchange"
]
# Which sentences a topic uses, and how they call the other person, if they tell of one.
PARTS: dict[str, tuple[LetterPart, str]] = {
    Topic.ADVOCATE_THANKED: ("thanks", "friend"),
    Topic.FRIEND_WELCOMED: ("welcome", "advocate"),
    Topic.REWARD_ISSUED: ("ready", ""),
    Topic.REWARD_RELEASED: ("ready", ""),
    Topic.REWARD_REVERSED: ("back", ""),
    Topic.REWARD_WITHHELD: ("none", ""),
    Topic.REWARD_RESTORED: ("again", ""),
    Topic.VALUE_ENDING: ("ends", ""),
    Topic.VALUE_GIVEN: ("gesture", ""),
    Topic.VALUE_EXCHANGED: ("exchange", ""),
}
# Which of them have a warm subject and footer for whoever agreed to hear from the shop.
_FRIENDLY = {"thanks", "welcome", "ready"}
_REASONED = {"back", "none"}
# Of what was: once a reader is found, the first letter tells what is, or the next decision does.
_HISTORY = {
    Topic.REWARD_REVERSED,
    Topic.REWARD_RESTORED,
    Topic.REWARD_WITHHELD,
    Topic.VALUE_ENDING,
}


def is_service(topic: str) -> bool:
    """Whether it tells only what somebody earned or lost, or why not. Every letter so far does; a
    friendly one to come doesn't, and goes only to people who agreed (`did_not_agree`)."""
    return topic in PARTS


def other_person_id(topic: str, data: dict[str, Any]) -> str:
    """The id of the person whom the letter tells its reader of; empty for nobody."""
    role = PARTS[topic][1] if topic in PARTS else ""
    return str(data.get(f"{role}_id") or "")


def refresh_letter(item: OutboxItem, grant: Grant | None) -> OutboxItem | Skipped:
    """The letter brought up to date with `grant`, after a wait for its reader's address."""
    if item.topic in _HISTORY:
        return Skipped("told_as_it_stands")
    if grant is None:
        return item
    side = next((each for each in grant.sides if each.name == item.data.get("side")), None)
    if side is None or not side.remaining:
        return Skipped("reversed")
    data = {**item.data, "code": side.code, **code_end(side)}
    if side.is_counted:
        data["reward"] = {**data.get("reward", {}), "amount": side.remaining}
    return item.model_copy(update={"data": data})


def write_letter(parcel: Outgoing, now: datetime, unsubscribe_url: str) -> Letter:
    """To whoever agreed to it with a friendly word; to anybody else what is theirs, alone."""
    reader, item = parcel.recipient, parcel.item
    assert reader is not None
    words, letter_data = wording_for(reader.locale), LetterData.model_validate(item.data)
    part, _ = PARTS[item.topic]
    friendly, program = reader.consents.mail, parcel.rules.name
    footer = f"{part}.footer" if friendly and part in _FRIENDLY else f"service.{reader.role}"
    subject = f"{part}.subject" if friendly or part not in _FRIENDLY else "service.subject"
    return Letter(
        language=words.tag,
        direction=words.direction,
        program=program,
        subject=words.say(subject, program=program),
        greeting=_greeting(words, reader),
        opening=_opening(words, parcel, letter_data),
        earned=_reward_opening(words, part, letter_data),
        reward=reward_in_words(words, letter_data, parcel.rules.currency)
        if letter_data.has_remainder
        else "",
        when=_moment_sentence(words, part, letter_data, parcel=parcel, now=now),
        code="" if part in _REASONED else letter_data.code,
        code_label="" if part in _REASONED else words.say(f"{part}.code"),
        closing=words.say(f"{part}.closing") if friendly else "",
        footer=words.say(footer, program=program),
        unsubscribe_label=words.say("letter.unsubscribe"),
        unsubscribe_url=unsubscribe_url,
    )


def reward_in_words(words: Wording, letter_data: LetterData, currency: str) -> str:
    """By kind, in the reader's language; the reward type's own sentence for any other kind."""
    return terms_in_words(words, letter_data.reward, currency) or letter_data.reward_sentence


def _greeting(words: Wording, reader: Person) -> str:
    if reader.first_name:
        return words.say("letter.greeting_named", name=reader.first_name)
    return words.say("letter.greeting")


def _opening(words: Wording, parcel: Outgoing, letter_data: LetterData) -> str:
    """Who came, or why it went back; the advocate never learns what was bought or paid."""
    part, role = PARTS[parcel.item.topic]
    if part in _REASONED:
        assert parcel.recipient is not None
        return reason_sentence(words, parcel.recipient.role, letter_data.reason)
    name = shown_name(parcel.other)
    if role and name:
        return words.say(f"{part}.opening_named", program=parcel.rules.name, **{role: name})
    edited = part == "again" and letter_data.reason == "edited"
    return words.say(f"{part}.opening{'_edited' * edited}")


def _reward_opening(words: Wording, part: LetterPart, letter_data: LetterData) -> str:
    """The words before the reward, or instead of it where nothing is left."""
    return words.say(
        f"{part}.kept" if part == "back" and letter_data.has_remainder else f"{part}.earned"
    )


def shown_name(person: Person | None) -> str:
    """The first name, if the person lets others read it."""
    return person.first_name if person and person.consents.show_first_name else ""


def _moment_sentence(
    words: Wording, part: LetterPart, letter_data: LetterData, *, parcel: Outgoing, now: datetime
) -> str:
    if part in _REASONED:
        return outlook_sentence(words, letter_data.reason)
    if part == "ends":
        return _last_days(words, letter_data, parcel.rules)
    reader = parcel.recipient
    assert reader is not None
    ends = _last_day(words, letter_data, parcel.rules)
    if letter_data.code and letter_data.code_ends_at:
        date = words.date(letter_data.code_ends_at, reader.time_zone)
        ends = words.say("reward.code_ends", date=date)
    if part in ("ready", "exchange"):
        return ends
    if part == "welcome" and is_saved(letter_data.reward):
        return words.say("welcome.saved")
    held_until = letter_data.hold_until
    if part == "gesture" or held_until is None or held_until <= now:
        return f"{words.say(f'{part}.ready')} {ends}".strip()
    return words.say(f"{part}.held", date=words.date(held_until, reader.time_zone))


def _last_day(words: Wording, letter_data: LetterData, rules: Program) -> str:
    if letter_data.ends_at is None:
        return ""
    return words.say("ends.by", date=_day(words, letter_data.ends_at, rules))


def _last_days(words: Wording, letter_data: LetterData, rules: Program) -> str:
    """One sentence for each end; the reward's own words where there are several."""
    if len(letter_data.ends) == 1:
        return words.say("ends.by", date=_day(words, letter_data.ends[0].ends_at, rules))
    return " ".join(
        words.say(
            "ends.part",
            reward=terms_in_words(
                words, {**letter_data.reward, "amount": each.amount}, rules.currency
            ),
            date=_day(words, each.ends_at, rules),
        )
        for each in letter_data.ends
    )


def _day(words: Wording, ends_at: datetime, rules: Program) -> str:
    """The last day, as the program counts days: where its shop is."""
    return words.date(last_moment(ends_at), rules.time_zone)
