"""What a program says another way than is shipped: for whoever is about to apply it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from referrals.model.setting.form_of_address import ADDRESS
from referrals.model.setting.mail import MailSettings
from referrals.model.words.wording import wording_in


@dataclass(frozen=True, slots=True)
class WordChange:
    language: str
    sentence: str
    shipped: str
    own: str


def word_changes(words: Mapping[str, Mapping[str, Any]]) -> tuple[WordChange, ...]:
    """Every sentence that differs, as it is shipped in the program's form of address."""
    return tuple(change for tag in words for change in _changes_in(tag, words[tag]))


def _changes_in(tag: str, changes: Mapping[str, Any]) -> Iterator[WordChange]:
    shipped = wording_in(tag, str(changes.get(ADDRESS, ""))).words
    usual = wording_in(tag, "").words["language"].get(ADDRESS, "")
    for name, own in changes.items():
        part, _, rest = name.partition(".")
        before = usual if name == ADDRESS else shipped[part][rest]
        yield WordChange(tag, name, _in_one_line(before), _in_one_line(own))


def _in_one_line(sentence: Any) -> str:
    return " | ".join(sentence.values()) if isinstance(sentence, dict) else str(sentence)


def mail_sentences(mail: MailSettings) -> Iterator[str]:
    """In English, as all of the plan."""
    if mail.signature:
        yield f"Letters are signed by {mail.signature}."
    else:
        yield "Letters are signed with the shop's name; mail.signature names a person."
    if mail.reply_to:
        yield f"Answers to letters reach {mail.reply_to}."
    if not mail.postal_address:
        yield "Letters carry no postal address; some countries ask for mail.postal_address."
