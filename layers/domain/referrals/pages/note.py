"""A page of a title and a sentence: what was done, or what was wrong."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.brand.page_brand import PageBrand
from referrals.pages.program_look import look_at
from referrals.pages.template import the_pages


def show_note(
    event: Event,
    *,
    title: str,
    text: str,
    status: int = 200,
    own: Mapping[str, Mapping[str, Any]] | None = None,
    program_id: str = "",
) -> Answer:
    """`title` and `text` are names of sentences in the wordings; `own` the words of a program,
    and `program_id` the one whose page it is, where the address doesn't say it.
    """
    brand = look_at(event, program_id).brand
    return show_plain_note(event, title=title, text=text, status=status, own=own, brand=brand)


def show_plain_note(
    event: Event,
    *,
    title: str,
    text: str,
    status: int = 200,
    own: Mapping[str, Mapping[str, Any]] | None = None,
    brand: PageBrand | None = None,
) -> Answer:
    """The same without asking whose page it is."""
    words = words_of(event, own)
    said: dict[str, Any] = {"title": words.say(title), "text": words.say(text)}
    return the_pages().show("note.html", words, status=status, brand=brand, **said)
