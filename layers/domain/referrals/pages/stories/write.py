"""GET and POST /me/story and /stories/{program}/write: a story from pen to queue, and back out.

Nothing is kept before somebody has seen how it looks and presses "Send it".
"""

from http import HTTPStatus

from referrals.desks import story as story_desk
from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import words_of
from referrals.model.errors import GoodwordError
from referrals.model.words.wording import Wording
from referrals.pages.advocate.refusal import show_refusal as show_advocate_refusal
from referrals.pages.note import show_note
from referrals.pages.stories.story_form import StoryForm, blank_form, form_of, sent_form
from referrals.pages.stories.writer import OWN_PAGE, Writer, writer_of
from referrals.pages.stories.writing_page import (
    FAULTS,
    show_form,
    show_list,
    show_preview,
    show_thanks,
)
from referrals.pages.trouble import show_trouble
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.steps.story.write_story import check_story, require_own, write_story
from referrals.views.story.own_stories import own_stories
from referrals.wiring import clock, story_stores

FORM_BYTES = 12


def show(event: Event) -> Answer:
    """Their stories; the form with `new` or a story's id; thanks after one was sent."""
    writer = writer_of(event)
    words = words_of(event, writer.rules.words)
    asked = event.get("queryStringParameters") or {}
    fresh = clock.random_bytes(FORM_BYTES).hex()
    if story_id := str(asked.get("story", "")):
        story = require_own(story_id, *_names(writer), story_desk.stories())
        if asked.get("sent"):
            return show_thanks(writer, words, story)
        return show_form(writer, words, form_of(story, fresh))
    page = own_stories(
        writer.person.person_id,
        writer.rules,
        story_stores.stories(),
        words=words,
        address=writer.address,
    )
    if asked.get("new") or not (page and page.stories):
        return show_form(writer, words, blank_form(event, fresh, words.tag))
    return show_list(writer, words, page)


def act(event: Event) -> Answer:
    writer, form = writer_of(event), sent_form(event)
    words = words_of(event, writer.rules.words)
    if form.act == "withdraw":
        return _withdraw(event, writer, form)
    if form.act == "change":
        return show_form(writer, words, form)
    try:
        return _send(writer, words, form) if form.act == "send" else _preview(writer, words, form)
    except GoodwordError as error:
        if error.code not in FAULTS:
            raise
        return show_form(writer, words, form, fault=error.code)


def show_refusal(event: Event, status: int) -> Answer:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    if event["rawPath"].startswith(OWN_PAGE) and status != HTTPStatus.NOT_FOUND:
        return show_advocate_refusal(event, status)
    part = "story_form.closed" if status == HTTPStatus.NOT_FOUND else "story_form.bad_link"
    return show_note(event, title=f"{part}_title", text=part, status=status)


def _send(writer: Writer, words: Wording, form: StoryForm) -> Answer:
    wish = form.wish(*_names(writer), writer.conversion_key)
    story = write_story(wish, story_desk.stories(), words=words, now=clock.now())
    return forward(writer.with_query(f"story={story.story_id}&sent=1"))


def _preview(writer: Writer, words: Wording, form: StoryForm) -> Answer:
    wish = form.wish(*_names(writer))
    version = check_story(wish, writer.person, writer.rules, words=words, now=clock.now())
    known = form.story_id and require_own(form.story_id, *_names(writer), story_desk.stories())
    return show_preview(writer, words, form, version, kept=bool(known and known.public_version))


def _withdraw(event: Event, writer: Writer, form: StoryForm) -> Answer:
    desk = story_desk.stories()
    story = require_own(form.story_id, *_names(writer), desk)
    withdraw_story(story.story_id, desk, now=clock.now())
    title, text = "story_form.withdrawn_title", "story_form.withdrawn"
    return show_note(
        event,
        title=title,
        text=text,
        own=writer.rules.words,
        program_id=writer.rules.program,
    )


def _names(writer: Writer) -> tuple[str, str]:
    return writer.person.person_id, writer.rules.program


def forward(address: str) -> Answer:
    headers = {"location": address, "cache-control": "no-store", "x-robots-tag": "noindex"}
    return answer(HTTPStatus.SEE_OTHER, headers=headers)
