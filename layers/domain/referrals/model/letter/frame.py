"""What every letter has around its news: a greeting, a signature, and the small print below."""

from collections.abc import Mapping
from dataclasses import replace

from referrals.model.delivery.delivery import LetterKind, Outgoing
from referrals.model.delivery.unsubscribe import ways_out
from referrals.model.letter.brand import letter_brand
from referrals.model.letter.letter import Choice, Letter, LetterAddresses
from referrals.model.people.person import Person, Role, shown_name
from referrals.model.words.letter_data import PARTS, kind_of, stop_link_of
from referrals.model.words.wording import Wording


def frame_of(parcel: Outgoing, words: Wording, addresses: LetterAddresses) -> Letter:
    """The letter without its news."""
    reader, rules = parcel.recipient, parcel.rules
    assert reader is not None
    kind, shop = kind_of(parcel.item.topic), rules.shop_name
    stoppable = kind is not LetterKind.SIGN_IN
    way = ways_out(stop_link_of(parcel.item.topic, reader.person_id).kind)[0]
    return Letter(
        language=words.tag,
        direction=words.direction,
        brand=letter_brand(rules),
        shop=shop,
        subject="",
        preheader="",
        greeting=_greeting(words, reader),
        opening="",
        footer="",
        unsubscribe_label=words.say(f"letter.stop_{way}") if stoppable else "",
        unsubscribe_url=addresses.unsubscribe if stoppable else "",
        unsubscribe_note=words.say(f"letter.stop_{way}_note") if stoppable else "",
        signature=rules.mail.signature or shop,
        reply_note=words.say("letter.reply") if rules.mail.reply_to else "",
        postal_address=rules.mail.postal_address,
    )


def sentence_values(parcel: Outgoing) -> dict[str, str]:
    """What fills the gaps of its sentences. The other person's first name is among it only where
    they let it be read."""
    _, role = PARTS[parcel.item.topic]
    name = shown_name(parcel.other)
    named = {role: name} if role and name else {}
    rules = parcel.rules
    return {"program": rules.name, "shop": rules.shop_name, **named, **parcel.content.values}


def with_actions(letter: Letter, words: Wording, actions: Mapping[str, str]) -> Letter:
    """Sentence name to address: the first is the button, others are quiet links below it."""
    choices = tuple(Choice(words.say(name), url) for name, url in actions.items())
    if not choices:
        return letter
    button, *others = choices
    return replace(letter, button_label=button.label, button_url=button.url, choices=tuple(others))


def with_link(letter: Letter, words: Wording, addresses: LetterAddresses) -> Letter:
    """The letter with its reader's own link and card; as it is for who has no link."""
    if not addresses.link:
        return letter
    return replace(
        letter,
        link=addresses.link,
        link_label=words.say("letter.link"),
        card_url=addresses.card,
        card_text=words.say("letter.card", shop=letter.shop),
    )


def _greeting(words: Wording, reader: Person) -> str:
    if reader.first_name:
        return words.say("letter.greeting_named", name=reader.first_name)
    return words.say("letter.greeting")


def is_advocate(reader: Person) -> bool:
    return reader.role is Role.ADVOCATE
