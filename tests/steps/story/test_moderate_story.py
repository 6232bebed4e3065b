"""Moderation: by name, with a reason, once, logged; its author is written to in the same moment."""

from collections.abc import Mapping
from typing import Any

import pytest

from referrals.desks import story as story_desk
from referrals.model.delivery.facts import Topic
from referrals.model.story.moderation import (
    DeclineReason,
    ReasonMissingError,
    StoryMovedError,
    StoryVerdict,
)
from referrals.model.story.story import StoryNotFoundError, StoryState, StoryUse
from referrals.steps.story.carry_words import link_words
from referrals.steps.story.change_story import StoryChange, change_story
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.store.story.places import WallFilter
from referrals.wiring import clients, stores, story_stores
from tests.stories import ALL, WORDS, publish, say, shop_with_wall, stored, write
from tests.world import NOW

DECLINE = StoryVerdict.DECLINE


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def letters() -> list[Mapping[str, Any]]:
    return sorted(clients.table("outbox").scan(), key=lambda item: str(item["item_id"]))


def wall() -> list[str]:
    return [each.text for each in story_stores.stories().wall("friends", WallFilter(), 10)[0]]


def test_an_approved_story_is_on_the_wall_and_its_author_hears() -> None:
    say(write())

    assert wall() == [WORDS]
    (letter,) = letters()
    assert (letter["topic"], letter["person_id"]) == (Topic.STORY_APPROVED, "adv_ada")


def test_a_declined_story_tells_its_author_why() -> None:
    said = say(write(), DECLINE, reason=DeclineReason.UNKIND)

    assert (said.story.state, wall()) == (StoryState.DECLINED, [])
    (letter,) = letters()
    assert letter["data"]["story_reason"] == "unkind"


def test_a_decline_without_a_reason_is_refused() -> None:
    with pytest.raises(ReasonMissingError):
        say(write(), DECLINE, reason=None)


def test_saying_the_same_twice_is_saying_it_once() -> None:
    story = write()

    first, second = say(story), say(story)

    assert (first.new, second.new) == (True, False)
    assert len(letters()) == len(story_stores.stories().log(story.story_id)) == 1


def test_the_log_keeps_who_said_what_and_why() -> None:
    story = write()
    say(story, DECLINE, note="ask Jana", made_by="Eve")
    say(story, made_by="Jana")

    log = story_stores.stories().log(story.story_id)

    said = [(each.verdict, each.reason, each.note, each.made_by) for each in log]
    assert said == [
        (DECLINE, DeclineReason.PRIVATE, "ask Jana", "Eve"),
        (StoryVerdict.APPROVE, None, "", "Jana"),
    ]


def test_a_version_written_meanwhile_is_not_approved_unseen() -> None:
    story = write()
    write("Something else entirely.", story_id=story.story_id)

    with pytest.raises(StoryMovedError):
        say(story)
    assert wall() == []


def test_an_edit_stands_once_it_was_read() -> None:
    story = publish()
    edited = write("Better words.", story_id=story.story_id)

    before = wall()
    say(edited)

    assert (before, wall()) == ([WORDS], ["Better words."])


def test_what_is_shown_can_be_taken_down_and_put_up_again() -> None:
    story = publish()
    say(story, DECLINE)
    down = wall()

    say(story)

    assert (down, wall()) == ([], [WORDS])


def test_an_unknown_story_is_not_decided_on() -> None:
    story = write().model_copy(update={"story_id": "sty_" + "z" * 26})

    with pytest.raises(StoryNotFoundError):
        say(story)


def test_a_change_that_loses_a_race_is_decided_anew() -> None:
    story, seen = write(), []

    def change(current: Any) -> StoryChange:
        seen.append(current.revision)
        if len(seen) == 1:
            write("Written in between.", story_id=story.story_id)
        return StoryChange(current.model_copy(update={"revision": current.revision + 1}))

    change_story(story.story_id, change, story_desk.stories())

    assert seen == [1, 2]
    assert stored(story).draft.text == "Written in between."


class TestLink:
    """A story travels with its author's link."""

    def test_its_first_sentences_become_the_link_s_words(self) -> None:
        story = publish(uses=ALL)

        assert stores.links().get("ada-bakes").words == link_words(story) == WORDS

    def test_without_that_tick_the_link_keeps_its_words(self) -> None:
        publish()

        assert stores.links().get("ada-bakes").words == "My own words."

    def test_nothing_travels_before_it_was_read(self) -> None:
        write(uses=ALL)

        assert stores.links().get("ada-bakes").words == "My own words."

    def test_taken_back_it_leaves_the_author_s_own_words(self) -> None:
        story = publish(uses=ALL)

        withdraw_story(story.story_id, story_desk.stories(), now=NOW)

        assert stores.links().get("ada-bakes").words == "My own words."

    def test_the_tick_taken_back_does_so_at_once(self) -> None:
        story = publish(uses=ALL)

        write(story_id=story.story_id, uses=frozenset({StoryUse.WALL}))

        assert stores.links().get("ada-bakes").words == "My own words."

    def test_words_that_the_author_put_there_since_stay(self) -> None:
        story = publish(uses=ALL)
        stores.links().change("ada-bakes", words="Newer own words.")

        withdraw_story(story.story_id, story_desk.stories(), now=NOW)

        assert stores.links().get("ada-bakes").words == "Newer own words."

    def test_an_edit_moves_the_words_and_keeps_the_author_s_own(self) -> None:
        story = publish(uses=ALL)
        say(write("Better words.", story_id=story.story_id, uses=ALL))
        edited = stores.links().get("ada-bakes").words

        withdraw_story(story.story_id, story_desk.stories(), now=NOW)

        assert edited == "Better words."
        assert stores.links().get("ada-bakes").words == "My own words."

    def test_no_withdrawn_story_comes_back_with_another_s_end(self) -> None:
        one = publish("The first.", uses=ALL)
        two = publish("The second.", uses=ALL, form="two")
        desk = story_desk.stories()

        withdraw_story(one.story_id, desk, now=NOW)
        between = stores.links().get("ada-bakes").words
        withdraw_story(two.story_id, desk, now=NOW)

        assert between == "The second."
        assert stores.links().get("ada-bakes").words == "My own words."

    def test_the_story_before_follows_the_one_that_ends(self) -> None:
        publish("The first.", uses=ALL)
        two = publish("The second.", uses=ALL, form="two")

        withdraw_story(two.story_id, story_desk.stories(), now=NOW)

        assert stores.links().get("ada-bakes").words == "The first."

    def test_a_closed_link_stays_as_it_is(self) -> None:
        stores.links().close("ada-bakes")

        publish(uses=ALL)

        assert stores.links().get("ada-bakes").words == ""


def test_a_withdrawal_is_safe_to_repeat() -> None:
    story, desk = publish(uses=ALL), story_desk.stories()

    first = withdraw_story(story.story_id, desk, now=NOW)
    again = withdraw_story(story.story_id, desk, now=NOW)

    assert (again.state, again) == (StoryState.WITHDRAWN, first)
    assert wall() == []
