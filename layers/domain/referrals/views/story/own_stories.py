"""Which stories has this person told, how does each stand, and what can be done about it?"""

from dataclasses import dataclass

from referrals.model.program.program import Program
from referrals.model.story.photo import file_name
from referrals.model.story.story import Story, StoryState, StoryUse
from referrals.model.story.text import excerpt
from referrals.model.words.story import author_name
from referrals.model.words.wording import Wording
from referrals.store.story.story import Stories

MOST_WORDS = 160
_SHAPES = {
    StoryState.WAITING: "person",
    StoryState.APPROVED: "yours",
    StoryState.DECLINED: "back",
    StoryState.WITHDRAWN: "back",
}


@dataclass(frozen=True, slots=True)
class OwnStory:
    """Finished sentences and addresses; `shape` is a class of the stylesheet."""

    story_id: str
    words: str
    language: str
    author: str
    state: str
    shape: str
    reason: str
    """Why it was declined, and what would change that."""
    wall_address: str
    edit_address: str
    can_withdraw: bool
    photo: "OwnPhoto | None"
    """Of its newest version, for its author alone."""


@dataclass(frozen=True, slots=True)
class OwnPhoto:
    """In the size that a column takes; with both measures, so that nothing moves as it comes."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class OwnStories:
    stories: tuple[OwnStory, ...]
    write_address: str
    action: str
    """Where the forms are sent; what is about a photo has an address of its own."""
    photo_action: str


def own_stories(
    person_id: str,
    rules: Program,
    stories: Stories,
    *,
    words: Wording,
    address: str = "/me/story",
) -> OwnStories | None:
    """None where the program asks for no stories; `address` is of the page that writes them."""
    if not rules.stories.wall:
        return None
    found = [each for each in stories.of_person(person_id) if each.program_id == rules.program]
    newest = sorted(found, key=lambda each: each.draft.written_at, reverse=True)
    rows = tuple(_row(each, rules, words, address) for each in newest)
    fresh = f"{address}{_joint(address)}new=1"
    return OwnStories(rows, fresh, address, _photo_page(address))


def _row(story: Story, rules: Program, words: Wording, address: str) -> OwnStory:
    on_wall = story.is_for(StoryUse.WALL)
    return OwnStory(
        story_id=story.story_id,
        words=excerpt(story.draft.text, MOST_WORDS),
        language=story.draft.language,
        author=author_name(words, story.draft.first_name),
        state=words.say(f"story_form.{_state(story)}"),
        shape=_SHAPES[story.state],
        reason=_reason(story, words),
        wall_address=f"/stories/{rules.program}/{story.story_id}" if on_wall else "",
        edit_address=f"{address}{_joint(address)}story={story.story_id}",
        can_withdraw=story.state is not StoryState.WITHDRAWN,
        photo=_photo(story, address),
    )


def _state(story: Story) -> str:
    if story.state is StoryState.WITHDRAWN:
        return "withdrawn_state"
    if story.state is StoryState.WAITING and story.public_version:
        return "waiting_edit"
    return story.state.value


def _reason(story: Story, words: Wording) -> str:
    if story.state is not StoryState.DECLINED or story.word is None or story.word.reason is None:
        return ""
    reason = f"story_reason.{story.word.reason}"
    return f"{words.say(reason)} {words.say(f'{reason}_change')}"


def _photo(story: Story, address: str) -> OwnPhoto | None:
    photo = story.draft.photo
    if photo is None or story.withdrawn_at:
        return None
    page, size = _photo_page(address), photo.sizes[min(1, len(photo.sizes) - 1)]
    file = file_name(photo.name, size.width)
    return OwnPhoto(
        address=f"{page}{_joint(page)}story={story.story_id}&file={file}",
        width=size.width,
        height=size.height,
    )


def _photo_page(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path.removesuffix('/write')}/photo{mark}{query}"


def _joint(address: str) -> str:
    return "&" if "?" in address else "?"
