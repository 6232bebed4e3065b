"""GET /w/{code+}: the friend's welcome. /unsubscribe: a page to read, and a POST that acts."""

from pathlib import Path
from typing import Any

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.edge.page import Pages, away, page_or_trouble
from referrals.model.delivery.unsubscribe import PURPOSE, read_unsubscribe
from referrals.steps.people.stop_mail import stop_mail
from referrals.views.link.friend_page import Elsewhere, Shelf, friend_page
from referrals.wiring import clock, keys, settings, stores

PAGES = Pages(Path(__file__).parent)


def handler(event: dict[str, Any], context: Any) -> Answer:
    handle, trouble = ROUTES[event["routeKey"]]
    return page_or_trouble(handle, trouble, event)


def welcome(event: Event) -> Answer:
    words = words_of(event)
    page = friend_page(
        event["pathParameters"]["code"],
        event.get("rawQueryString", ""),
        Shelf(stores.links(), stores.programs(), stores.people()),
        words=words,
        now=clock.now(),
    )
    if isinstance(page, Elsewhere):
        return away(page.address or settings.setting("FALLBACK_URL"))
    return PAGES.show("welcome.html", words, image=page.image, page=page)


def ask(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, and must not unsubscribe anybody."""
    token = _token(event)
    read_unsubscribe(keys.signing_keys(PURPOSE), token)
    return PAGES.show("unsubscribe.html", words_of(event), token=token)


def stop(event: Event) -> Answer:
    """One click, no sign-in (RFC 8058): from the mail program's own button, or from our page."""
    stop_mail(read_unsubscribe(keys.signing_keys(PURPOSE), _token(event)), stores.people())
    return _note(event, "unsubscribe.done", 200)


def static(event: Event) -> Answer:
    return PAGES.files.answer(event)


def to_the_shop(event: Event, status: int) -> Answer:
    """A friend is never shown an error."""
    return away(settings.setting("FALLBACK_URL"))


def trouble_page(event: Event, status: int) -> Answer:
    return _note(event, "unsubscribe.bad" if status < 500 else "trouble.text", status)


def _note(event: Event, sentence: str, status: int) -> Answer:
    words = words_of(event)
    title = "trouble.title" if sentence.startswith("trouble") else f"{sentence}_title"
    text = words.say(sentence)
    return PAGES.show("note.html", words, status=status, title=words.say(title), text=text)


def _token(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))


ROUTES = {
    "GET /w/{code+}": (welcome, to_the_shop),
    "GET /unsubscribe": (ask, trouble_page),
    "POST /unsubscribe": (stop, trouble_page),
    "GET /static/{file}": (static, trouble_page),
}
