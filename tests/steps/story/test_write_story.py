"""Writing: once a form, in versions, with each tick and the sentence beside it."""

import pytest

from referrals.desks import story as story_desk
from referrals.model.people.person import Role
from referrals.model.story.story import (
    MOST_STORIES,
    NameForm,
    StoriesClosedError,
    StoryNotFoundError,
    StoryState,
    StoryUse,
    TooManyStoriesError,
    UseMissingError,
)
from referrals.model.words.wording import wording
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.steps.story.write_story import require_own, write_story
from referrals.store.story.places import WallFilter
from referrals.wiring import stores, story_stores
from tests.stories import ALL, WORDS, publish, shop_with_wall, stored, wish, write
from tests.world import NOW, a_program


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def test_a_story_waits_with_its_ticks_word_for_word() -> None:
    story = stored(write(uses=ALL))

    assert story.state is StoryState.WAITING
    assert (story.draft.text, story.draft.first_name, story.code) == (WORDS, "Ada", "ada-bakes")
    wall = next(each for each in story.draft.consents if each.use is StoryUse.WALL)
    assert (wall.wording, wall.language, wall.given_at) == ("story_form.use_wall", "en", NOW)
    assert "Friends of the Bakery" in wall.sentence


def test_one_form_sent_twice_is_one_story() -> None:
    first, second = write(), write()

    assert first == second
    assert len(story_stores.stories().of_person("adv_ada")) == 1
    assert len(story_stores.stories().versions(first.story_id)) == 1


def test_another_form_is_another_story() -> None:
    write()
    write(form="two")

    assert len(story_stores.stories().of_person("adv_ada")) == 2


def test_other_words_are_another_version() -> None:
    story = write()

    changed = write("Even better toasted.", story_id=story.story_id)

    assert changed.draft.number == 2
    texts = [each.text for each in story_stores.stories().versions(story.story_id)]
    assert texts == [WORDS, "Even better toasted."]


def test_other_ticks_are_another_version() -> None:
    story = write()

    changed = write(story_id=story.story_id, uses=frozenset({StoryUse.ELSEWHERE}))

    assert changed.draft.number == 2
    assert changed.draft.uses == {StoryUse.ELSEWHERE}


def test_a_story_without_a_place_is_refused() -> None:
    with pytest.raises(UseMissingError):
        write(uses=frozenset())


def test_nobody_has_more_stories_than_anybody_may() -> None:
    for number in range(MOST_STORIES):
        write(form=str(number))

    with pytest.raises(TooManyStoriesError):
        write(form="one more")
    assert write(form="0").draft.number == 1


def test_somebody_else_s_story_is_unknown() -> None:
    story = write()
    desk = story_desk.stories()

    with pytest.raises(StoryNotFoundError):
        write("Mine now.", story_id=story.story_id, person_id="fri_ben")
    with pytest.raises(StoryNotFoundError):
        require_own(story.story_id, "adv_ada", "another-program", desk)
    assert stored(story).draft.text == WORDS


def test_who_has_no_printable_name_is_not_named() -> None:
    stores.people().change("adv_ada", name="win@evil.example")

    story = write()

    assert (story.draft.name_form, story.draft.first_name) == (NameForm.ANONYMOUS, "")


def test_a_friend_who_shares_has_their_own_link() -> None:
    ben = stores.people().get("fri_ben")
    advocate = ben.model_copy(
        update={"person_id": "adv_ben", "role": Role.ADVOCATE, "codes": {"friends": "bens"}}
    )
    stores.people().add(advocate)

    assert write(person_id="fri_ben").code == "bens"


def test_a_program_without_a_wall_takes_no_story() -> None:
    closed = a_program().model_copy(update={"version": 2})
    stores.programs().add(closed)

    with pytest.raises(StoriesClosedError):
        write()


def test_what_was_withdrawn_can_be_written_again() -> None:
    story = publish()
    withdraw_story(story.story_id, story_desk.stories(), now=NOW)

    again = write(story_id=story.story_id)

    assert (again.state, again.draft.number) == (StoryState.WAITING, 2)
    assert story_stores.stories().wall("friends", WallFilter(), 10) == ([], "")


def test_the_ticks_are_kept_in_the_language_they_were_read_in() -> None:
    desk = story_desk.stories()

    story = write_story(wish(), desk, words=wording("de"), now=NOW)

    (wall,) = story.draft.consents
    assert wall.language == "de"
    assert wall.sentence.startswith("Auf der Seite der Geschichten")
