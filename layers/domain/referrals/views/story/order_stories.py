"""What did people tell of this order? The story behind a referral, where both sides agreed to it.

A friend's story stands beside their order where the friend ticked that and the advocate agreed to
be in it; it is the approved version, or nothing.
"""

from collections.abc import Iterator

from pydantic import BaseModel

from referrals.model.order_key import ConversionKey
from referrals.model.story.public_story import public_story
from referrals.model.story.story import StoryUse
from referrals.store.attribution.referral import Referrals
from referrals.store.people.person import People
from referrals.store.story.story import Stories


class OrderStory(BaseModel):
    """The story behind a referral."""

    story_id: str
    text: str
    language: str
    author: str
    """The first name; empty for who wants none."""


def order_stories(
    key: ConversionKey, referrals: Referrals, people: People, stories: Stories
) -> tuple[OrderStory, ...]:
    referral = referrals.find(str(key))
    if referral is None or not referral.friend_id or not referral.attribution.advocate_id:
        return ()
    advocate = people.find(referral.attribution.advocate_id)
    if advocate is None or not advocate.consents.story_beside:
        return ()
    return tuple(_stories_of(str(key), referral.friend_id, stories))


def _stories_of(key: str, friend_id: str, stories: Stories) -> Iterator[OrderStory]:
    for story in stories.of_person(friend_id):
        shown = public_story(story, StoryUse.ORDER)
        if shown and story.conversion_key == key:
            yield OrderStory(
                story_id=story.story_id,
                text=shown.text,
                language=shown.language,
                author=shown.author,
            )
