"""Withdraws a story: nothing of it is shown anywhere from now on, and its photos go. Repeatable."""

from datetime import datetime

from referrals.model.moment import floor_to_second
from referrals.model.story.story import Story, with_withdrawal
from referrals.steps.story.change_story import (
    StoryChange,
    StoryDesk,
    change_story,
    remove_photos,
)


def withdraw_story(story_id: str, desk: StoryDesk, *, now: datetime) -> Story:
    at = floor_to_second(now)

    def withdraw(story: Story) -> StoryChange | None:
        return None if story.withdrawn_at else StoryChange(with_withdrawal(story, at))

    story = change_story(story_id, withdraw, desk)
    # Once more for who was cut off between the words and the photos.
    remove_photos(story, None, desk)
    return story
