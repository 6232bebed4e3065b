"""A letter whose sentences are found by their names: any letter that isn't about a reward.

Of its part in the wordings it takes `subject`, `opening` (or `opening_named`, where the other
person may be named), `text`, `after` (below a quote), `code`, `closing` and `footer`; all but
subject, opening and footer may be missing. The labels of its addresses are sentences of their
names.
"""

from dataclasses import replace

from referrals.model.delivery.delivery import Outgoing
from referrals.model.letter.frame import sentence_values, with_link
from referrals.model.letter.letter import Choice, Letter, LetterAddresses
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import Wording


def write_plain(
    parcel: Outgoing, frame: Letter, words: Wording, *, addresses: LetterAddresses
) -> Letter:
    part, role = PARTS[parcel.item.topic]
    content, values = parcel.content, sentence_values(parcel)

    def say(name: str) -> str:
        sentence = f"{part}.{name}"
        return words.say(sentence, **values) if words.has(sentence) else ""

    named = role in values and words.has(f"{part}.opening_named")
    opening = say("opening_named" if named else "opening")
    choices = tuple(Choice(say(name), url) for name, url in content.actions.items())
    button = choices[0] if choices else Choice("", "")
    letter = replace(
        frame,
        subject=words.say(f"{part}.subject", **values),
        preheader=say("preheader") or opening,
        opening=opening,
        text=say("text"),
        quote=words.say("letter.quote", words=content.quote) if content.quote else "",
        quote_by=content.quote_by,
        earned=say("after"),
        code=content.code,
        code_label=say("code") if content.code else "",
        button_label=button.label,
        button_url=button.url,
        choices=choices[1:],
        closing=say("closing"),
        footer=words.say(f"{part}.footer", **values),
    )
    return with_link(letter, words, addresses) if content.with_link else letter
