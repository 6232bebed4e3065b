"""The language of an answer: the one that its reader asks for, named in its headers."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.event import Event, headers_of
from referrals.model.words.wording import Wording, wishes, wording_of


def words_of(event: Event, own: Mapping[str, Mapping[str, Any]] | None = None) -> Wording:
    """In the language that `Accept-Language` asks for, English where we don't speak it.

    `own`: the `words` of the program whose page it is.
    """
    return wording_of(own or {}, *wishes_of(event))


def wishes_of(event: Event) -> list[str]:
    """The languages that the reader asks for, most wanted first."""
    return wishes(headers_of(event).get("accept-language", ""))


def language_headers(words: Wording) -> dict[str, str]:
    return {"content-language": words.tag, "vary": "Accept-Language"}
