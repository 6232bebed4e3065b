"""Sentences that a shop says its own way: by language, each under the name that is shipped."""

from typing import Annotated

from pydantic import AfterValidator

LONGEST_SENTENCE = 400
MOST_SENTENCES = 300
# All rules of a program are read with every order: words must not make that dear.
MOST_LETTERS = 20_000

type ChangedSentence = str | dict[str, str]
"""A text, or one for each plural form."""


def texts_of(sentence: ChangedSentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence.values())


def _require_bounds(
    words: dict[str, dict[str, ChangedSentence]],
) -> dict[str, dict[str, ChangedSentence]]:
    for language, changes in words.items():
        for name, sentence in changes.items():
            _require_plain(f"{language}, {name}", sentence)
    texts = [
        text
        for changes in words.values()
        for sentence in changes.values()
        for text in texts_of(sentence)
    ]
    if len(texts) > MOST_SENTENCES or sum(map(len, texts)) > MOST_LETTERS:
        raise ValueError(
            f"these are too many; change at most {MOST_SENTENCES} sentences of "
            f"{MOST_LETTERS} letters in all"
        )
    return words


def _require_plain(place: str, sentence: ChangedSentence) -> None:
    for text in texts_of(sentence):
        if not text.strip() or len(text) > LONGEST_SENTENCE:
            raise ValueError(f"{place} has no fit length; use 1 to {LONGEST_SENTENCE} letters")
        if not text.isprintable() or set(text) & set("<>"):
            raise ValueError(
                f"{place} has markup, a line break or a hidden character; write plain text in one "
                "line"
            )


type ProgramWords = Annotated[
    dict[str, dict[str, ChangedSentence]], AfterValidator(_require_bounds)
]
