"""Which stories are there to be read, and what is known of one? For the shop's own people."""

from collections.abc import Callable

from pydantic import BaseModel

from referrals.model.moment import Moment
from referrals.model.program.program import Program
from referrals.model.story.moderation import ModerationWord
from referrals.model.story.photo import StoryPhoto, file_names
from referrals.model.story.story import Story, StoryConsent, StoryState, StoryUse, StoryVersion
from referrals.model.words.story import disclosure
from referrals.model.words.wording import Wording
from referrals.store.program.program import Programs
from referrals.store.story.photo import PhotoNotFoundError, Photos
from referrals.store.story.story import Stories


class StoryText(BaseModel):
    """One version, as its author wrote it."""

    version: int
    text: str
    language: str
    product: str
    product_reference: str
    author: str
    """The first name; empty for who wants none."""
    uses: list[StoryUse]
    photo: StoryPhoto | None
    written_at: Moment


class StoryRow(BaseModel):
    story_id: str
    program: str
    person_id: str
    role: str
    state: StoryState
    draft: StoryText
    """The newest version: what is decided on."""
    published: StoryText | None
    """What may be shown now, without what its author has taken back."""
    published_at: Moment | None
    disclosure: str
    """Stands with it wherever it is shown."""
    code: str
    """Of its author's link."""
    order: str
    """The key of the order that it tells of, where its author lets it stand there."""


class StoryDetail(StoryRow):
    consents: list[StoryConsent]
    """To the newest version: each sentence as it was read, and when."""
    versions: list[StoryText]
    log: list[ModerationWord]


class StoryListing:
    """Rows in the words of one language."""

    def __init__(self, stories: Stories, programs: Programs, words: Wording) -> None:
        self.stories, self.programs, self.words = stories, programs, words

    def in_state(
        self, program_id: str, state: StoryState, limit: int, after: str = ""
    ) -> tuple[list[StoryRow], str]:
        """The oldest first, and after which place to go on."""
        return self._rows(
            program_id, lambda: self.stories.in_state(program_id, state, limit, after)
        )

    def for_use(
        self, program_id: str, use: StoryUse, limit: int, after: str = ""
    ) -> tuple[list[StoryRow], str]:
        find = self.stories.for_use
        return self._rows(program_id, lambda: find(program_id, use, limit, after))

    def detail(self, story_id: str) -> StoryDetail:
        story = self.stories.get(story_id)
        row = self._row(story, self.programs.get(story.program_id).rules)
        return StoryDetail(
            **row.model_dump(),
            consents=list(story.draft.consents),
            versions=[_text(each) for each in self.stories.versions(story_id)],
            log=self.stories.log(story_id),
        )

    def photo(self, story_id: str, photos: Photos) -> bytes:
        """Of the newest version, in its middle size; for who decides on it."""
        story = self.stories.get(story_id)
        if story.draft.photo is None:
            raise PhotoNotFoundError("this story has no photo.", field="story_id")
        files = file_names(story.draft.photo)
        return photos.read(story_id, files[min(1, len(files) - 1)])

    def _rows(
        self, program_id: str, find: Callable[[], tuple[list[Story], str]]
    ) -> tuple[list[StoryRow], str]:
        rules = self.programs.get(program_id).rules
        found, last = find()
        return [self._row(story, rules) for story in found], last

    def _row(self, story: Story, rules: Program) -> StoryRow:
        shown = story.public_version
        author = (shown or story.draft).first_name
        with_order = StoryUse.ORDER in story.draft.uses
        return StoryRow(
            story_id=story.story_id,
            program=story.program_id,
            person_id=story.person_id,
            role=story.role,
            state=story.state,
            draft=_text(story.draft),
            published=_text(shown) if shown else None,
            published_at=story.published_at if shown else None,
            disclosure=disclosure(self.words, rules, story.role, story.code, author=author),
            code=story.code,
            order=story.conversion_key if with_order else "",
        )


def _text(version: StoryVersion) -> StoryText:
    return StoryText(
        version=version.number,
        text=version.text,
        language=version.language,
        product=version.product,
        product_reference=version.product_reference,
        author=version.first_name,
        uses=sorted(version.uses),
        photo=version.photo,
        written_at=version.written_at,
    )
