"""An erased person's stories are nowhere: no words, no ticks, no photo, no note, no list."""

from typing import Any

import pytest

from referrals.desks import people as people_desk
from referrals.model.privacy.request import stand_in
from referrals.model.story.moderation import StoryVerdict
from referrals.steps.privacy.erase_person import erase_person
from referrals.steps.privacy.erase_stories import erase_stories
from referrals.wiring import clients, stores, story_stores
from tests.stories import (
    ALL,
    add_photo,
    files_left,
    publish,
    say,
    shop_with_wall,
    write,
)
from tests.world import NOW, hash_of


def erased_hash(customer_hash: str) -> str:
    return stand_in("seed", customer_hash)


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def left() -> list[Any]:
    items = clients.table("stories").scan()
    return [item for item in items if not str(item["subject"]).startswith("wall-filters#")]


def test_nothing_of_what_they_told_is_left() -> None:
    story = publish("Words of Ada.", uses=ALL)
    add_photo(story.story_id)
    write("Of another form.", form="two")
    say(write("Declined.", form="three"), StoryVerdict.DECLINE, note="a note")

    done = erase_person(hash_of("ada@example.com"), [], people_desk.files(), erased_hash, now=NOW)

    assert done.stories == 3
    assert (left(), files_left()) == ([], [])
    assert story_stores.stories().filters("friends") == []
    assert stores.links().get("ada-bakes").words == ""


def test_another_s_story_stays() -> None:
    publish("Words of Ben.", person_id="fri_ben")

    erase_person(hash_of("ada@example.com"), [], people_desk.files(), erased_hash, now=NOW)

    assert [each.draft.text for each in story_stores.stories().of_person("fri_ben")] == [
        "Words of Ben."
    ]


def test_an_erasure_that_was_cut_off_is_finished_by_the_next() -> None:
    story = publish(uses=ALL)
    # As if it had ended between the versions and the story itself.
    story_stores.stories().forget(story)

    counted = erase_stories(stores.people().get("adv_ada"), people_desk.files())
    again = erase_stories(stores.people().get("adv_ada"), people_desk.files())

    assert (counted, again) == (1, 0)
    assert left() == []
