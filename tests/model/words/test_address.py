"""Du and Sie, tu and vous, tú and usted: each language speaks one way throughout, and both ways."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from referrals.model.words.wording import (
    ADDRESS_FOLDER,
    FOLDER,
    languages,
    languages_of_two_addresses,
    sentences_of,
    wording,
    wording_in,
)

FORMS = ("formal", "informal")
# What betrays the other form; at the start of a German sentence `Sie` may be an order.
FORMAL = {
    "de": re.compile(r"(?<![.!?:] )(?<!^)\b(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b"),
    "fr": re.compile(r"\b([Vv]ous (?!récompense tous)|[Vv]otre|[Vv]os)\b"),
    "es": re.compile(r"\b([Uu]sted|[Uu]stedes)\b"),
}
INFORMAL = {
    "de": re.compile(r"\b([Dd]u|[Dd]ir|[Dd]ich|[Dd]eine?[mnrs]?)\b"),
    "fr": re.compile(r"\b([Tt]u|[Tt]oi|[Tt]on|[Tt]a|[Tt]es|[Tt]e|[Tt]ien)\b|\b[Tt]’"),
    "es": re.compile(r"\b([Tt]ú|[Tt]us?|[Tt]i|[Tt]e|[Tt]uy[oa]s?)\b"),
}
# What one friend says to another; no shop's form of address changes that.
BETWEEN_FRIENDS = re.compile(r"arrival\.opening_\d|share\.\w+|nudge_page\.share(_subject)?")


def texts(sentence: Any) -> tuple[str, ...]:
    return tuple(sentence.values()) if isinstance(sentence, dict) else (sentence,)


def sentences_in(tag: str, address: str) -> dict[str, Any]:
    words = wording_in(tag, address).words
    spoken = {part for path in (ADDRESS_FOLDER / tag).iterdir() for part in parts_beside(path)}
    names = [split(name) for name in sentences_of(tag)]
    return {f"{part}.{rest}": words[part][rest] for part, rest in names if part in spoken}


def parts_beside(path: Path) -> list[str]:
    """Of the subject that speaks both ways."""
    return list(tomllib.loads((FOLDER / path.parent.name / path.name).read_text("utf-8")))


def split(name: str) -> tuple[str, str]:
    part, _, rest = name.partition(".")
    return part, rest


def saying(told: dict[str, Any], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {text}"
        for name, sentence in told.items()
        if not BETWEEN_FRIENDS.fullmatch(name)
        for text in texts(sentence)
        if pattern.search(text)
    ]


def test_three_languages_have_two_forms_of_address() -> None:
    assert languages_of_two_addresses() == FORMAL.keys() == INFORMAL.keys()
    assert languages_of_two_addresses() < set(languages())


@pytest.mark.parametrize("tag", FORMAL)
def test_friends_are_never_addressed_as_strangers(tag: str) -> None:
    assert saying(sentences_in(tag, "informal"), FORMAL[tag]) == []


@pytest.mark.parametrize("tag", FORMAL)
def test_strangers_are_never_addressed_as_friends(tag: str) -> None:
    assert saying(sentences_in(tag, "formal"), INFORMAL[tag]) == []


@pytest.mark.parametrize("tag", FORMAL)
def test_both_forms_say_every_sentence(tag: str) -> None:
    formal, informal = (sentences_in(tag, form) for form in FORMS)
    differing = [name for name, sentence in formal.items() if informal[name] != sentence]

    assert len(differing) > 80
    assert formal.keys() == informal.keys()


def test_every_subject_that_addresses_its_reader_speaks_both_ways() -> None:
    for tag, pattern in {**FORMAL, "es": INFORMAL["es"]}.items():
        one_way = wording(tag).words.keys() - {split(name)[0] for name in sentences_in(tag, "")}
        told = {name: text for name, text in sentences_of(tag).items() if split(name)[0] in one_way}

        assert saying(told, pattern) == []


def test_a_language_with_one_form_of_address_has_no_other() -> None:
    assert wording_in("en", "formal").words == wording("en").words
