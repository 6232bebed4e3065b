"""How a story stands follows from its facts; taking back is effective before anybody looks."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.people.person import Role
from referrals.model.story.moderation import (
    DeclineReason,
    ModerationWord,
    ReasonMissingError,
    StoryMovedError,
    StoryVerdict,
    require_reason,
)
from referrals.model.story.photo import PhotoSize, StoryPhoto
from referrals.model.story.public_story import public_story
from referrals.model.story.story import (
    MOST_VERSIONS,
    NameForm,
    Story,
    StoryConsent,
    StoryState,
    StoryUse,
    StoryVersion,
    TooManyStoriesError,
    with_version,
    with_withdrawal,
    with_word,
)
from tests.world import NOW

PHOTO = StoryPhoto(name="ab" * 16, sizes=(PhotoSize(width=320, height=200),))


def a_version(number: int = 1, *uses: StoryUse, **changes: Any) -> StoryVersion:
    given_uses = uses or (StoryUse.WALL,)
    consents = tuple(
        StoryConsent(use=use, wording="w", sentence="s", language="en", given_at=NOW)
        for use in given_uses
    )
    named = {"name_form": NameForm.FIRST_NAME, "first_name": "Ada"}
    given: dict[str, Any] = {"text": f"version {number}", "language": "en", **named, **changes}
    return StoryVersion(number=number, consents=consents, written_at=NOW, **given)


def a_story(version: StoryVersion | None = None) -> Story:
    return Story(
        story_id="sty_" + "0" * 26,
        program_id="friends",
        person_id="adv_ada",
        role=Role.ADVOCATE,
        code="ada-bakes",
        draft=version or a_version(),
        written_at=NOW,
    )


def a_word(number: int = 1, verdict: StoryVerdict = StoryVerdict.APPROVE) -> ModerationWord:
    return ModerationWord(version=number, verdict=verdict, made_by="Eve", made_at=NOW)


DECLINE = StoryVerdict.DECLINE


def test_a_new_story_waits_and_is_shown_nowhere() -> None:
    assert a_story().state is StoryState.WAITING
    assert public_story(a_story()) is None


def test_an_approved_story_is_shown_where_its_author_agreed() -> None:
    story = with_word(a_story(), a_word())

    assert story.state is StoryState.APPROVED
    assert public_story(story, StoryUse.WALL)
    assert public_story(story, StoryUse.ELSEWHERE) is None


def test_an_edit_waits_and_the_former_version_stands() -> None:
    story = with_version(with_word(a_story(), a_word()), a_version(2), "ada-bakes")

    shown = public_story(story)

    assert story.state is StoryState.WAITING
    assert shown
    assert shown.text == "version 1"


def test_a_declined_edit_leaves_the_former_version() -> None:
    story = with_version(with_word(a_story(), a_word()), a_version(2), "ada-bakes")
    story = with_word(story, a_word(2, DECLINE))

    assert story.state is StoryState.DECLINED
    assert public_story(story)


def test_a_version_that_is_shown_can_be_taken_down() -> None:
    story = with_word(with_word(a_story(), a_word()), a_word(1, DECLINE))

    assert story.state is StoryState.DECLINED
    assert public_story(story) is None


def test_taking_the_shown_version_down_decides_nothing_on_the_new_one() -> None:
    story = with_version(with_word(a_story(), a_word()), a_version(2), "ada-bakes")
    story = with_word(story, a_word(2, DECLINE))

    story = with_word(story, a_word(1, DECLINE))

    assert story.state is StoryState.DECLINED
    assert public_story(story) is None


def test_a_use_taken_back_ends_before_anybody_looks() -> None:
    story = with_word(a_story(a_version(1, StoryUse.WALL, StoryUse.ELSEWHERE)), a_word())

    story = with_version(story, a_version(2, StoryUse.ELSEWHERE), "ada-bakes")

    assert public_story(story, StoryUse.WALL) is None
    assert public_story(story, StoryUse.ELSEWHERE)


def test_a_use_that_is_new_waits() -> None:
    story = with_word(a_story(a_version(1, StoryUse.WALL)), a_word())

    story = with_version(story, a_version(2, StoryUse.WALL, StoryUse.LINK), "ada-bakes")

    assert not story.is_for(StoryUse.LINK)


def test_a_name_taken_back_ends_before_anybody_looks() -> None:
    nameless = a_version(2, name_form=NameForm.ANONYMOUS, first_name="")
    story = with_version(with_word(a_story(), a_word()), nameless, "ada-bakes")

    shown = public_story(story)

    assert shown
    assert shown.author == ""


def test_a_name_that_is_new_waits() -> None:
    nameless = a_version(1, name_form=NameForm.ANONYMOUS, first_name="")
    story = with_version(with_word(a_story(nameless), a_word()), a_version(2), "ada-bakes")

    shown = public_story(story)

    assert shown
    assert shown.author == ""


def test_a_photo_taken_back_ends_before_anybody_looks() -> None:
    with_photo = a_version(1, StoryUse.WALL, StoryUse.PHOTO, photo=PHOTO)
    story = with_word(a_story(with_photo), a_word())
    before, story = public_story(story), with_version(story, a_version(2), "ada-bakes")

    after = public_story(story)

    assert before
    assert after
    assert (before.photo, after.photo) == (PHOTO, None)


def test_a_withdrawn_story_is_shown_nowhere() -> None:
    story = with_withdrawal(with_word(a_story(), a_word()), NOW)

    assert story.state is StoryState.WITHDRAWN
    assert public_story(story) is None
    assert story.photos == frozenset()


def test_a_withdrawn_story_written_anew_waits_unseen() -> None:
    story = with_withdrawal(with_word(a_story(), a_word()), NOW)

    story = with_version(story, a_version(2), "ada-bakes")

    assert story.state is StoryState.WAITING
    assert public_story(story) is None


def test_a_withdrawn_story_is_not_decided_on() -> None:
    with pytest.raises(StoryMovedError):
        with_word(with_withdrawal(a_story(), NOW), a_word())


def test_a_version_that_nobody_saw_is_not_decided_on() -> None:
    story = with_version(a_story(), a_version(2), "ada-bakes")

    with pytest.raises(StoryMovedError):
        with_word(story, a_word(1))


def test_a_story_has_its_place_for_good() -> None:
    story = with_version(with_word(a_story(), a_word()), a_version(2), "ada-bakes")
    later = a_word(2).model_copy(update={"made_at": NOW + timedelta(days=9)})

    assert with_word(story, later).published_at == NOW


def test_nobody_changes_a_story_for_ever() -> None:
    with pytest.raises(TooManyStoriesError):
        with_version(a_story(), a_version(MOST_VERSIONS + 1), "ada-bakes")


def test_a_decline_needs_its_reason() -> None:
    with pytest.raises(ReasonMissingError):
        require_reason(StoryVerdict.DECLINE, None)
    require_reason(StoryVerdict.DECLINE, DeclineReason.UNKIND)
    require_reason(StoryVerdict.APPROVE, None)


def test_no_reason_declines_what_is_critical() -> None:
    assert not {"negative", "critical", "rating", "bad"} & set(DeclineReason)


@given(st.lists(st.sampled_from(["edit", "narrow", "approve", "decline", "withdraw"]), max_size=12))
def test_nothing_is_shown_that_nobody_approved(acts: list[str]) -> None:
    story, approved = a_story(a_version(1, *StoryUse)), set[int]()
    for act in acts:
        number = story.draft.number
        if act in ("edit", "narrow"):
            uses = (StoryUse.LINK,) if act == "narrow" else tuple(StoryUse)
            story = with_version(story, a_version(number + 1, *uses), "ada-bakes")
        elif act == "withdraw":
            story, approved = with_withdrawal(story, NOW), set()
        elif not story.withdrawn_at:
            verdict = StoryVerdict(act)
            story = with_word(story, a_word(number, verdict))
            approved = approved | {number} if act == "approve" else approved - {number}

        shown = story.public_version
        assert shown is None or shown.number in approved
        assert shown is None or shown.uses <= story.draft.uses
