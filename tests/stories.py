"""Stories as tests tell them: written by Ada or Ben, read and decided on by Eve of the shop."""

from datetime import datetime, timedelta
from typing import Any

import boto3

from referrals.desks import story as story_desk
from referrals.model.people.person import Consents
from referrals.model.story.moderation import DeclineReason, StoryVerdict
from referrals.model.story.photo import PhotoSize, StoryPhoto
from referrals.model.story.story import NameForm, Story, StoryConsent, StoryUse
from referrals.model.words.wording import wording
from referrals.steps.story.change_story import StoryChange, change_story
from referrals.steps.story.moderate_story import ModerationResult, ModerationWish, moderate_story
from referrals.steps.story.write_story import StoryWish, write_story
from referrals.wiring import stores, story_stores
from tests.world import NOW, a_friend, a_link, a_program, a_reader

BUCKET = "goodword-photos"
PHOTO = StoryPhoto(name="ab" * 32, sizes=(PhotoSize(width=320, height=200),))
WORDS = "The rye keeps a whole week. They remember your name."
ALL = frozenset({StoryUse.LINK, StoryUse.WALL, StoryUse.ELSEWHERE, StoryUse.ORDER})


def shop_with_wall(monkeypatch: Any, **changes: Any) -> None:
    """The bakery with a wall; Ada shares it and Ben came to it, and both may be named."""
    monkeypatch.setenv("PHOTOS_BUCKET", BUCKET)
    make_bucket()
    stores.programs().add(a_program(**{"stories": {"wall": True, "photos": True}, **changes}))
    named = Consents(mail=True, show_first_name=True)
    stores.people().add(a_reader(consents=named, codes={"friends": "ada-bakes"}))
    stores.people().add(a_friend())
    stores.links().create(a_link(words="My own words."))


def make_bucket() -> None:
    """For photos; PHOTOS_BUCKET names it."""
    region = {"LocationConstraint": "eu-west-1"}
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=region)


def wish(text: str = WORDS, **changes: Any) -> StoryWish:
    given: dict[str, Any] = {
        "program_id": "friends",
        "person_id": "adv_ada",
        "form": "one",
        "text": text,
        "language": "en",
        "product": "Rye",
        "name_form": NameForm.FIRST_NAME,
        "uses": frozenset({StoryUse.WALL}),
    }
    return StoryWish(**{**given, **changes})


def write(text: str = WORDS, at: datetime = NOW, **changes: Any) -> Story:
    return write_story(wish(text, **changes), story_desk.stories(), words=wording("en"), now=at)


def say(
    story: Story,
    verdict: StoryVerdict = StoryVerdict.APPROVE,
    at: datetime = NOW,
    **changes: Any,
) -> ModerationResult:
    given: dict[str, Any] = {
        "story_id": story.story_id,
        "version": story.draft.number,
        "verdict": verdict,
        "made_by": "Eve",
    }
    if verdict is StoryVerdict.DECLINE:
        given["reason"] = DeclineReason.PRIVATE
    desk = story_desk.stories()
    return moderate_story(ModerationWish(**{**given, **changes}), desk, now=at)


def publish(text: str = WORDS, at: datetime = NOW, **changes: Any) -> Story:
    """Written, and approved a moment later."""
    return say(write(text, at, **changes), at=at + timedelta(seconds=1)).story


def stored(story: Story) -> Story:
    return story_stores.stories().get(story.story_id)


def files_left() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [each["Key"] for each in found]


def add_photo(story_id: str) -> None:
    """As an upload leaves it."""
    story_stores.photos().put(story_id, f"{PHOTO.name}-320.jpg", b"jpeg")
    tick = StoryConsent(use=StoryUse.PHOTO, wording="w", sentence="s", language="en", given_at=NOW)

    def change(story: Any) -> StoryChange:
        consents = (*story.draft.consents, tick)
        draft = story.draft.model_copy(update={"photo": PHOTO, "number": 2, "consents": consents})
        revision = story.revision + 1
        return StoryChange(story.model_copy(update={"draft": draft, "revision": revision}))

    change_story(story_id, change, story_desk.stories())
