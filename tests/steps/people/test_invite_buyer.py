"""Whoever bought is asked once whether they would share, also who came by no link."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import delivery as delivery_desk
from referrals.desks import people as people_desk
from referrals.model.delivery.delivery import DeliveryOutcome, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.order.conversion import CancellationFact, Contact, Signals
from referrals.model.order.payment import Act
from referrals.model.people.buyer import buyer_id, invitation_id
from referrals.model.people.person import Consents
from referrals.model.words.wording import wording
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.delivery.deliver import deliver
from referrals.steps.people.invite_buyer import invitation_days, invite_buyer
from referrals.steps.people.stop_letters import stop_mail
from referrals.steps.privacy.erase_person import erase_person
from referrals.store.order.body import RawBody
from referrals.views.privacy.person_data import person_data
from referrals.wiring import clients, stores
from tests.letters import Postbox
from tests.meter import Meter, size
from tests.world import (
    AT,
    NOW,
    a_key,
    a_program,
    an_advocate,
    an_order,
    hash_of,
    store_program,
)

BEN = "ben@example.com"
DUE = NOW + timedelta(days=17)
ASKS = {"join": {"invitation": {"after_days": 3}}}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(**ASKS))


def buy(order_id: str = "1001", *, agreed: bool = True, email: str = BEN, **order: Any) -> None:
    """By nobody's link, as the stream tells it."""
    contact = Contact(email=email, first_name="Ben", locale="de", may_write=agreed)
    raw = RawBody(f"{order_id} {email}".encode(), {}, NOW)
    stores.bodies().keep(a_key(order_id), raw, contact)
    fact = an_order(customer_hash=hash_of(email) if email else "", **order)
    stores.conversions().record(a_key(order_id), fact, body=raw.sha, at=NOW)
    wake(order_id)


def wake(order_id: str = "1001") -> None:
    attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)


def invitation() -> OutboxItem | None:
    return stores.outbox().find(invitation_id(hash_of(BEN)))


def send() -> tuple[Postbox, DeliveryOutcome | None]:
    box = Postbox()
    desk = replace(delivery_desk.delivery_desk(), sender=lambda _: box)
    return box, deliver(invitation_id(hash_of(BEN)), desk, now=DUE, jitter=0)


def test_a_buyer_without_a_link_is_asked_after_the_hold() -> None:
    buy()

    found = invitation()
    assert found
    assert found.due_at == DUE
    assert BEN not in found.model_dump_json()
    assert stores.people().find(found.person_id) is None


def test_the_letter_finds_its_reader_in_the_order() -> None:
    buy()

    box, _ = send()

    (parcel,) = box.sent
    assert parcel.recipient
    assert (parcel.recipient.email, parcel.recipient.first_name) == (BEN, "Ben")
    assert parcel.content.actions == {"button": "https://go.shop.example/join/friends"}
    assert "nur dieses eine Mal" in box.last.text


def test_many_orders_are_one_letter() -> None:
    buy()
    buy("1002")
    wake()
    send()

    buy("1003")
    box, outcome = send()

    assert (box.sent, outcome) == ([], None)


@pytest.mark.parametrize(
    "order",
    [
        {"agreed": False},
        {"test": True},
        {"email": ""},
        {"occurred_at": NOW - timedelta(days=29)},
    ],
    ids=["no consent", "a test order", "no mailbox", "an old order"],
)
def test_nobody_is_asked_who_should_not_be(order: dict[str, Any]) -> None:
    buy(**order)

    assert list(stores.outbox().table.scan()) == []


@pytest.mark.parametrize(
    "rules", [{}, {**ASKS, "hold_days": 26}], ids=["asks nobody", "holds too long"]
)
def test_a_program_says_whether_buyers_are_asked(rules: dict[str, Any]) -> None:
    second = a_program(**rules).model_copy(update={"version": 2})
    stores.programs().add(second)

    buy()

    assert invitation_days(second.rules) is None
    assert invitation() is None


@pytest.mark.parametrize(("act", "asked"), [(Act.SIGNUP, False), (Act.PURCHASE, True)])
def test_who_signed_up_has_ordered_nothing(act: Act, asked: bool) -> None:
    buy()
    order, rules = stores.conversions().state(a_key()), stores.programs().get("friends").rules
    desk = attribution_desk.attribution().friends

    assert invite_buyer(replace(order, act=act), rules, desk, now=NOW) is asked


def test_an_order_that_went_back_is_no_reason_to_ask() -> None:
    buy()
    stores.conversions().record(a_key(), CancellationFact("x", (AT + 9) * 1000), body="", at=NOW)

    assert send()[1] == Skipped("order_went_back")


def test_who_shares_by_then_is_not_asked() -> None:
    buy()
    stores.people().add(an_advocate(BEN, "adv_ben"))

    assert send()[1] == Skipped("shares_already")


def test_a_consent_taken_back_since_is_heeded() -> None:
    buy()
    raw = RawBody(b"newer", {}, NOW)
    stores.bodies().keep(a_key(), raw, Contact(email=BEN, may_write=False))
    stores.conversions().record(a_key(), an_order(version_ms=AT * 2000), body=raw.sha, at=NOW)

    assert send()[1] == Skipped("did_not_agree")


def test_who_pressed_stop_is_not_asked() -> None:
    buy()
    stop_mail(buyer_id(hash_of(BEN)), stores.people(), now=NOW)

    assert send()[1] == Skipped("mail_stopped")


def test_a_friend_s_own_word_counts_more_than_the_order_s() -> None:
    buy(signals=Signals(ref_codes=("ada-bakes",)))
    ben = stores.referrals().get(str(a_key())).friend_id
    stores.people().change(ben, consents=Consents().model_dump())

    assert send()[1] == Skipped("did_not_agree")


def test_without_the_order_s_body_nobody_is_found() -> None:
    buy()
    stores.bodies().forget(a_key())

    assert send()[1] == Skipped("nobody_by_that_id")


def test_the_letter_is_exported_and_erased_with_its_reader() -> None:
    buy()
    files = people_desk.files()
    hashed = hash_of(BEN)

    words = wording("en")
    data = person_data(hashed, (), files, most_text=99_999, words=words, now=NOW)
    erase_person(
        hashed, files.theirs(hashed, ()), files, lambda known: f"erased-{known[:4]}", now=NOW
    )

    assert [item.item_id for item in data.letters] == [invitation_id(hashed)]
    assert invitation() is None


@pytest.mark.parametrize(
    ("rules", "agreed", "cost"),
    [
        ({}, True, {}),
        (ASKS, False, {"GetItem": 4}),
        (ASKS, True, {"GetItem": 3, "PutItem": 1}),
    ],
    ids=["asks nobody", "a no, and whether an older yes waits", "asked"],
)
def test_an_order_costs_few_reads_and_one_small_item(
    rules: dict[str, Any], agreed: bool, cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    stores.programs().add(a_program().model_copy(update={"version": 2}))
    buy(agreed=agreed)
    stores.programs().add(a_program(**rules).model_copy(update={"version": 3}))
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)
    desk = attribution_desk.attribution().friends
    order, current = stores.conversions().state(a_key()), stores.programs().get("friends").rules
    meter.calls.clear()

    assert invite_buyer(order, current, desk, now=NOW) is ("PutItem" in cost)

    assert meter.operations == cost
    assert all(size(request["Item"]) < 1024 for name, request in meter.calls if name == "PutItem")


@pytest.mark.parametrize(("newer", "state"), [(1, "skipped"), (-1, "pending")])
def test_a_newer_order_s_no_withdraws_the_invitation(newer: int, state: str) -> None:
    buy("1001", occurred_at=NOW - timedelta(days=5))

    buy("1002", agreed=False, occurred_at=NOW - timedelta(days=5 - newer))

    item = stores.outbox().find(invitation_id(hash_of(BEN)))
    assert item
    assert item.state.value == state
