"""GET /pictures/{name}: a link's card, or a shop's logo or picture that came as a file."""

from base64 import b64encode
from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.model.brand.brand_picture import NAME as BRAND_NAME
from referrals.model.card.card import NAME
from referrals.wiring import page_stores

HEADERS = {
    "content-security-policy": "default-src 'none'",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}
# Its name stands for what is on it, and still it is kept no longer than a page of stories: what
# somebody takes back, nobody between us and a reader goes on showing.
KEPT_CARD = "public, max-age=60"
# A shop's own: another one has another name.
KEPT_BRAND = "public, max-age=31536000, immutable"


def show(event: Event) -> Answer:
    name = event["pathParameters"]["name"]
    if BRAND_NAME.fullmatch(name):
        content, kept = page_stores.brand_pictures().find(name), KEPT_BRAND
    else:
        content = page_stores.card_files().find(name) if NAME.fullmatch(name) else None
        kept = KEPT_CARD
    if content is None:
        return show_missing(event, HTTPStatus.NOT_FOUND)
    kind = "image/jpeg" if name.endswith(".jpg") else "image/png"
    headers = {**HEADERS, "content-type": kind, "cache-control": kept}
    told = answer(HTTPStatus.OK, b64encode(content).decode(), headers=headers)
    return {**told, "isBase64Encoded": True}


def show_missing(event: Event, status: int) -> Answer:
    """Nobody reads it but programs."""
    return answer(status, "no such picture")
