"""GET /pictures/{name}: a link's card, for whoever shows what the link leads to."""

from base64 import b64encode
from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.model.card.card import NAME
from referrals.wiring import page_stores

HEADERS = {
    "content-type": "image/png",
    # Its name stands for what is on it, and still it is kept no longer than a page of stories:
    # what somebody takes back, nobody between us and a reader goes on showing.
    "cache-control": "public, max-age=60",
    "content-security-policy": "default-src 'none'",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


def show(event: Event) -> Answer:
    name = event["pathParameters"]["name"]
    content = page_stores.card_files().find(name) if NAME.fullmatch(name) else None
    if content is None:
        return show_missing(event, HTTPStatus.NOT_FOUND)
    told = answer(HTTPStatus.OK, b64encode(content).decode(), headers=HEADERS)
    return {**told, "isBase64Encoded": True}


def show_missing(event: Event, status: int) -> Answer:
    """Nobody reads it but programs."""
    return answer(status, "no such picture")
