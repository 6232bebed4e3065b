"""What writing, withdrawing and moderating stories works with."""

from referrals.steps.story.change_story import StoryDesk
from referrals.wiring import clock, stores, story_stores


def stories() -> StoryDesk:
    return StoryDesk(
        story_stores.stories(),
        stores.people(),
        stores.programs(),
        stores.links(),
        stores.outbox,
        story_stores.photos,
        clock.pause,
    )
