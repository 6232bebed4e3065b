"""A letter about a reward: what was earned, when it becomes theirs, or why it doesn't."""

from dataclasses import replace
from datetime import datetime

from referrals.model.delivery.delivery import Outgoing
from referrals.model.expiry.terms import last_moment
from referrals.model.letter.frame import is_advocate, sentence_values, with_actions, with_link
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.people.person import Person, shown_name
from referrals.model.program.program import Program
from referrals.model.words.act import held_name, opening_sentence
from referrals.model.words.decision import may_appeal, outlook_sentence, reason_sentence
from referrals.model.words.letter_data import REWARD_PARTS, LetterData, NewsPart
from referrals.model.words.reward import is_saved, terms_in_words
from referrals.model.words.wording import Wording

# Which of them have a warm subject and footer for whoever agreed to hear from the shop.
_FRIENDLY = {"thanks", "welcome", "ready"}
_REASONED = {"back", "none", "look"}
_CODELESS = {*_REASONED, "refused"}
# Good news for an advocate: the moment to have the link at hand.
_WITH_LINK = {"thanks", "ready"}


def write_reward(
    parcel: Outgoing, frame: Letter, words: Wording, *, addresses: LetterAddresses, now: datetime
) -> Letter:
    """To whoever agreed to it with a friendly word; to anybody else what is theirs, alone."""
    reader, item = parcel.recipient, parcel.item
    assert reader is not None
    letter_data = LetterData.model_validate(item.data)
    part, _ = REWARD_PARTS[item.topic]
    friendly, values = reader.consents.mail, sentence_values(parcel)
    footer = f"{part}.footer" if friendly and part in _FRIENDLY else f"service.{reader.role}"
    appeals = bool(addresses.appeal) and may_appeal(letter_data.reason, letter_data.review)
    subject = f"{part}.subject" if friendly or part not in _FRIENDLY else "service.subject"
    opening, reward = _opening(words, parcel, letter_data), ""
    if letter_data.has_remainder:
        reward = reward_in_words(words, letter_data, parcel.rules.currency)
    cheerful = friendly and part in _WITH_LINK and is_advocate(reader)
    letter = replace(
        frame,
        subject=words.say(subject, **values),
        preheader=opening,
        opening=opening,
        earned=_reward_opening(words, part, letter_data),
        reward=reward,
        text=words.say("refused.next") if part == "refused" else "",
        when=_moment_sentence(words, part, letter_data, parcel=parcel, now=now),
        code="" if part in _CODELESS else letter_data.code,
        code_label="" if part in _CODELESS else words.say(f"{part}.code"),
        closing=words.say(f"{part}.closing") if friendly else "",
        footer=words.say(footer, **values),
    )
    appeal = {"appeal.link": addresses.appeal} if appeals else {}
    letter = with_actions(letter, words, {**appeal, **parcel.content.actions})
    return with_link(letter, words, addresses) if cheerful else letter


def reward_in_words(words: Wording, letter_data: LetterData, currency: str) -> str:
    """By kind, in the reader's language; the reward type's own sentence for any other kind."""
    return terms_in_words(words, letter_data.reward, currency) or letter_data.reward_sentence


def _opening(words: Wording, parcel: Outgoing, letter_data: LetterData) -> str:
    """Who came, or why it went back; the advocate is never told what was bought or paid."""
    part, role = REWARD_PARTS[parcel.item.topic]
    if part in _REASONED:
        assert parcel.recipient is not None
        role, reason = parcel.recipient.role, letter_data.reason
        return reason_sentence(words, role, reason, letter_data.review)
    if part == "refused":
        sentence = f"refused.{letter_data.reason}"
        return words.say(sentence if words.has(sentence) else "refused.opening")
    waited = f"{words.say('letter.reviewed')} " if letter_data.reviewed else ""
    return waited + _news_sentence(words, parcel, letter_data)


def _news_sentence(words: Wording, parcel: Outgoing, letter_data: LetterData) -> str:
    part, role = REWARD_PARTS[parcel.item.topic]
    name = shown_name(parcel.other)
    names = {role: name, "program": parcel.rules.name} if role and name else {}
    if renewed := opening_sentence(words, letter_data.act, part, **names):
        return renewed
    if role and name:
        return words.say(f"{part}.opening_named", **sentence_values(parcel))
    edited = part == "again" and letter_data.reason == "edited"
    return words.say(f"{part}.opening{'_edited' * edited}")


def _reward_opening(words: Wording, part: NewsPart, letter_data: LetterData) -> str:
    """The words before the reward, or instead of it where nothing is left."""
    if part == "back" and letter_data.has_remainder:
        return words.say("back.kept")
    if part == "refused" and not letter_data.has_remainder:
        # Without terms it went where an order that was sent back had a claim on it.
        return words.say("refused.ended") if letter_data.reward else ""
    return words.say(f"{part}.earned")


def _moment_sentence(
    words: Wording, part: NewsPart, letter_data: LetterData, *, parcel: Outgoing, now: datetime
) -> str:
    reader = parcel.recipient
    assert reader is not None
    if part in _REASONED:
        zone = reader.time_zone
        return outlook_sentence(words, letter_data.reason, letter_data.review, time_zone=zone)
    if part in ("ends", "refused"):
        return _last_days(words, letter_data, parcel.rules)
    ends = _last_day(words, letter_data, reader, parcel.rules)
    if part in ("ready", "exchange"):
        return ends
    if part == "welcome" and is_saved(letter_data.reward):
        return words.say("welcome.saved")
    held_until = letter_data.hold_until
    if part == "gesture" or held_until is None or held_until <= now:
        return f"{words.say(f'{part}.ready')} {ends}".strip()
    held = held_name(letter_data.act, part)
    return words.say(held, date=words.date(held_until, reader.time_zone))


def _last_day(words: Wording, letter_data: LetterData, reader: Person, rules: Program) -> str:
    """Of the code, or of credit and points; empty for what has no end."""
    if letter_data.code and letter_data.code_ends_at:
        return words.say(
            "reward.code_ends", date=words.date(letter_data.code_ends_at, reader.time_zone)
        )
    if letter_data.ends_at is None:
        return ""
    return words.say("ends.by", date=_day(words, letter_data.ends_at, rules))


def _last_days(words: Wording, letter_data: LetterData, rules: Program) -> str:
    """One sentence for each end; the reward's own words where there are several, or a part of it
    never ends."""
    amounts = [each.amount for each in letter_data.ends]
    if amounts == [letter_data.reward.get("amount")]:
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
