"""What does the page of one story show? The story, and the offer that its author's link pays."""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.program.program import Program
from referrals.model.story.photo import file_names
from referrals.model.story.public_story import PublicStory, public_story
from referrals.model.story.story import StoryNotFoundError
from referrals.model.story.text import excerpt
from referrals.model.words.wording import Wording
from referrals.store.link.link import Links
from referrals.store.story.story import Stories
from referrals.views.story.wall import StoryCard, story_card

PREVIEW_LETTERS = 200


@dataclass(frozen=True, slots=True)
class StoryPage:
    rules: Program
    story: PublicStory
    card: StoryCard
    title: str
    preview: str
    """What a preview of the address says."""
    offer_address: str
    """The author's link; empty where it leads nowhere any more."""
    wall_address: str


def story_page(
    rules: Program,
    story_id: str,
    stories: Stories,
    links: Links,
    *,
    words: Wording,
    now: datetime,
) -> StoryPage:
    shown = _public(rules.program, story_id, stories)
    link = links.find(shown.code) if shown.code else None
    title = "story_wall.story_title" if shown.author else "story_wall.story_title_anonymous"
    named = {"author": shown.author} if shown.author else {}
    return StoryPage(
        rules=rules,
        story=shown,
        card=story_card(shown, rules, words),
        title=words.say(title, program=rules.shop_name, **named),
        preview=excerpt(shown.text, PREVIEW_LETTERS),
        offer_address=f"/r/{link.code}" if link and link.live(now) else "",
        wall_address=f"/stories/{rules.program}",
    )


def public_photo(program_id: str, story_id: str, file: str, stories: Stories) -> str:
    """The file's name, if it belongs to what anybody may see now."""
    shown = _public(program_id, story_id, stories)
    if shown.photo is None or file not in file_names(shown.photo):
        raise StoryNotFoundError("there is no such photo.", field="file")
    return file


def _public(program_id: str, story_id: str, stories: Stories) -> PublicStory:
    """One that nobody approved, or that was taken back, is as unknown as none."""
    story = stories.find(story_id)
    shown = public_story(story) if story and story.program_id == program_id else None
    if shown is None:
        raise StoryNotFoundError(f"there is no story {story_id}.", field="story_id")
    return shown
