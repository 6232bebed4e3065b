"""The language of an answer: the one that its reader asks for, named in its headers."""

from referrals.edge.event import Event, headers_of
from referrals.model.words.wording import Wording, wishes, wording_for


def words_of(event: Event) -> Wording:
    """In the language that `Accept-Language` asks for, English where we don't speak it."""
    return wording_for(*wishes(headers_of(event).get("accept-language", "")))


def lazy_words_of(event: Event) -> Wording:
    """The same, for a page that says little and must be there soon."""
    from referrals.model.words.lazy_part import lazy_wording_for

    return lazy_wording_for(*wishes(headers_of(event).get("accept-language", "")))


def language_headers(words: Wording) -> dict[str, str]:
    return {"content-language": words.tag, "vary": "Accept-Language"}
