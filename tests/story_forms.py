"""The form of a story as a browser sends it to functions/stories, and what comes back."""

import base64
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from functions.stories.app import handler
from referrals.model.story.story import Story
from referrals.wiring import story_stores
from tests.portal import PortalPage
from tests.stories import WORDS
from tests.wall import event

FORM = {
    "form": "one",
    "text": WORDS,
    "language": "en",
    "product": "Rye",
    "name_form": "first_name",
    "uses": ["wall"],
}


def post(name: str = "own_send", **changes: Any) -> dict[str, Any]:
    body = urlencode({**FORM, "act": "send", **changes}, doseq=True)
    return handler({**event(name), "body": base64.b64encode(body.encode()).decode()}, None)


def look(name: str = "own_form", **query: str) -> dict[str, Any]:
    asked = event(name)
    asked["queryStringParameters"] = {**(asked.get("queryStringParameters") or {}), **query}
    return handler(asked, None)


def text_of(told: dict[str, Any]) -> str:
    return PortalPage(told["body"]).text


def stories(person_id: str = "adv_ada") -> list[Story]:
    return story_stores.stories().of_person(person_id)


class Fields(HTMLParser):
    """What a browser would send of a page's form, with the button that is pressed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.ticked: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.ticked.append(given.get("value") or "")
        elif tag == "input" and name:
            self.values.setdefault(name, []).append(given.get("value") or "")
