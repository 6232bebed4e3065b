"""Erases what a person told: photos, versions, what was said of it, and the story itself at last.

Until that is gone a repeated call finds the rest. Their links are closed by their own erasure.
"""

from referrals.model.errors import UnavailableError
from referrals.model.people.person import Person
from referrals.model.story.story import Story
from referrals.store.privacy.person_records import PersonRecords
from referrals.store.table import CancelledError, transact


def erase_stories(person: Person, files: PersonRecords) -> int:
    """How many stories they had."""
    stories = files.stories.of_person(person.person_id)
    for story in stories:
        _erase(story, files)
    return len(stories)


def _erase(story: Story, files: PersonRecords) -> None:
    # Once nothing lists the story, nobody finds its photos either.
    photos = files.photos()
    for file in photos.files(story.story_id):
        photos.remove(story.story_id, file)
    files.stories.forget(story)
    actions = files.stories.change_actions(story, None)
    try:
        transact(files.stories.table.dynamo, actions)
    except CancelledError:
        raise UnavailableError("this story was changed meanwhile.", remedy="Try again.") from None
