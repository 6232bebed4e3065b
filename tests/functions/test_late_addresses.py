"""An address that comes late or is corrected, through the real handlers of every stage."""

import importlib
from typing import Any

import pytest

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.people.person import Role
from referrals.wiring import stores
from tests.estate import CODE, EstateContext, deliver_webhook, furnish_estate, order, rest
from tests.streams import Streams, mappings
from tests.world import an_item, hash_of

KEY = "friends#signed#3003"
KIM = "kim@example.com"


@pytest.fixture
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    return furnish_estate(monkeypatch)


def body(streams: Streams, email: str, minute: int) -> None:
    deliver_webhook("signed", order("3003", email, "Kim", updated_at=f"2026-11-22T09:{minute}:00Z"))
    rest(streams)


def deliver(streams: Streams) -> None:
    (mapping,) = (each for each in mappings() if each.function == "deliveries")
    handler: Any = importlib.import_module("functions.deliveries.app").handler
    assert handler({"Records": streams.waiting(mapping)}, EstateContext()) == {
        "batchItemFailures": []
    }


def friend_id() -> str:
    return stores.referrals().get(KEY).friend_id


def test_a_letter_waits_for_an_address_and_goes_when_it_comes(streams: Streams) -> None:
    body(streams, "", 20)
    deliver(streams)
    data = {"conversion_key": KEY, "friend_id": friend_id(), "side": "friend"}
    stores.outbox().add(an_item(item_id="letter", person_id=friend_id(), data=data))
    deliver(streams)
    assert stores.outbox().get("letter").reason == "no_address"

    body(streams, KIM, 21)

    assert stores.outbox().get("letter").state is DeliveryState.PENDING
    deliver(streams)
    assert stores.outbox().get("letter").state is DeliveryState.DONE


def test_another_spelling_is_where_letters_go(streams: Streams) -> None:
    body(streams, KIM, 20)

    body(streams, "Kim+bread@example.com", 21)

    found = stores.people().find_by_hash(Role.FRIEND, hash_of(KIM))
    assert found
    assert (found.person_id, found.email) == (friend_id(), "Kim+bread@example.com")


def test_a_corrected_address_is_another_friend_s(streams: Streams) -> None:
    body(streams, "stranger@example.com", 20)
    stranger = friend_id()

    body(streams, KIM, 21)

    kim = stores.people().find_by_hash(Role.FRIEND, hash_of(KIM))
    assert kim
    assert stranger != friend_id() == kim.person_id
    assert stores.referrals().get(KEY).attribution.code == CODE
