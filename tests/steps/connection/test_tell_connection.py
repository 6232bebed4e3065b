"""Who is told of what, decided in the moment of telling."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from referrals.model.connection.profile_event import profile_event
from referrals.model.connection.report import ChannelReport, day_report
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Outgoing, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Consents
from referrals.steps.connection.tell_connection import ConnectionDesk, tell_connection
from referrals.wiring import connection_stores, stores
from tests.world import NOW, a_program, a_reader, an_item


@dataclass
class OutsideTwin:
    """Takes everything, and keeps what it was handed."""

    parcels: list[Outgoing] = field(default_factory=list)
    meanwhile: Callable[[], object] = int

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        assert now == NOW
        self.parcels.append(parcel)
        self.meanwhile()
        return Done("01HPROFILE")


def tell(item: OutboxItem, twin: OutsideTwin) -> DeliveryOutcome | None:
    stores.outbox().add(item)
    desk = ConnectionDesk(
        stores.outbox(),
        stores.endpoints(),
        stores.programs(),
        stores.people(),
        connection_stores.profiles(),
        lambda _: twin,
    )
    return tell_connection(item.item_id, desk, now=NOW, jitter=0)


def event() -> OutboxItem:
    made = profile_event(an_item(), a_reader(), NOW)
    assert made is not None
    return made


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ({"consents": Consents()}, "did_not_agree"),
        ({"mail_stopped": True}, "mail_stopped"),
        ({"email": ""}, "no_address"),
        (None, "nobody_by_that_id"),
    ],
)
def test_nobody_is_told_of_against_their_will(person: dict[str, Any] | None, reason: str) -> None:
    stores.programs().add(a_program(connections={"klaviyo": True}))
    if person is not None:
        stores.people().add(a_reader(**person))
    twin = OutsideTwin()

    assert tell(event(), twin) == Skipped(reason)
    assert twin.parcels == []


@pytest.mark.usefixtures("account")
def test_what_was_switched_off_meanwhile_is_not_told() -> None:
    stores.programs().add(a_program())
    stores.people().add(a_reader())
    report = ChannelReport(heading="", paragraph="Nothing.")
    twin = OutsideTwin()

    assert tell(event(), twin) == Skipped("klaviyo_off")
    assert tell(day_report("friends", NOW.date(), report, NOW), twin) == Skipped("slack_off")
    assert twin.parcels == []


@pytest.mark.usefixtures("account")
def test_who_was_erased_while_it_was_told_is_forgotten_at_once() -> None:
    stores.programs().add(a_program(connections={"klaviyo": True}))
    reader = a_reader()
    stores.people().add(reader)

    outcome = tell(event(), OutsideTwin(meanwhile=lambda: stores.people().remove(reader)))

    forget = stores.outbox().get("friends#klaviyo-forget#01HPROFILE")
    assert outcome == Done("01HPROFILE")
    assert (forget.data, forget.person_id) == ({"profile": "01HPROFILE"}, "")
    assert connection_stores.profiles().find("adv_ada") == {}
