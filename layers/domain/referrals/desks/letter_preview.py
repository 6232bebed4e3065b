"""A letter as it would be sent, for whoever wants to read it first: no stack, no secret."""

from datetime import datetime

from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.letter.sample import LetterPreview, sample_letter
from referrals.model.link.share import link_address
from referrals.model.program.program import Program
from referrals.providers.channels.email import render

# Addresses in a preview lead nowhere: a token of nobody's would be a lie.
_ORIGIN = "https://go.shop.example"


def preview_letter(rules: Program, topic: str, language: str, *, now: datetime) -> LetterPreview:
    made = sample_letter(rules, topic, language, now=now)
    assert made.recipient is not None
    code = made.recipient.codes.get(rules.program, "")
    addresses = LetterAddresses(
        f"{_ORIGIN}/unsubscribe",
        appeal=f"{_ORIGIN}/appeal",
        link=link_address(_ORIGIN, code) if code else "",
    )
    letter = write_letter(made, now, addresses)
    html, text = render(letter)
    return LetterPreview(topic, letter.language, letter.subject, html, text)
