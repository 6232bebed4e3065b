"""What stories has this person told? Every version with its ticks, and what was said of each."""

from pydantic import BaseModel

from referrals.model.people.person import Person
from referrals.model.story.moderation import ModerationWord
from referrals.model.story.photo import file_names
from referrals.model.story.story import Story, StoryState, StoryVersion
from referrals.store.privacy.person_records import PersonRecords


class StoryData(BaseModel):
    story_id: str
    program: str
    state: StoryState
    versions: list[StoryVersion]
    log: list[ModerationWord]
    """With the notes of the shop's people."""
    order: str
    photos: list[str]
    """The files that are kept of its photos."""


def person_stories(person: Person, files: PersonRecords) -> list[StoryData]:
    return [_data(story, files) for story in files.stories.of_person(person.person_id)]


def _data(story: Story, files: PersonRecords) -> StoryData:
    versions = files.stories.versions(story.story_id)
    kept = {v.photo.name: v.photo for v in versions if v.photo and v.photo.name in story.photos}
    return StoryData(
        story_id=story.story_id,
        program=story.program_id,
        state=story.state,
        versions=versions,
        log=files.stories.log(story.story_id),
        order=story.conversion_key,
        photos=[file for photo in kept.values() for file in file_names(photo)],
    )
