"""A letter: what a person reads, in their own language, by the shop's own name and colours.

What is theirs is told to everybody; a friendly word goes only to whoever agreed to it. A letter
never says what a friend bought.
"""

from dataclasses import dataclass

from referrals.model.letter.brand import LetterBrand


@dataclass(frozen=True, slots=True)
class Choice:
    """A quiet link below the button."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text in every field: whoever renders it escapes it. What is empty isn't shown."""

    language: str
    direction: str
    brand: LetterBrand
    shop: str
    subject: str
    preheader: str
    """What a list of mails shows beside the subject."""
    greeting: str
    opening: str
    footer: str
    """Why it came."""
    unsubscribe_label: str
    unsubscribe_url: str
    """Empty for what was asked for a moment ago: there is nothing to stop."""
    unsubscribe_note: str = ""
    """What stopping means."""
    text: str = ""
    """A second paragraph."""
    quote: str = ""
    """A person's own words."""
    quote_by: str = ""
    earned: str = ""
    """The words before the reward, or instead of it."""
    reward: str = ""
    code: str = ""
    code_label: str = ""
    when: str = ""
    button_label: str = ""
    button_url: str = ""
    choices: tuple[Choice, ...] = ()
    link: str = ""
    """The reader's own, to share."""
    link_label: str = ""
    card_url: str = ""
    """The picture that friends see beside the link."""
    card_text: str = ""
    closing: str = ""
    signature: str = ""
    reply_note: str = ""
    postal_address: str = ""


@dataclass(frozen=True, slots=True)
class LetterAddresses:
    """Where a letter leads its reader."""

    unsubscribe: str
    appeal: str = ""
    """Of the review that its order has or had."""
    link: str = ""
    """The reader's own link, where they have one in this program."""
    card: str = ""
