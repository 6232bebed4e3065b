"""Letters go to the address that is known now: one that comes late, or is corrected, or respelled.

Bodies come through `record_conversion`, so that the contact is where attribution looks for it.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from referrals import desks, wiring
from referrals.model.conversion import Contact, Payment, Signals
from referrals.model.delivery import Done, Outcome, Parcel, Skipped
from referrals.model.facts import Topic
from referrals.model.outbox import Channel, DeliveryState, OutboxItem
from referrals.model.person import Consents, Person, Role, friend_id_of
from referrals.steps.attribute_conversion import attribute_conversion
from referrals.steps.deliver import deliver
from referrals.steps.erase_person import erase_person
from referrals.steps.stop_mail import stop_mail
from referrals.store.body import RawBody
from tests.corrector import KEY, shop, told
from tests.world import AT, NOW, a_key, a_refund, an_item, an_order, hashed

pytestmark = pytest.mark.usefixtures("account")
BY_ADA = Signals(ref_codes=("ada-bakes",))
LETTER = f"{KEY}#welcome"


class Post:
    """A channel that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Parcel] = []

    def send(self, parcel: Parcel, now: datetime) -> Outcome:
        assert now == NOW
        self.sent.append(parcel)
        return Done("msg")

    @property
    def readers(self) -> list[str]:
        return [parcel.recipient.email for parcel in self.sent if parcel.recipient]


def body(
    email: str, *, at: int = AT, agreed: bool = False, witness: str = "", **order: Any
) -> None:
    """A body is recorded, and attributed, and judged."""
    raw = RawBody(f"{email} {at} {witness}".encode(), {}, at)
    contact = Contact(email=email, first_name="Ben" if email else "", may_write=agreed)
    wiring.bodies().keep(a_key(), raw, contact)
    given = {"customer_hash": hashed(email) if email else "", "signals": BY_ADA, **order}
    fact = an_order(updated_at=at * 1000, witness=witness, **given)
    wiring.conversions().record(a_key(), fact, body=raw.sha, at=at)
    told()


def friend() -> Person:
    found = wiring.people().find(wiring.referrals().get(KEY).friend_id)
    assert found
    return found


def a_letter(**changes: Any) -> OutboxItem:
    """To the friend of the order, as it is now."""
    data = {
        "conversion_key": KEY,
        "side": "friend",
        "reward": {"kind": "discount_code", "percent": 10, "amount": 1},
        "friend_id": friend().person_id,
        "advocate_id": "adv_ada",
        **changes.pop("data", {}),
    }
    item = an_item(
        item_id=changes.pop("item_id", f"{KEY}#letter"),
        topic=changes.pop("topic", Topic.FRIEND_WELCOMED),
        person_id=friend().person_id,
        data=data,
        **changes,
    )
    wiring.outbox().add(item)
    return item


def sent(item: OutboxItem, post: Post) -> Outcome | None:
    desk = replace(desks.delivery_desk(), sender=lambda _: post)
    return deliver(item.item_id, desk, now=NOW, jitter=0)


def test_an_address_that_comes_late_is_the_friend_s() -> None:
    shop()
    body("", at=AT)
    nameless = friend()

    body("ben@example.com", at=AT + 60, agreed=True)

    assert friend().person_id == nameless.person_id == friend_id_of(KEY)
    assert (friend().email, friend().name) == ("ben@example.com", "Ben")
    assert friend().consents == Consents(mail=True)
    found = wiring.people().find_by_hash(Role.FRIEND, hashed("ben@example.com"))
    assert found == friend()


def test_an_address_in_another_witness_s_body_is_the_friend_s() -> None:
    shop()
    body("", at=AT)

    body("ben@example.com", at=AT, witness="session", payment=Payment.PENDING)

    assert friend().email == "ben@example.com"


def test_a_customer_known_by_an_id_gets_the_address_that_comes_beside() -> None:
    shop()
    body("", customer_hash="hash of cus_1")
    nameless, letter, post = friend(), a_letter(), Post()
    assert sent(letter, post) == Skipped("no_address")

    body("ben@example.com", witness="session", payment=Payment.PENDING)

    assert wiring.referrals().get(KEY).figures.customer_hash == "hash of cus_1"
    assert (friend().person_id, friend().email) == (nameless.person_id, "ben@example.com")
    assert wiring.outbox().get(letter.item_id).state is DeliveryState.PENDING


def test_another_mailbox_of_a_customer_known_by_an_id_has_its_own_consent() -> None:
    shop()
    body("ben@example.com", agreed=True, customer_hash="hash of cus_1")

    body("eve@example.com", at=AT + 60, customer_hash="hash of cus_1")

    assert (friend().email, friend().consents.mail) == ("eve@example.com", False)


def test_a_letter_that_had_no_address_is_sent_when_there_is_one() -> None:
    shop()
    body("")
    letter, post = a_letter(), Post()
    assert sent(letter, post) == Skipped("no_address")

    body("ben@example.com", at=AT + 60)

    assert wiring.outbox().get(letter.item_id).state is DeliveryState.PENDING
    # Without an address nobody is rewarded: the letter was of no grant.
    assert sent(letter, post) == Done("msg")
    assert post.readers == ["ben@example.com"]


def test_an_address_that_came_while_the_letter_was_skipped_wakes_it() -> None:
    shop()
    body("")
    letter, post = a_letter(), Post()
    desk = replace(desks.delivery_desk(), sender=lambda _: post)
    settle = desk.outbox.settle

    class Slow(type(desk.outbox)):  # type: ignore[misc]
        def settle(self, leased: OutboxItem, after: OutboxItem) -> bool:
            body("ben@example.com", at=AT + 60)
            return settle(leased, after)

    slow = replace(desk, outbox=Slow(desk.outbox.table))
    deliver(letter.item_id, slow, now=NOW, jitter=0)

    assert wiring.outbox().get(letter.item_id).state is DeliveryState.PENDING
    assert sent(letter, post) == Done("msg")


def test_a_letter_that_waited_tells_what_stands_by_now() -> None:
    shop(offers=[both_credit()])
    body("ben@example.com")
    letter, post = waiting_letter(), Post()
    told(a_refund(2500))

    sent(letter, post)

    assert post.sent[0].item.data["reward"]["amount"] == 250


def test_a_letter_that_waited_for_nothing_is_not_sent() -> None:
    shop(offers=[both_credit()])
    body("ben@example.com")
    letter, post = waiting_letter(), Post()
    told(a_refund(5000))

    assert sent(letter, post) == Skipped("reversed")


@pytest.mark.parametrize("topic", [Topic.REWARD_REVERSED, Topic.REWARD_WITHHELD])
def test_a_letter_of_what_was_is_not_sent_late(topic: Topic) -> None:
    shop(offers=[both_credit()])
    body("ben@example.com")

    late = waiting_letter(topic=topic)

    assert sent(late, Post()) == Skipped("told_as_it_stands")


def both_credit() -> dict[str, Any]:
    credit = {"kind": "store_credit", "amount_minor": 500}
    return {"name": "both", "advocate": credit, "friend": credit}


def waiting_letter(**changes: Any) -> OutboxItem:
    credit = {"kind": "store_credit", "amount": 500}
    return a_letter(reason="address_known", data={"reward": credit}, **changes)


def test_a_corrected_address_leads_to_another_friend() -> None:
    shop()
    body("stranger@example.com", agreed=True)
    stranger = friend()

    body("ben@example.com", at=AT + 60)

    assert friend().person_id != stranger.person_id
    assert (friend().email, friend().consents) == ("ben@example.com", Consents())
    assert wiring.people().get(stranger.person_id).email == "stranger@example.com"


def test_an_address_corrected_twice_comes_back_to_the_first_friend() -> None:
    shop()
    body("ben@example.com", agreed=True)
    ben = friend()

    body("stranger@example.com", at=AT + 60)
    body("ben@example.com", at=AT + 120)

    assert friend() == ben


def test_a_corrected_address_that_is_known_is_that_friend_s() -> None:
    shop()
    known = wiring.people().add(
        Person(
            person_id="fri_known",
            role=Role.FRIEND,
            email="ben@example.com",
            email_hash=hashed("ben@example.com"),
            enrolled_at=NOW,
        )
    )
    body("")

    body("ben@example.com", at=AT + 60)

    assert friend() == known


def test_nothing_goes_on_to_the_former_address() -> None:
    shop()
    body("stranger@example.com")
    wiring.table("ledger").delete({"account": f"grant#{KEY}", "entry": "grant"})
    letter, post = a_letter(), Post()

    body_of_ben_unrewarded()

    assert sent(letter, post) == Done("msg")
    assert post.readers == ["ben@example.com"]


def body_of_ben_unrewarded() -> None:
    """Attribution only: the reward moves in its own time."""
    raw = RawBody(b"ben's", {}, AT)
    wiring.bodies().keep(a_key(), raw, Contact(email="ben@example.com"))
    fact = an_order(updated_at=(AT + 60) * 1000, signals=BY_ADA)
    wiring.conversions().record(a_key(), fact, body=raw.sha, at=AT)
    attribute_conversion(a_key(), desks.desk(), now=NOW)


def test_a_letter_about_what_is_another_s_by_now_is_not_sent() -> None:
    shop()
    body("stranger@example.com")
    letter, post = a_letter(data={"side": "friend.9"}), Post()

    body_of_ben_unrewarded()

    assert sent(letter, post) == Skipped("another_friend")
    assert post.readers == []


def test_a_newer_spelling_is_where_letters_go() -> None:
    shop()
    body("ben@example.com", agreed=True)
    ben = friend()

    body("Ben+bread@Example.com", at=AT + 60)

    assert friend() == ben.model_copy(update={"email": "Ben+bread@Example.com"})


def test_a_consent_holds_for_its_own_address() -> None:
    shop()
    body("ben@example.com", agreed=True)

    body("eve@example.com", at=AT + 60)

    assert not friend().consents.mail


def test_a_stop_is_not_undone_by_a_newer_body() -> None:
    shop()
    body("ben@example.com", agreed=True)
    stop_mail(friend().person_id, wiring.people())

    body("Ben@example.com", at=AT + 60, agreed=True)

    assert (friend().mail_stopped, friend().consents.mail) == (True, False)


def test_a_mailbox_that_was_stopped_as_an_advocate_s_is_stopped_as_a_friend_s() -> None:
    shop()
    ben = Person(
        person_id="adv_ben",
        role=Role.ADVOCATE,
        email="ben@example.com",
        email_hash=hashed("ben@example.com"),
        mail_stopped=True,
        enrolled_at=NOW,
    )
    wiring.people().add(ben)

    body("ben@example.com", agreed=True)

    assert (friend().mail_stopped, friend().consents.mail) == (True, False)


def test_whoever_was_erased_is_not_made_anew_by_a_late_body() -> None:
    shop()
    body("ben@example.com")
    files, ben = desks.files(), friend()
    keys = files.theirs(hashed("ben@example.com"), [])
    erase_person(hashed("ben@example.com"), keys, files, lambda h: f"erased-{h[:8]}" if h else "")

    body("ben@example.com", at=AT + 60)
    body("ben@example.com", at=AT + 120)

    assert wiring.referrals().get(KEY).friend_id == ben.person_id
    assert wiring.people().find(ben.person_id) is None


def test_a_corrected_address_of_the_advocate_s_own_still_disproves() -> None:
    shop()
    body("")
    body("ada@example.com", at=AT + 60)

    known = wiring.referrals().get(KEY)
    assert (known.attribution.reason, known.friend_id) == ("self_referral", "")


def test_an_address_without_a_hash_is_none() -> None:
    shop()
    raw = RawBody(b"?", {}, AT)
    wiring.bodies().keep(a_key(), raw, Contact(email="not an address", first_name="Ben"))
    fact = an_order(customer_hash="", signals=BY_ADA)
    wiring.conversions().record(a_key(), fact, body=raw.sha, at=AT)
    told()

    assert (friend().email, friend().name) == ("", "Ben")


def test_webhooks_of_an_order_do_not_mind() -> None:
    shop(webhook_url="https://hooks.shop.example/x")
    body("stranger@example.com")
    data = {"conversion_key": KEY, "friend_id": friend().person_id}
    hook = an_item(item_id="hook", channel=Channel.WEBHOOK, person_id="", data=data)
    wiring.outbox().add(hook)
    post = Post()

    body_of_ben_unrewarded()

    assert sent(hook, post) == Done("msg")
