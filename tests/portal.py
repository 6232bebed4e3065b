"""The portal as its reader sees it: what it answers to events/portal/<name>.json."""

import json
from html.parser import HTMLParser
from typing import Any

from functions.portal.app import handler
from tests.template import ROOT

EVENTS = ROOT / "events/portal"
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
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded


def answer(name: str) -> dict[str, Any]:
    return handler(event(name), None)


def page(name: str) -> PortalPage:
    return PortalPage(answer(name)["body"])
