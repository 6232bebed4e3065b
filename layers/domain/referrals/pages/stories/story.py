"""GET /stories/{program}/{story}, and /{file} below it: one story with its author's link."""

from base64 import b64encode
from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import words_of
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.page_memory import remember_page
from referrals.pages.stories.public_page import KEPT, public
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.views.story.story_page import public_photo, story_page
from referrals.views.story.structured_data import reviews_json
from referrals.views.story.wall import open_program
from referrals.wiring import clock, settings, stores, story_stores


@remember_page
def show(event: Event) -> Answer:
    place = event["pathParameters"]
    rules = open_program(place["program"], stores.programs())
    words = words_of(event, rules.words)
    page = story_page(
        rules,
        place["story"],
        story_stores.stories(),
        stores.links(),
        words=words,
        now=clock.now(),
    )
    origin = settings.setting("PUBLIC_URL").rstrip("/")
    data = reviews_json((page.story,), page.rules, origin)
    told = the_pages().show(
        "stories/story.html",
        words,
        brand=brand_of(page.rules),
        page=page,
        origin=origin,
        data=data,
    )
    return public(told, words)


def show_photo(event: Event) -> Answer:
    """Only what the story shows now: a file in the bucket alone is no permission."""
    place = event["pathParameters"]
    stories = story_stores.stories()
    file = public_photo(place["program"], place["story"], place["file"], stories)
    return photo_answer(story_stores.photos().read(place["story"], file), KEPT)


def photo_answer(content: bytes, kept: str) -> Answer:
    headers = {
        "content-type": "image/jpeg",
        "cache-control": kept,
        "content-security-policy": "default-src 'none'",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
    }
    told = answer(HTTPStatus.OK, b64encode(content).decode(), headers=headers)
    return {**told, "isBase64Encoded": True}


def show_refusal(event: Event, status: int) -> Answer:
    """A story that is not there, or not any more; or our fault."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    title, text = "story_form.closed_title", "story_form.closed_story"
    return show_note(event, title=title, text=text, status=HTTPStatus.NOT_FOUND)
