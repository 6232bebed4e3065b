"""GET and POST /me/story/photo and /stories/{program}/photo: an author's own photo, in and out."""

from referrals.desks import story as story_desk
from referrals.edge.http import Answer, Event, raw_body
from referrals.edge.language import words_of
from referrals.edge.multipart import boundary_of, parts_of
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
    boundary, body = boundary_of(event), raw_body(event)
    if not boundary or len(body) > MOST_FORM_BYTES:
        raise NoPhotoError(
            "this is no form with a photo.",
            field="photo",
            remedy=f"Send one of {MOST_BYTES // 1_000_000} MB at most.",
        )
    return {name: part.content for name, part in parts_of(body, boundary).items()}
