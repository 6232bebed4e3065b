"""What people hand over: it waits for them, and the letter goes when they say that it is done."""

from datetime import timedelta

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.desks import todo as todo_desk
from referrals.model.delivery.delivery import Hopeless
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import BY_HAND, DeliveryState, HandWord
from referrals.model.delivery.todo import Todo
from referrals.steps.delivery.deliver import deliver
from referrals.steps.delivery.finish_todo import (
    BadTodoNoteError,
    TodoNotFoundError,
    TodoOverError,
    finish_todo,
)
from referrals.views.delivery.todo import TodoSources, todo_page
from referrals.wiring import stores
from tests.steps.code.code_handovers import KEY, friend_side, fulfil, sent_back, set_aside, settle
from tests.world import NOW, a_program, refer

ITEM = f"{KEY}#reward-friend"
GIFT = {"kind": "free_gift", "sku": "TOTE"}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program(hold_days=0, codes_by="manual"))


def rewarded() -> None:
    assert refer() == KEY
    settle()
    deliver(ITEM, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)


def todos() -> list[Todo]:
    sources = TodoSources(stores.outbox(), stores.grants(), stores.redemptions())
    return [each for each in todo_page(sources, 50)[0] if isinstance(each, Todo)]


def test_a_promised_code_waits_for_hands() -> None:
    rewarded()

    (todo,) = todos()

    assert (todo.item.item_id, todo.takes_back) == (ITEM, False)
    assert friend_side().issued_at is None
    assert stores.outbox().find(f"{KEY}#welcome") is None


def test_when_it_is_done_the_letter_goes_with_the_code() -> None:
    rewarded()

    done = finish_todo(ITEM, HandWord("SPRING-7", "Carla"), todo_desk.todo(), now=NOW)

    assert (done.state, done.reference, done.done_by) == (DeliveryState.DONE, "SPRING-7", "Carla")
    assert (friend_side().code, friend_side().issued_at) == ("SPRING-7", NOW)
    assert stores.outbox().get(f"{KEY}#welcome").data["code"] == "SPRING-7"
    assert todos() == []


def test_a_gift_needs_no_code() -> None:
    assert refer() == KEY
    settle()
    grant = stores.grants().get(KEY)
    side = grant.side("friend").model_copy(update={"terms": GIFT})
    stores.grants().change(grant.with_side(side))
    deliver(ITEM, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)

    finish_todo(ITEM, HandWord("", "Carla"), todo_desk.todo(), now=NOW)

    assert friend_side().issued_at == NOW


@pytest.mark.parametrize(
    ("by", "code"), [("", "A1B2"), ("Carla\n", "A1B2"), ("Carla", ""), ("Carla", "two words")]
)
def test_a_note_that_says_too_little_is_refused(by: str, code: str) -> None:
    rewarded()

    with pytest.raises(BadTodoNoteError) as refused:
        finish_todo(ITEM, HandWord(code, by), todo_desk.todo(), now=NOW)

    assert refused.value.remedy
    assert friend_side().issued_at is None


def test_what_went_back_meanwhile_is_not_handed_over() -> None:
    rewarded()
    set_aside(1)

    assert todos() == []
    with pytest.raises(TodoOverError):
        finish_todo(ITEM, HandWord("SPRING-7", "Carla"), todo_desk.todo(), now=NOW)


def test_said_twice_it_is_told_once() -> None:
    rewarded()
    finish_todo(ITEM, HandWord("SPRING-7", "Carla"), todo_desk.todo(), now=NOW)

    with pytest.raises(TodoNotFoundError):
        finish_todo(ITEM, HandWord("SPRING-8", "Dan"), todo_desk.todo(), now=NOW)

    assert friend_side().code == "SPRING-7"


def test_what_goes_back_is_ended_by_hand_too() -> None:
    rewarded()
    finish_todo(ITEM, HandWord("SPRING-7", "Carla"), todo_desk.todo(), now=NOW)
    set_aside(1)
    back = f"{KEY}#revoke-friend-9"
    template = stores.outbox().get(ITEM)
    fresh = {"item_id": back, "topic": Topic.REWARD_REVERSED, "state": DeliveryState.PENDING}
    stores.outbox().add(template.model_copy(update={**fresh, "done_by": "", "reference": ""}))
    deliver(back, delivery_desk.delivery_desk(), now=NOW + timedelta(hours=1), jitter=0.5)

    (todo,) = todos()
    assert (todo.takes_back, todo.side.code) == (True, "SPRING-7")
    finish_todo(back, HandWord("", "Carla"), todo_desk.todo(), now=NOW)

    assert friend_side().issued_at is None
    assert todos() == []


def test_what_an_order_took_back_is_ended_by_hand() -> None:
    rewarded()
    finish_todo(ITEM, HandWord("SPRING-7", "Carla"), todo_desk.todo(), now=NOW)
    sent_back()
    (back,) = (i for i in stores.outbox().about(KEY) if "#revoke-" in i.item_id)
    deliver(back.item_id, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)

    (todo,) = todos()

    assert (todo.takes_back, todo.side.code) == (True, "SPRING-7")


def test_what_was_never_handed_over_needs_no_taking_back() -> None:
    rewarded()

    sent_back()

    assert not [i for i in stores.outbox().about(KEY) if "#revoke-" in i.item_id]
    assert todos() == []


def test_a_reward_that_stands_again_is_for_hands_again() -> None:
    rewarded()
    finish_todo(ITEM, HandWord("SPRING-7", "Carla"), todo_desk.todo(), now=NOW)
    side = friend_side().model_copy(update={"issued_at": None})
    stores.grants().change(stores.grants().get(KEY).with_side(side))

    assert fulfil() == Hopeless(BY_HAND)
