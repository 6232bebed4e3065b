"""What an author takes back is gone wherever it was shown: with the next request, or seconds later
where a page remembers what all its readers share."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from functions.friend.app import handler as friend
from functions.pictures.app import handler as pictures
from functions.redirect.app import handler as redirect
from functions.stories.app import handler as wall
from referrals.model.session.api_key import Scope
from referrals.model.story.story import Story, StoryState
from referrals.store.recent import KEEP
from referrals.wiring import clock, stores
from tests.advocate import sign_in
from tests.bucket import files, open_bucket
from tests.caller import KEY, call_api, with_key
from tests.portal import event as page_event
from tests.stories import (
    ALL,
    WORDS,
    add_photo,
    files_left,
    publish,
    say,
    shop_with_wall,
    stored,
)
from tests.story_forms import post
from tests.streams import Streams, mappings
from tests.wall import answer, event

A_MINUTE = 60


@pytest.fixture
def streams() -> Streams:
    return Streams()


@pytest.fixture
def story(account: None, monkeypatch: pytest.MonkeyPatch) -> Story:
    """On the wall, with the link, elsewhere and beside its order, with a photo."""
    open_bucket()
    shop_with_wall(monkeypatch, landing="welcome")
    stores.links().change("ada-bakes", landing="welcome")
    sign_in()
    with_key(KEY, *Scope)
    shown = publish(uses=ALL)
    add_photo(shown.story_id)
    say(stored(shown))
    return stored(shown)


def draw_cards(streams: Streams) -> str:
    """The link's card, once the streams are still."""
    for _ in range(4):
        for mapping in (each for each in mappings() if each.function == "pictures"):
            if records := streams.waiting(mapping):
                pictures({"Records": records}, None)
    return stores.links().get("ada-bakes").card


def elsewhere(_: Story) -> Any:
    asked = {"program": "friends", "use": "elsewhere"}
    text = "&".join(f"{name}={value}" for name, value in asked.items())
    return call_api("list_stories", rawQueryString=text, queryStringParameters=asked)


def photo(story: Story) -> Any:
    """With the words in place of the photo, as long as it is served."""
    asked = event("story")
    asked["routeKey"] = "GET /stories/{program}/{story}/{file}"
    named = {"story": story.story_id, "file": f"{'ab' * 32}-320.jpg"}
    asked["pathParameters"] = {"program": "friends", **named}
    told = wall(asked, None)
    return {**told, "body": WORDS} if told["statusCode"] == 200 else told


PLACES: dict[str, Callable[[Story], Any]] = {
    "the wall": lambda _: answer("wall"),
    "the wall within the shop's page": lambda _: answer("wall_embedded"),
    "its own page": lambda story: answer("story", story.story_id),
    "its photo": photo,
    "the friend's page": lambda _: friend(page_event("welcome"), None),
    "the shop's own places": elsewhere,
}


@pytest.mark.parametrize("place", sorted(PLACES))
def test_one_press_takes_it_off(story: Story, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    look = PLACES[place]
    before = look(story)
    first_words = WORDS.partition(".")[0]
    assert first_words in before["body"]
    assert kept_for(before) + KEEP.seconds <= A_MINUTE

    told = post(act="withdraw", story=story.story_id)

    assert told["statusCode"] in (200, 303)
    assert stored(story).state is StoryState.WITHDRAWN
    remembered_until = clock.now() + KEEP
    monkeypatch.setattr(clock, "now", lambda: remembered_until)
    assert first_words not in look(story)["body"]
    assert files_left() == []


def kept_for(told: dict[str, Any]) -> int:
    """Seconds for which anything between us and the reader may go on showing it."""
    found = re.search(r"max-age=(\d+)", told["headers"].get("cache-control", "no-store"))
    return int(found[1]) if found else 0


def test_the_link_and_its_card_speak_as_before(story: Story, streams: Streams) -> None:
    with_story = draw_cards(streams)
    assert stores.links().get("ada-bakes").words == WORDS

    post(act="withdraw", story=story.story_id)

    assert stores.links().get("ada-bakes").words == "My own words."
    assert draw_cards(streams) != with_story
    assert files() == [f"cards/{stores.links().get('ada-bakes').card}"]


def test_a_preview_of_the_link_tells_nothing_of_it(story: Story) -> None:
    post(act="withdraw", story=story.story_id)
    asked = {
        **page_event("welcome"),
        "routeKey": "GET /r/{code}",
        "rawPath": "/r/ada-bakes",
        "headers": {"user-agent": "WhatsApp/2.23"},
    }

    told = redirect(asked, None)

    assert "My own words." in told["body"]
    assert WORDS.partition(".")[0] not in told["body"]
