"""A test letter goes to the shop's own people, to the mailbox that the program names, alone."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Outgoing
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.letter.sample import UnknownLetterError
from referrals.model.staff.right import StaffRole
from referrals.steps.delivery.deliver import deliver
from referrals.steps.delivery.try_letter import (
    NoTesterError,
    sample_parcel,
    try_letter,
    try_own_letter,
)
from referrals.wiring import session_stores, stores
from tests.desk import JANA, a_member, seat
from tests.world import NOW, a_program, rules

pytestmark = pytest.mark.usefixtures("account")
TESTERS = {"test_to": ["mia@shop.example", "Jan@shop.example"]}


@dataclass
class MailKeeper:
    """A channel that keeps what it is given."""

    sent: list[Outgoing] = field(default_factory=list)

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:  # noqa: ARG002
        self.sent.append(parcel)
        return Done("msg_1")


def tried(to: str = "jan@shop.example", topic: str = "advocate.thanked") -> OutboxItem:
    own = rules(mail=TESTERS)
    return try_letter(own, topic, "de", to=to, outbox=stores.outbox(), now=NOW)


def sent_by(item: OutboxItem) -> tuple[str, DeliveryOutcome | None]:
    """To which address, and what came of it."""
    keeper = MailKeeper()
    desk = replace(delivery_desk.delivery_desk(), sender=lambda _: keeper)
    outcome = deliver(item.item_id, desk, now=NOW, jitter=0.5)
    readers = [each.recipient.email for each in keeper.sent if each.recipient]
    return "".join(readers), outcome


def test_somebody_of_the_desk_gets_it_until_they_leave() -> None:
    stores.programs().add(a_program())
    boss = a_member(staff_id="stf_boss", email="boss@lindner.example")
    seat(boss, a_member(role=StaffRole.MARKETER))
    shelf = stores.outbox()

    def own(topic: str) -> OutboxItem:
        return try_own_letter(rules(), topic, "de", staff_id="stf_jana", outbox=shelf, now=NOW)

    first, later = own("advocate.thanked"), own("friend.welcomed")

    assert sent_by(first) == (JANA, Done("msg_1"))
    assert JANA not in first.model_dump_json()
    before = session_stores.staff().register()
    assert session_stores.staff().replace(before, before.without("stf_jana"))
    assert sent_by(later) == ("", Hopeless("no_tester_any_more"))


def test_a_tester_gets_the_letter_and_the_outbox_no_address() -> None:
    stores.programs().add(a_program(mail=TESTERS))
    item = tried()

    assert sent_by(item) == ("Jan@shop.example", Done("msg_1"))
    assert "shop.example" not in item.model_dump_json()


@pytest.mark.parametrize("to", ["eve@elsewhere.example", "", "mia@shop.example, eve@x.example"])
def test_nobody_else_can_be_written_to(to: str) -> None:
    with pytest.raises(NoTesterError):
        tried(to)


def test_a_letter_that_does_not_exist_is_not_tried() -> None:
    with pytest.raises(UnknownLetterError):
        tried(topic="letter.nobody")


def test_a_tester_who_was_struck_off_gets_nothing() -> None:
    assert sample_parcel(tried(), rules(), lambda _: "", now=NOW) == Hopeless("no_tester_any_more")


def test_one_letter_a_minute_goes_to_a_mailbox() -> None:
    assert tried().item_id == tried().item_id
