"""Keeps a photo with a story: a version of its own, that waits to be read as any other does.

The files come first, for a version that names a photo has it; what is cut off in between is below
the story's own name in the bucket, where an erasure finds it.
"""

from datetime import datetime

from referrals.model.moment import floor_to_second
from referrals.model.story.story import Story, StoryConsent, StoryUse, with_version
from referrals.model.words.wording import Wording
from referrals.providers.pictures.photo_maker import NewPhoto, make_photo
from referrals.steps.story.change_story import StoryChange, StoryDesk, change_story
from referrals.steps.story.write_story import PhotosClosedError, consent, require_open


def keep_photo(
    story: Story, content: bytes, desk: StoryDesk, *, words: Wording, now: datetime
) -> Story:
    """Its author ticked that the photo is theirs to show; refused where no photos are taken, and
    for what is no photo."""
    rules = require_open(story.program_id, desk)
    if not rules.stories.photos:
        raise PhotosClosedError("this program takes no photos.", field="photo")
    made = make_photo(content)
    for file, jpeg in made.files.items():
        desk.photos().put(story.story_id, file, jpeg)
    tick = consent(StoryUse.PHOTO, words, rules, now)
    return change_story(story.story_id, lambda each: _with_photo(each, made, tick, now), desk)


def _with_photo(
    story: Story, made: NewPhoto, tick: StoryConsent, now: datetime
) -> StoryChange | None:
    if story.draft.photo == made.photo and not story.withdrawn_at:
        return None
    others = tuple(each for each in story.draft.consents if each.use is not StoryUse.PHOTO)
    version = story.draft.model_copy(
        update={
            "number": story.draft.number + 1,
            "photo": made.photo,
            "consents": (*others, tick),
            "written_at": floor_to_second(now),
        }
    )
    return StoryChange(with_version(story, version, story.code))


def take_photo_off(story: Story, desk: StoryDesk, *, now: datetime) -> Story:
    """At once, also from the version that is shown."""

    def change(current: Story) -> StoryChange | None:
        if current.draft.photo is None:
            return None
        kept = tuple(each for each in current.draft.consents if each.use is not StoryUse.PHOTO)
        version = current.draft.model_copy(
            update={
                "number": current.draft.number + 1,
                "photo": None,
                "consents": kept,
                "written_at": floor_to_second(now),
            }
        )
        return StoryChange(with_version(current, version, current.code))

    return change_story(story.story_id, change, desk)
