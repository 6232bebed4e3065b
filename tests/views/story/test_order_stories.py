"""The story behind a referral: beside its order where both agreed, and nowhere else."""

import pytest

from referrals.model.story.story import StoryUse
from referrals.views.story.order_stories import OrderStory, order_stories
from referrals.wiring import stores, story_stores
from tests.stories import ALL, publish, shop_with_wall, write
from tests.world import a_key, refer


@pytest.fixture(autouse=True)
def order(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    refer()


def advocate_agrees() -> None:
    agreed = {"mail": True, "show_first_name": True, "story_beside": True}
    stores.people().change("adv_ada", consents=agreed)


def told(order_id: str = "1001") -> tuple[OrderStory, ...]:
    return order_stories(
        a_key(order_id), stores.referrals(), stores.people(), story_stores.stories()
    )


def test_it_stands_beside_its_order_where_both_agreed() -> None:
    advocate_agrees()
    publish("Ada sent me.", person_id="fri_ben", conversion_key=str(a_key()), uses=ALL)

    (found,) = told()

    assert (found.text, found.author) == ("Ada sent me.", "Ben")
    assert told("1002") == ()


def test_without_the_advocate_s_word_it_does_not() -> None:
    publish("Ada sent me.", person_id="fri_ben", conversion_key=str(a_key()), uses=ALL)

    assert told() == ()


def test_without_the_friend_s_tick_it_does_not() -> None:
    advocate_agrees()
    wall = frozenset({StoryUse.WALL})
    publish("Ada sent me.", person_id="fri_ben", conversion_key=str(a_key()), uses=wall)

    assert told() == ()


def test_before_somebody_has_read_it_it_does_not() -> None:
    advocate_agrees()
    write("Ada sent me.", person_id="fri_ben", conversion_key=str(a_key()), uses=ALL)

    assert told() == ()


def test_a_story_of_another_order_is_not_of_this_one() -> None:
    advocate_agrees()
    publish("Ada sent me.", person_id="fri_ben", conversion_key="friends#shopify#9", uses=ALL)

    assert told() == ()
