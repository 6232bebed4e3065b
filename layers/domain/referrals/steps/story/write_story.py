"""Writes a story, or another version of it: the same words sent twice are one version.

The subject comes from a session or a signed link, never from what was typed. Each use is agreed to
anew with each version: a tick is for the words beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from referrals.model.errors import RefusedError
from referrals.model.identity import business_id
from referrals.model.moment import floor_to_second
from referrals.model.people.person import Person, Role
from referrals.model.program.program import Program
from referrals.model.story.language import story_language
from referrals.model.story.story import (
    NameForm,
    StoriesClosedError,
    Story,
    StoryConsent,
    StoryNotFoundError,
    StoryUse,
    StoryVersion,
    TooManyStoriesError,
    UseMissingError,
    with_version,
)
from referrals.model.story.text import product_name, product_reference, story_text
from referrals.model.words.wording import Wording
from referrals.steps.story.change_story import (
    StoryChange,
    StoryDesk,
    call_for_reader,
    change_story,
)
from referrals.store.people.person import People
from referrals.store.table import CancelledError, transact


class PhotosClosedError(RefusedError):
    """The program takes no photos."""

    code = "photos_closed"


PLACES = (StoryUse.LINK, StoryUse.WALL, StoryUse.ELSEWHERE, StoryUse.ORDER)
"""What is ticked beside the words; the photo has a tick of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWish:
    program_id: str
    person_id: str
    form: str = ""
    """Names the form that a new story was written in, so that it is written once."""
    story_id: str = ""
    """Of a story that is changed."""
    text: str
    language: str
    product: str = ""
    product_reference: str = ""
    name_form: NameForm
    uses: frozenset[StoryUse]
    conversion_key: str = ""
    """The order that it tells of, from a signed link."""

    @property
    def target_id(self) -> str:
        return self.story_id or business_id("sty", self.program_id, self.person_id, self.form)


def write_story(wish: StoryWish, desk: StoryDesk, *, words: Wording, now: datetime) -> Story:
    """`words` is the wording that the ticks were read in."""
    rules, author = require_open(wish.program_id, desk), desk.people.get(wish.person_id)
    version = check_story(wish, author, rules, words=words, now=now)
    code = own_code(author, wish.program_id, desk.people)
    found = desk.stories.find(wish.target_id)
    if found is None and not wish.story_id:
        fresh = _first(wish, author, version, code)
        if _add(fresh, desk):
            return fresh
    require_own(wish.target_id, wish.person_id, wish.program_id, desk)
    return change_story(wish.target_id, partial(_revise, version=version, code=code), desk)


def require_open(program_id: str, desk: StoryDesk) -> Program:
    rules = desk.programs.get(program_id).rules
    if not rules.stories.wall:
        raise StoriesClosedError("this program has no wall of stories.", field="program")
    return rules


def require_own(story_id: str, person_id: str, program_id: str, desk: StoryDesk) -> Story:
    """Somebody else's is as unknown as none."""
    story = desk.stories.find(story_id)
    if story is None or (story.person_id, story.program_id) != (person_id, program_id):
        raise StoryNotFoundError(f"there is no story {story_id}.", field="story_id")
    return story


def check_story(
    wish: StoryWish, author: Person, rules: Program, *, words: Wording, now: datetime
) -> StoryVersion:
    """The version that the wish makes; refused for what would be refused when it is sent."""
    uses = [use for use in PLACES if use in wish.uses]
    if not uses:
        raise UseMissingError(
            "a story needs a place where it may stand.",
            field="uses",
            remedy="Tick one, or take the story back.",
        )
    named = wish.name_form if author.first_name else NameForm.ANONYMOUS
    return StoryVersion(
        number=1,
        text=story_text(wish.text),
        language=story_language(wish.language),
        product=product_name(wish.product),
        product_reference=product_reference(wish.product_reference),
        name_form=named,
        first_name=author.first_name if named is NameForm.FIRST_NAME else "",
        consents=tuple(consent(use, words, rules, now) for use in uses),
        written_at=floor_to_second(now),
    )


def consent(use: StoryUse, words: Wording, rules: Program, at: datetime) -> StoryConsent:
    """A tick, with the sentence as it was read."""
    name = f"story_form.use_{use}"
    return StoryConsent(
        use=use,
        wording=name,
        sentence=words.say(name, program=rules.shop_name),
        language=words.tag,
        given_at=floor_to_second(at),
    )


def _first(wish: StoryWish, author: Person, version: StoryVersion, code: str) -> Story:
    return Story(
        story_id=wish.target_id,
        program_id=wish.program_id,
        person_id=wish.person_id,
        role=author.role,
        code=code,
        conversion_key=wish.conversion_key,
        draft=version,
        written_at=version.written_at,
    )


def own_code(author: Person, program_id: str, people: People) -> str:
    """Of the author's link: a friend has one if the same mailbox shares, too."""
    sharer: Person | None = author
    if author.role is Role.FRIEND:
        sharer = people.find_by_hash(Role.ADVOCATE, author.email_hash)
    return sharer.codes.get(program_id, "") if sharer else ""


def _add(story: Story, desk: StoryDesk) -> bool:
    """Whether it is new; refused where its author has as many as anybody may."""
    actions = [desk.stories.count_action(story), *desk.stories.change_actions(None, story)]
    actions += call_for_reader(None, story, desk)
    try:
        transact(desk.stories.table.dynamo, actions)
    except CancelledError as cancelled:
        if cancelled.failed == (0,):
            raise TooManyStoriesError(
                "this person has as many stories here as anybody may have.",
                field="text",
                remedy="Change one of them.",
            ) from None
        return False
    return True


def _revise(story: Story, *, version: StoryVersion, code: str) -> StoryChange | None:
    photo = story.draft.photo
    kept = tuple(c for c in story.draft.consents if c.use is StoryUse.PHOTO)
    newer = version.model_copy(
        update={
            "number": story.draft.number + 1,
            "photo": photo,
            "consents": (*version.consents, *kept),
        }
    )
    if newer.is_same_words(story.draft) and not story.withdrawn_at:
        return None
    return StoryChange(with_version(story, newer, code))
