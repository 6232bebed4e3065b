"""Sentences a merchant changes: what would break a page or a letter is refused, with a remedy."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.program.fault import Fault
from referrals.model.setting.form_of_address import ADDRESS, FORMAL
from referrals.model.setting.words import LONGEST_SENTENCE, MOST_SENTENCES
from referrals.steps.program.check_draft import check_draft
from referrals.steps.program.check_words import check_words, gaps_of
from tests.world import rules

POINTS = {"one": "ein Krümel", "other": "{count} Krümel"}


def faults(words: dict[str, Any]) -> tuple[Fault, ...]:
    return tuple(check_words(rules(words=words)))


def fault(words: dict[str, Any]) -> tuple[str, str, str]:
    (only,) = faults(words)
    return only.field, only.code, only.remedy


def test_what_fits_is_taken() -> None:
    own = {ADDRESS: FORMAL, "letter.greeting": "Servus,", "reward.points": POINTS}

    assert faults({"de": own, "fr": {"address": "informal"}}) == ()


@pytest.mark.parametrize(
    ("language", "name", "sentence", "field", "code", "remedy"),
    [
        ("nl", "letter.greeting", "Hoi", "words.nl", "unknown_language", "Use one of ar, de"),
        ("de", "letter.greting", "Hoi", "words.de.letter.greting", "unknown_sentence", "Did you"),
        ("de", "date.pattern", "x", "words.de.date.pattern", "unknown_sentence", ""),
        ("de", "zzz", "x", "words.de.zzz", "unknown_sentence", "`goodword words list`"),
        ("de", "address", "stiff", "words.de.address", "unknown_address", "Use formal, informal."),
        ("en", "address", "formal", "words.en.address", "one_address", "Remove it: only de, es"),
        ("de", "letter.greeting", "Hallo {name}", "words.de.letter.greeting", "unknown_gap", "The"),
        (
            "de",
            "letter.greeting_named",
            "Hallo!",
            "words.de.letter.greeting_named",
            "missing_gap",
            "The gaps here: {name}.",
        ),
        ("de", "letter.greeting", "{", "words.de.letter.greeting", "bad_gap", "Write gaps as"),
        ("de", "thanks.held", "{date!r}", "words.de.thanks.held", "bad_gap", "Write gaps as"),
        ("de", "thanks.held", "{date.year}", "words.de.thanks.held", "bad_gap", "Write gaps as"),
        ("de", "thanks.held", "{date:x}", "words.de.thanks.held", "bad_gap", "Write gaps as"),
        (
            "de",
            "reward.points",
            "viele",
            "words.de.reward.points",
            "other_shape",
            "Write one",
        ),
        (
            "de",
            "letter.greeting",
            POINTS,
            "words.de.letter.greeting",
            "other_shape",
            "Write one",
        ),
        (
            "ar",
            "reward.points",
            POINTS,
            "words.ar.reward.points",
            "plural_forms",
            "Write ze",
        ),
        (
            "de",
            "reward.points",
            {"one": "ein Krümel", "other": "Krümel"},
            "words.de.reward.points.other",
            "missing_gap",
            "The gaps here: {count}.",
        ),
    ],
)
def test_what_would_break_a_page_is_refused(
    language: str, name: str, sentence: Any, field: str, code: str, remedy: str
) -> None:
    found = fault({language: {name: sentence}})

    assert found[:2] == (field, code)
    assert found[2].startswith(remedy)


@pytest.mark.parametrize(
    "sentence",
    ["", "  ", "x" * (LONGEST_SENTENCE + 1), "<b>Hi</b>", "Hi\nBcc: all@example.com", "a\u202eb"],
)
def test_a_sentence_is_plain_text_of_a_fit_length(sentence: str) -> None:
    with pytest.raises(ValidationError):
        rules(words={"de": {"letter.greeting": sentence}})


def test_there_is_an_end_to_the_sentences_changed() -> None:
    many = {f"letter.s{number}": "x" for number in range(MOST_SENTENCES + 1)}

    with pytest.raises(ValidationError):
        rules(words={"de": many})


def test_a_draft_tells_its_bad_sentences_with_all_other_faults() -> None:
    draft = rules().model_dump(mode="json") | {
        "words": {"de": {"letter.greting": "Hoi", "thanks.held": "Bald."}},
        "mail": {"reply_to": "nobody", "test_to": ["mia@shop.example"]},
    }

    program, found = check_draft(draft)

    assert program is None
    assert [each.field for each in found] == [
        "mail.reply_to",
        "words.de.letter.greting",
        "words.de.thanks.held",
    ]


def test_gaps_are_the_names_between_braces() -> None:
    assert gaps_of("{a} and {b_c}, {{not}}") == {"a", "b_c"}
