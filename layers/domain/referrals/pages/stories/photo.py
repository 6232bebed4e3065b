"""GET and POST /me/story/photo and /stories/{program}/photo: an author's own photo, in and out."""

import re

from referrals.desks import story as story_desk
from referrals.edge.http import Answer, Event, headers_of, raw_body
from referrals.edge.language import words_of
from referrals.model.errors import RefusedError
from referrals.model.story.photo import MOST_BYTES, UnreadablePhotoError, file_names
from referrals.model.story.story import StoryNotFoundError
from referrals.pages.stories.story import photo_answer
from referrals.pages.stories.write import forward
from referrals.pages.stories.writer import Writer, writer_of
from referrals.pages.stories.writing_page import show_thanks
from referrals.steps.story.write_story import require_own
from referrals.wiring import clock, story_stores

MOST_FORM_BYTES = MOST_BYTES + 10_000
MOST_PARTS = 8
_BOUNDARY = re.compile(
    r"""multipart/form-data;.*?boundary="?([0-9A-Za-z'()+_,./:=?-]{1,70})"?""", re.IGNORECASE
)
_NAME = re.compile(rb'(?:^|[;\s])name="([a-z_]{1,20})"', re.IGNORECASE)
PRIVATE = "private, no-store"


class NoPhotoError(RefusedError):
    """The form is none of ours, or too large."""

    code = "no_photo"


def keep(event: Event) -> Answer:
    # Decoding pictures costs a start that pages of words don't pay.
    from referrals.steps.story.keep_photo import keep_photo, take_photo_off

    writer, fields = writer_of(event), _fields(event)
    words = words_of(event, writer.rules.words)
    desk = story_desk.stories()
    story_id = fields.get("story", b"").decode("ascii", "replace")
    story = require_own(story_id, *_names(writer), desk)
    if fields.get("act") == b"photo_off":
        take_photo_off(story, desk, now=clock.now())
        return forward(writer.address)
    if fields.get("photo_mine") != b"yes":
        return show_thanks(writer, words, story, fault="photo_unticked")
    try:
        keep_photo(story, fields.get("photo", b""), desk, words=words, now=clock.now())
    except UnreadablePhotoError:
        return show_thanks(writer, words, story, fault="photo_bad")
    return forward(writer.with_query(f"story={story.story_id}&sent=1"))


def show_own(event: Event) -> Answer:
    """To its author alone, before anybody else may see it."""
    writer = writer_of(event)
    asked = event.get("queryStringParameters") or {}
    story = require_own(str(asked.get("story", "")), *_names(writer), story_desk.stories())
    file = str(asked.get("file", ""))
    photo = story.draft.photo
    if photo is None or file not in file_names(photo):
        raise StoryNotFoundError("there is no such photo.", field="file")
    return photo_answer(story_stores.photos().read(story.story_id, file), PRIVATE)


def _names(writer: Writer) -> tuple[str, str]:
    return writer.person.person_id, writer.rules.program


def _fields(event: Event) -> dict[str, bytes]:
    """The parts of the form by name; no file's name or type is believed."""
    found = _BOUNDARY.match(headers_of(event).get("content-type", ""))
    body = raw_body(event)
    if found is None or len(body) > MOST_FORM_BYTES:
        raise NoPhotoError(
            "this is no form with a photo.",
            field="photo",
            remedy=f"Send one of {MOST_BYTES // 1_000_000} MB at most.",
        )
    fields: dict[str, bytes] = {}
    for part in body.split(b"--" + found[1].encode(), MOST_PARTS)[1:]:
        head, _, content = part.partition(b"\r\n\r\n")
        if named := _NAME.search(head):
            fields.setdefault(named[1].decode(), content.removesuffix(b"\r\n"))
    return fields
