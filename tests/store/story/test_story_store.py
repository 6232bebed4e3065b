"""Stories as they are stored: every list follows from the story, and a page is one request."""

from datetime import timedelta

import pytest

from referrals.desks import story as story_desk
from referrals.model.story.moderation import StoryVerdict
from referrals.model.story.story import Story, StoryState, StoryUse
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.store.story.places import WallFilter, places_of
from referrals.store.story.story import BadPlaceError, Stories
from referrals.store.table import CancelledError, Table, transact
from referrals.wiring import clients, story_stores
from tests.meter import Meter
from tests.stories import ALL, publish, say, shop_with_wall, stored, write
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


@pytest.fixture
def store(shop: None) -> Stories:
    return story_stores.stories()


EVERYTHING = WallFilter()


def texts(store: Stories, narrow: WallFilter = EVERYTHING) -> list[str]:
    return [each.text for each in store.wall("friends", narrow, 10)[0]]


def publish_many(count: int) -> None:
    for number in range(count):
        at = NOW + timedelta(minutes=number)
        publish(f"story {number}", at, form=str(number), language="de" if number % 2 else "en")


def test_the_wall_has_the_newest_first(store: Stories) -> None:
    publish_many(3)

    assert texts(store) == ["story 2", "story 1", "story 0"]


def test_the_wall_is_narrowed_by_language_and_product(store: Stories) -> None:
    publish_many(4)
    publish("on rolls", form="rolls", product="Sunday rolls", at=NOW - timedelta(days=1))

    assert texts(store, WallFilter("de")) == ["story 3", "story 1"]
    assert texts(store, WallFilter.of("", "SUNDAY  rolls")) == ["on rolls"]
    assert texts(store, WallFilter.of("de", "Sunday rolls")) == []


def test_a_product_can_not_be_spelled_into_another_list(store: Stories) -> None:
    publish("odd", product="x#language=de")
    publish("plain", product="x", language="de", form="two")

    assert texts(store, WallFilter.of("de", "x")) == ["plain"]


def test_pages_go_on_where_they_ended_without_an_empty_one(store: Stories) -> None:
    publish_many(4)

    first, after = store.wall("friends", WallFilter(), 2)
    second, end = store.wall("friends", WallFilter(), 2, after)

    assert [each.text for each in (*first, *second)] == [f"story {n}" for n in (3, 2, 1, 0)]
    assert end == ""


@pytest.mark.parametrize("after", ["x", "2026-11-22T09:30:00Z", "#" * 2000, "\ud83d"])
def test_a_made_up_place_is_refused(store: Stories, after: str) -> None:
    with pytest.raises(BadPlaceError):
        store.wall("friends", WallFilter(), 2, after)


def test_a_page_of_the_wall_is_one_request(store: Stories) -> None:
    publish_many(12)

    meter = Meter(store.table.dynamo)
    metered = Stories(Table(meter, store.table.name))
    metered.wall("friends", WallFilter(), 10)

    assert meter.operations == {"Query": 1}


def test_the_choices_are_those_that_have_a_story(store: Stories) -> None:
    publish_many(3)
    gone = publish("rolls", form="rolls", product="Rolls", language="fr")

    before = [(each.kind, each.name, each.count) for each in store.filters("friends")]
    withdraw_story(gone.story_id, story_desk.stories(), now=NOW)
    after = [(each.kind, each.name, each.count) for each in store.filters("friends")]

    assert ("product", "Rolls", 1) in before
    assert after == [("product", "Rye", 3), ("language", "en", 2), ("language", "de", 1)]


def test_lists_by_state_move_with_the_story(store: Stories) -> None:
    story = write()
    waiting = [each.story_id for each in store.in_state("friends", StoryState.WAITING, 10)[0]]
    say(story, StoryVerdict.DECLINE)

    assert waiting == [story.story_id]
    assert store.in_state("friends", StoryState.WAITING, 10) == ([], "")
    assert [s.state for s in store.in_state("friends", StoryState.DECLINED, 10)[0]] == ["declined"]


def test_those_for_elsewhere_are_a_list_of_their_own(store: Stories) -> None:
    publish("elsewhere", uses=frozenset({StoryUse.ELSEWHERE}))
    publish("wall", form="two")

    found, _ = store.for_use("friends", StoryUse.ELSEWHERE, 10)

    assert [each.draft.text for each in found] == ["elsewhere"]
    assert texts(store) == ["wall"]


def test_two_changes_at_once_are_not_both_made(store: Stories) -> None:
    story = write()
    newer = story.model_copy(update={"revision": 2})
    transact(store.table.dynamo, store.change_actions(story, newer))

    with pytest.raises(CancelledError):
        transact(store.table.dynamo, store.change_actions(story, newer))


def test_nothing_of_a_story_is_left_once_it_is_gone(store: Stories) -> None:
    story = stored(publish(uses=ALL))

    transact(store.table.dynamo, store.change_actions(story, None))
    store.forget(story)

    left = [item for item in clients.table("stories").scan() if "wall-filters" not in str(item)]
    assert left == []
    assert store.filters("friends") == []


def test_every_list_is_found_again_by_the_story_alone(store: Stories) -> None:
    story = stored(publish(uses=ALL))
    lists = {(place.subject, place.entry) for place in places_of(story)}

    kept = {
        (str(item["subject"]), str(item["entry"]))
        for item in clients.table("stories").scan()
        if not str(item["subject"]).startswith(("story#", "wall-filters#", "stories#count#"))
    }

    assert kept == lists


def test_a_story_of_another_program_is_on_another_wall(store: Stories) -> None:
    publish()

    assert store.wall("another", WallFilter(), 10) == ([], "")


def test_a_pointer_without_its_story_is_left_out(store: Stories) -> None:
    story: Story = write()
    clients.table("stories").delete({"subject": f"story#{story.story_id}", "entry": "story"})

    assert store.of_person("adv_ada") == []
