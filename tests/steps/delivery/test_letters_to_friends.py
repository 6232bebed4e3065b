"""Letters go to the address that is known now, and tell what stands by now."""

from dataclasses import replace

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import Done, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.order.conversion import Payment
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import clients, stores
from tests.addressee import (
    ReceivedPost,
    a_letter,
    body,
    both_credit,
    friend,
    keep_body_of_ben,
    send_item,
    waiting_letter,
)
from tests.corrector import KEY, record_and_wake, shop
from tests.world import AT, NOW, a_refund

pytestmark = pytest.mark.usefixtures("account")


def test_a_customer_known_by_an_id_gets_the_address_that_comes_beside() -> None:
    shop()
    body("", customer_hash="hash of cus_1")
    nameless, letter, post = friend(), a_letter(), ReceivedPost()
    assert send_item(letter, post) == Skipped("no_address")

    body("ben@example.com", witness="session", payment=Payment.PENDING)

    assert stores.referrals().get(KEY).figures.customer_hash == "hash of cus_1"
    assert (friend().person_id, friend().email) == (nameless.person_id, "ben@example.com")
    assert stores.outbox().get(letter.item_id).state is DeliveryState.PENDING


def test_another_mailbox_of_one_customer_id_has_its_own_consent() -> None:
    shop()
    body("ben@example.com", agreed=True, customer_hash="hash of cus_1")

    body("eve@example.com", at=AT + 60, customer_hash="hash of cus_1")

    assert (friend().email, friend().consents.mail) == ("eve@example.com", False)


def test_a_letter_that_had_no_address_is_sent_when_there_is_one() -> None:
    shop()
    body("")
    letter, post = a_letter(), ReceivedPost()
    assert send_item(letter, post) == Skipped("no_address")

    body("ben@example.com", at=AT + 60)

    assert stores.outbox().get(letter.item_id).state is DeliveryState.PENDING
    # Without an address nobody is rewarded: the letter was of no grant.
    assert send_item(letter, post) == Done("msg")
    assert post.readers == ["ben@example.com"]


def test_an_address_that_came_while_the_letter_was_skipped_wakes_it() -> None:
    shop()
    body("")
    letter, post = a_letter(), ReceivedPost()
    desk = replace(delivery_desk.delivery_desk(), sender=lambda _: post)
    settle = desk.outbox.settle

    class Slow(type(desk.outbox)):  # type: ignore[misc]
        def settle(self, leased: OutboxItem, after: OutboxItem) -> bool:
            body("ben@example.com", at=AT + 60)
            return settle(leased, after)

    slow = replace(desk, outbox=Slow(desk.outbox.table))
    deliver(letter.item_id, slow, now=NOW, jitter=0)

    assert stores.outbox().get(letter.item_id).state is DeliveryState.PENDING
    assert send_item(letter, post) == Done("msg")


def test_a_letter_that_waited_tells_what_stands_by_now() -> None:
    shop(offers=[both_credit()])
    body("ben@example.com")
    letter, post = waiting_letter(), ReceivedPost()
    record_and_wake(a_refund(2500))

    send_item(letter, post)

    assert post.sent[0].item.data["reward"]["amount"] == 250


def test_a_letter_that_waited_for_nothing_is_not_sent() -> None:
    shop(offers=[both_credit()])
    body("ben@example.com")
    letter, post = waiting_letter(), ReceivedPost()
    record_and_wake(a_refund(5000))

    assert send_item(letter, post) == Skipped("reversed")


@pytest.mark.parametrize("topic", [Topic.REWARD_REVERSED, Topic.REWARD_WITHHELD])
def test_a_letter_of_what_was_is_not_sent_late(topic: Topic) -> None:
    shop(offers=[both_credit()])
    body("ben@example.com")

    late = waiting_letter(topic=topic)

    assert send_item(late, ReceivedPost()) == Skipped("told_as_it_stands")


def test_nothing_goes_on_to_the_former_address() -> None:
    shop()
    body("stranger@example.com")
    clients.table("ledger").delete({"account": f"grant#{KEY}", "entry": "grant"})
    letter, post = a_letter(), ReceivedPost()

    keep_body_of_ben()

    assert send_item(letter, post) == Done("msg")
    assert post.readers == ["ben@example.com"]


def test_a_letter_about_what_is_another_s_by_now_is_not_sent() -> None:
    shop()
    body("stranger@example.com")
    letter, post = a_letter(data={"side": "friend.9"}), ReceivedPost()

    keep_body_of_ben()

    assert send_item(letter, post) == Skipped("another_friend")
    assert post.readers == []
