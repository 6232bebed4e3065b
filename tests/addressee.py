"""An order whose friend becomes known body by body, and letters on their way to them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.era import moment_of
from referrals.model.order.conversion import Contact, Signals
from referrals.model.people.person import Person
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.delivery.deliver import deliver
from referrals.store.order.body import RawBody
from referrals.wiring import stores
from tests.corrector import KEY, record_and_wake
from tests.world import AT, NOW, a_key, an_item, an_order, hash_of

BY_ADA = Signals(ref_codes=("ada-bakes",))


class ReceivedPost:
    """A channel that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
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
    raw = RawBody(f"{email} {at} {witness}".encode(), {}, moment_of(at))
    contact = Contact(email=email, first_name="Ben" if email else "", may_write=agreed or None)
    stores.bodies().keep(a_key(), raw, contact)
    given = {"customer_hash": hash_of(email) if email else "", "signals": BY_ADA, **order}
    fact = an_order(version_ms=at * 1000, witness=witness, **given)
    stores.conversions().record(a_key(), fact, body=raw.sha, at=moment_of(at))
    record_and_wake()


def friend() -> Person:
    found = stores.people().find(stores.referrals().get(KEY).friend_id)
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
    stores.outbox().add(item)
    return item


def send_item(item: OutboxItem, post: ReceivedPost) -> DeliveryOutcome | None:
    desk = replace(delivery_desk.delivery_desk(), sender=lambda _: post)
    return deliver(item.item_id, desk, now=NOW, jitter=0)


def both_credit() -> dict[str, Any]:
    credit = {"kind": "store_credit", "amount_minor": 500}
    return {"name": "both", "advocate": credit, "friend": credit}


def waiting_letter(**changes: Any) -> OutboxItem:
    credit = {"kind": "store_credit", "amount": 500}
    return a_letter(reason="address_known", data={"reward": credit}, **changes)


def keep_body_of_ben() -> None:
    """Attribution only: the reward moves in its own time."""
    raw = RawBody(b"ben's", {}, NOW)
    stores.bodies().keep(a_key(), raw, Contact(email="ben@example.com"))
    fact = an_order(version_ms=(AT + 60) * 1000, signals=BY_ADA)
    stores.conversions().record(a_key(), fact, body=raw.sha, at=NOW)
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
