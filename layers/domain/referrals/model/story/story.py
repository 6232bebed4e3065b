"""A story: what an advocate or a friend tells of the shop, and where it may be shown.

Only facts are kept: the newest version, the one that is shown, the newest word of moderation, when
it was withdrawn. How it stands follows from these. Taking something back, such as a use, the name
or the photo, is effective at once; what is new waits until somebody has looked.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.moment import Moment
from referrals.model.people.person import Role
from referrals.model.story.moderation import ModerationWord, StoryMovedError, StoryVerdict
from referrals.model.story.photo import StoryPhoto

MOST_STORIES = 20
"""Of one person, in one program."""
MOST_VERSIONS = 50


class StoryNotFoundError(NotFoundError):
    code = "story_not_found"


class StoriesClosedError(NotFoundError):
    """The program has no wall."""

    code = "stories_closed"


class TooManyStoriesError(RefusedError):
    code = "too_many_stories"


class UseMissingError(RefusedError):
    """A story that may stand nowhere."""

    code = "use_missing"


class StoryUse(StrEnum):
    """What an author agrees to, each on its own; nothing is ticked beforehand."""

    LINK = "link"
    """Its first sentences stand with the author's link and in its preview."""
    WALL = "wall"
    """It stands on the wall, also where the shop shows the wall in its own pages."""
    ELSEWHERE = "elsewhere"
    """The shop may show it on its own site and in its mail."""
    ORDER = "order"
    """It stands beside the order that it tells of, for the shop's people."""
    PHOTO = "photo"
    """The photo is the author's to show, and stands with the words."""


class NameForm(StrEnum):
    """How the author is named."""

    FIRST_NAME = "first_name"
    """By the first name alone."""
    ANONYMOUS = "anonymous"
    """Not at all."""


class StoryState(StrEnum):
    """How a story stands, by its facts."""

    WAITING = "waiting"
    """Its newest version waits for somebody to look; a former one may be shown meanwhile."""
    APPROVED = "approved"
    """Its newest version is shown, as far as its author agreed."""
    DECLINED = "declined"
    """Its newest version isn't shown; a former one may be."""
    WITHDRAWN = "withdrawn"
    """Its author took it back: nothing of it is shown anywhere."""


class StoryConsent(BaseModel):
    """A tick: what it was for, the sentence beside it, and when."""

    model_config = ConfigDict(frozen=True)
    use: StoryUse
    wording: str
    """The sentence's name in the wordings."""
    sentence: str
    """As it was read."""
    language: str
    given_at: Moment


class StoryVersion(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: int
    text: str
    language: str
    product: str = ""
    product_reference: str = ""
    photo: StoryPhoto | None = None
    name_form: NameForm = NameForm.ANONYMOUS
    first_name: str = ""
    """As it was then, where its author agreed to be named."""
    consents: tuple[StoryConsent, ...] = ()
    written_at: Moment

    @property
    def uses(self) -> frozenset[StoryUse]:
        return frozenset(each.use for each in self.consents)

    def is_same_words(self, other: "StoryVersion") -> bool:
        """Whether nothing that anybody decides on differs."""
        when = {"number", "written_at", "consents"}
        return self.uses == other.uses and self.model_dump(exclude=when) == other.model_dump(
            exclude=when
        )


class Story(BaseModel):
    model_config = ConfigDict(frozen=True)
    story_id: str
    program_id: str
    person_id: str
    role: Role
    code: str = ""
    """The author's own link in the program; empty for who has none."""
    conversion_key: str = ""
    """The order that a friend's story tells of."""
    draft: StoryVersion
    """The newest version."""
    published: StoryVersion | None = None
    published_at: Moment | None = None
    """When it was first shown: its place on the wall."""
    word: ModerationWord | None = None
    """The newest one on the newest version; former ones are in the log."""
    withdrawn_at: Moment | None = None
    former_words: str = ""
    """What stood with the link before this story did."""
    revision: int = 1
    written_at: Moment

    @property
    def is_shown(self) -> bool:
        """Whether something of it may be read by others."""
        return self.published is not None and self.withdrawn_at is None

    @property
    def state(self) -> StoryState:
        if self.withdrawn_at:
            return StoryState.WITHDRAWN
        if self.word is None or self.word.version != self.draft.number:
            return StoryState.WAITING
        approved = self.word.verdict is StoryVerdict.APPROVE
        return StoryState.APPROVED if approved else StoryState.DECLINED

    @property
    def public_version(self) -> StoryVersion | None:
        """The version that may be shown, without what its author has taken back since."""
        if self.published is None or self.withdrawn_at:
            return None
        consents = tuple(c for c in self.published.consents if c.use in self.draft.uses)
        named = self.published.name_form is self.draft.name_form is NameForm.FIRST_NAME
        agreed = any(each.use is StoryUse.PHOTO for each in consents)
        return self.published.model_copy(
            update={
                "consents": consents,
                "name_form": NameForm.FIRST_NAME if named else NameForm.ANONYMOUS,
                "first_name": self.published.first_name if named else "",
                "photo": self.published.photo if agreed and self.draft.photo else None,
            }
        )

    @property
    def photos(self) -> frozenset[str]:
        """Names of the photos that are still needed."""
        if self.withdrawn_at:
            return frozenset()
        versions = (self.draft, self.published)
        return frozenset(each.photo.name for each in versions if each and each.photo)

    def is_for(self, use: StoryUse) -> bool:
        return self.public_version is not None and use in self.public_version.uses


def with_version(story: Story, version: StoryVersion, code: str) -> Story:
    """The story with another newest version; also one that was withdrawn, written anew."""
    if version.number > MOST_VERSIONS:
        raise TooManyStoriesError(
            f"a story can be changed {MOST_VERSIONS} times.",
            field="text",
            remedy="Take it back and write another one.",
        )
    return story.model_copy(
        update={
            "draft": version,
            "code": code,
            "withdrawn_at": None,
            "revision": story.revision + 1,
        }
    )


def with_word(story: Story, word: ModerationWord) -> Story:
    """The story after a word on its newest version, or on the one that is shown."""
    if story.withdrawn_at or word.version not in _versions(story):
        raise StoryMovedError(
            f"version {word.version} of this story is not the one that stands.",
            field="version",
            remedy=f"Look at version {story.draft.number}, and decide on that.",
        )
    changes: dict[str, object] = {"revision": story.revision + 1}
    if word.version == story.draft.number:
        changes["word"] = word
    if word.verdict is StoryVerdict.APPROVE:
        changes["published"] = _version(story, word.version)
        changes["published_at"] = story.published_at or word.made_at
    elif story.published and story.published.number == word.version:
        changes["published"] = None
    return story.model_copy(update=changes)


def with_withdrawal(story: Story, at: Moment) -> Story:
    """Nothing of it is shown from now on, nor when it is written anew before somebody looked."""
    return story.model_copy(
        update={"withdrawn_at": at, "published": None, "revision": story.revision + 1}
    )


def _versions(story: Story) -> set[int]:
    return {each.number for each in (story.draft, story.published) if each}


def _version(story: Story, number: int) -> StoryVersion:
    return next(each for each in (story.draft, story.published) if each and each.number == number)
