"""A story as anybody may read it: nothing in it that its author did not agree to."""

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment
from referrals.model.people.person import Role
from referrals.model.story.photo import StoryPhoto
from referrals.model.story.story import Story, StoryUse


class PublicStory(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")
    story_id: str
    program_id: str
    text: str
    language: str
    product: str = ""
    product_reference: str = ""
    author: str = ""
    """The first name, or nothing."""
    role: Role
    code: str = ""
    photo: StoryPhoto | None = None
    published_at: Moment
    version: int


def public_story(story: Story, use: StoryUse = StoryUse.WALL) -> PublicStory | None:
    """None where its author didn't agree to this use, or nobody has approved it."""
    shown = story.public_version
    if shown is None or use not in shown.uses or story.published_at is None:
        return None
    return PublicStory(
        story_id=story.story_id,
        program_id=story.program_id,
        text=shown.text,
        language=shown.language,
        product=shown.product,
        product_reference=shown.product_reference,
        author=shown.first_name,
        role=story.role,
        code=story.code,
        photo=shown.photo,
        published_at=story.published_at,
        version=shown.number,
    )
