"""An advocate's moments: in sentences, named by consent, never about money."""

from datetime import timedelta

import pytest

from referrals.model.words.wording import languages, wording
from referrals.views.memory.memory_board import MemoryBoard, MemoryShelf, memory_board
from referrals.wiring import community_stores, stores
from tests.arrival import give_address
from tests.corrector import CANCELLED, place_order, record_and_wake, shop
from tests.world import NOW


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop()
    place_order()


def board(tag: str = "en", days: int = 1) -> MemoryBoard:
    rules, ada = stores.programs().get("friends").rules, stores.people().get("adv_ada")
    shelf = MemoryShelf(community_stores.memories(), stores.people())
    return memory_board(ada, rules, shelf, words=wording(tag), now=NOW + timedelta(days=days))


def test_a_friend_is_named_only_by_consent_here_too() -> None:
    give_address()
    assert [each.text for each in board().moments] == ["Your first friend came."]

    give_address(show_first_name=True)

    assert [each.text for each in board().moments] == ["Ben came: your first friend here."]


def test_of_each_friend_the_newest_year_is_shown() -> None:
    texts = [each.text for each in board(days=800).moments]

    assert texts == ["2 years ago a friend came through you.", "Your first friend came."]


def test_a_moment_goes_with_its_order() -> None:
    record_and_wake(CANCELLED)

    assert board().moments == ()
    assert board().empty


def test_another_program_s_friends_are_not_counted() -> None:
    assert community_stores.brought_orders().of_advocate("adv_ada", "others") == []


@pytest.mark.parametrize("tag", languages())
def test_moments_are_told_in_every_language(tag: str) -> None:
    told = board(tag, days=800)

    assert len(told.moments) == 2
    assert "{" not in str(told)
