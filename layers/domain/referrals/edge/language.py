"""The language of an answer: the one that its reader asks for, named in its headers."""

from referrals.edge.event import Event, headers_of
from referrals.model.words.wording import Wording, wishes, wording_for


def words_of(event: Event) -> Wording:
    """In the language that `Accept-Language` asks for, English where we don't speak it."""
    return wording_for(*wishes(headers_of(event).get("accept-language", "")))


def wishes_of(event: Event) -> list[str]:
    """The languages that the reader asks for, most wanted first."""
    return wishes(headers_of(event).get("accept-language", ""))


def language_headers(words: Wording) -> dict[str, str]:
    return {"content-language": words.tag, "vary": "Accept-Language"}
