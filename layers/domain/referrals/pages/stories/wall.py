"""GET /stories/{program}: what people tell, as a page and within a shop's own (`?embed=1`)."""

from http import HTTPStatus

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.story.language import LANGUAGES
from referrals.model.story.text import MOST_PRODUCT_LETTERS
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.page_memory import remember_page
from referrals.pages.stories.public_page import public
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.views.story.structured_data import reviews_json
from referrals.views.story.wall import WallQuestion, open_program, wall
from referrals.wiring import settings, stores, story_stores


@remember_page
def show(event: Event) -> Answer:
    question = _question(event)
    rules = open_program(question.program_id, stores.programs())
    words = words_of(event, rules.words)
    page = wall(question, rules, story_stores.stories(), words=words)
    origin = settings.setting("PUBLIC_URL").rstrip("/")
    answer = the_pages().show(
        "stories/wall.html",
        words,
        brand=brand_of(page.rules),
        page=page,
        embedded=question.embedded,
        join=f"/join/{question.program_id}",
        data=reviews_json(page.stories, page.rules, origin),
    )
    return public(answer, words, page.rules.allowed_hosts if question.embedded else ())


def show_refusal(event: Event, status: int) -> Answer:
    """No wall here, a page that there isn't, or our fault."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    part = "story_form.closed" if status == HTTPStatus.NOT_FOUND else "story_wall.bad_cursor"
    return show_note(event, title=f"{part}_title", text=part, status=status)


def _question(event: Event) -> WallQuestion:
    asked = event.get("queryStringParameters") or {}
    language = str(asked.get("language", "")).lower()
    return WallQuestion(
        program_id=event["pathParameters"]["program"],
        # A language that nobody can write in has no stories; an odd name must not make a key.
        language=language if language in LANGUAGES else "",
        product=_readable(str(asked.get("product", "")))[:MOST_PRODUCT_LETTERS],
        after=str(asked.get("cursor", "")),
        embedded=asked.get("embed") == "1",
    )


def _readable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()
