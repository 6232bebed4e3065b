"""From the page after the order to a story: for a friend, where the program shows stories."""

from urllib.parse import parse_qs, urlsplit

import pytest

from referrals.model.identity import derived_key
from referrals.model.story.author_link import PURPOSE, StoryAuthor, read_author
from referrals.wiring import stores
from tests.arrival import BEN, read, unsent_order
from tests.corrector import place_order, shop
from tests.story_forms import look, text_of
from tests.world import SIGNING, a_key, a_program


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop(hold_days=14, stories={"wall": True})


def way_to_write(friend_id: str = BEN) -> list[str]:
    addresses = (attributes.get("href") or "" for _, attributes in read(friend_id).tags)
    return [each for each in addresses if "/stories/" in each]


def test_a_friend_is_led_to_a_page_to_write_on() -> None:
    place_order()

    (address,) = way_to_write()

    (token,) = parse_qs(urlsplit(address).query)["token"]
    author = read_author([derived_key(SIGNING, PURPOSE)], token)
    assert urlsplit(address).path == "/stories/friends/write"
    assert author == StoryAuthor(BEN, "friends", str(a_key()))
    told = look("write_form", token=token)
    assert told["statusCode"] == 200
    assert "Somebody sent you to" in text_of(told)


def test_nobody_is_led_there_while_there_is_no_wall() -> None:
    stores.programs().add(a_program(hold_days=14).model_copy(update={"version": 2}))
    place_order()

    assert way_to_write() == []


def test_a_thank_you_page_opens_nobody_s_stories() -> None:
    place_order()

    assert way_to_write("") == []


def test_an_order_that_nobody_brought_has_no_story() -> None:
    unsent_order()

    assert way_to_write() == []
