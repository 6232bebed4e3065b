"""Pages as their readers see them: what answers to events/portal|friend/<name>.json."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from functions.advocate import app as advocate_app
from functions.friend import app as friend_app
from functions.portal import app as portal_app
from functions.stories import app as stories_app
from tests.template import ROOT

EVENTS = ROOT / "events/portal"
FRIENDS_EVENTS = ROOT / "events/friend"
# Every function with pages for people: a request finds its page as it does behind the gateway.
DOORS = (advocate_app, friend_app, portal_app, stories_app)
AFTER_THE_ORDER = {
    "goals": 200,
    "goals_unknown_program": 404,
    "arrival": 200,
    "arrival_bad_link": 400,
    "arrival_claim": 404,  # no order is there; test_portal_arrival.py has the other cases
    "arrival_claim_unknown_code": 404,
    "arrival_from_letter": 200,
    "arrival_join": 404,
    "arrival_unknown_form": 404,
    "arrival_thanks": 303,
    "note": 404,  # nobody wrote one; test_portal_note.py has the other cases
    "note_bad_link": 400,
    "note_reply": 404,
    "note_unknown_form": 404,
}
"""Answers of the pages after the order, where no order is known."""


class PortalPage(HTMLParser):
    """What a browser would make of the answer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def first(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.tags if name == tag)

    def button(self) -> str:
        return next(
            a["href"] or ""
            for _, a in self.tags
            if "href" in a and "button" in (a.get("class") or "")
        )


def event(name: str) -> dict[str, Any]:
    paths = (folder / f"{name}.json" for folder in (FRIENDS_EVENTS, EVENTS))
    text = next(path.read_text() for path in paths if path.exists())
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The door whose route it is."""
    door = next(door for door in DOORS if event["routeKey"] in door.ROUTES)
    told: dict[str, Any] = door.handler(event, context)
    return told


def request_event(method: str, address: str, headers: dict[str, str], body: str) -> dict[str, Any]:
    """The HTTP API's event for a request: an example's, with this request's own parts."""
    parts = urlsplit(address)
    route, given = next(_matches(method, parts.path), ("$default", {}))
    return {
        **event("welcome"),
        "routeKey": route,
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "queryStringParameters": dict(parse_qsl(parts.query)),
        "pathParameters": given,
        "headers": headers,
        "body": body,
    }


def _matches(method: str, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Routes that take a path, with what they take of it: the one that names most, first."""
    every = (route for door in DOORS for route in door.ROUTES)
    for route in sorted(every, key=lambda route: (route.count("{"), "+}" in route)):
        pattern = re.sub(r"\{(\w+)\+\}", r"(?P<\1>.+)", route)
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
        if found := re.fullmatch(pattern, f"{method} {path}"):
            yield route, found.groupdict()


def answer(name: str) -> dict[str, Any]:
    return handler(event(name), None)


def page(name: str) -> PortalPage:
    return PortalPage(answer(name)["body"])


def pressed(page: PortalPage, **headers: str) -> str:
    """Where the friend's page's button leads in the end."""
    asked = request_event("GET", page.button(), {**event("go_on")["headers"], **headers}, "")
    told: str = handler(asked, None)["headers"]["location"]
    return told
