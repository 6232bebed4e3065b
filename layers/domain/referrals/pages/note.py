"""A page of a title and a sentence: what was done, or what was wrong."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.pages.template import the_pages


def show_note(
    event: Event,
    *,
    title: str,
    text: str,
    status: int = 200,
    own: Mapping[str, Mapping[str, Any]] | None = None,
) -> Answer:
    """`title` and `text` are names of sentences in the wordings; `own` the words of a program."""
    words = words_of(event, own)
    return the_pages().show(
        "note.html", words, status=status, title=words.say(title), text=words.say(text)
    )
