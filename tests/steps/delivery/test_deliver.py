"""Each item once as far as the world allows, to nobody who did not agree, and never for ever."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Done,
    Hopeless,
    Skipped,
    TryAgain,
)
from referrals.model.delivery.outbox import (
    LEASE_SECONDS,
    RETRY_AFTER_SECONDS,
    DeliveryState,
    OutboxItem,
)
from referrals.model.errors import UnavailableError
from referrals.model.people.person import Consents
from referrals.steps.delivery.deliver import DeliveryDesk, deliver
from referrals.steps.delivery.sweep_outbox import sweep_outbox
from referrals.wiring import stores
from tests.steps.delivery.twin import Twin
from tests.world import NOW, a_friend, a_program, a_reader, an_item

pytestmark = pytest.mark.usefixtures("account")
HOOK = "https://hooks.shop.example/goodword"
ITEM = an_item().item_id


class DeliveryDeath(BaseException):
    """The process ends here, as when Lambda runs out of time."""


def desk_with(twin: Twin) -> DeliveryDesk:
    return replace(delivery_desk.delivery_desk(), sender=lambda _: twin)


def waiting(hook: str = HOOK, *, reader: Any = None, **changes: Any) -> OutboxItem:
    item = an_item(**changes)
    stores.programs().add(a_program(webhook_url=hook))
    stores.people().add(reader or a_reader())
    stores.outbox().add(item)
    return item


def attempt(twin: Twin, now: datetime = NOW) -> DeliveryOutcome | None:
    return deliver(ITEM, desk_with(twin), now=now, jitter=0.5)


def fetch() -> OutboxItem:
    return stores.outbox().get(ITEM)


def woken(now: datetime) -> OutboxItem:
    sweep_outbox(stores.outbox(), now=now)
    return fetch()


class TestDelivering:
    def test_a_letter_is_sent_once(self) -> None:
        waiting()
        twin = Twin()

        assert attempt(twin) == Done("msg_1")
        assert attempt(twin) is None
        assert (fetch().state, fetch().reference, len(twin.sent)) == ("done", "msg_1", 1)

    def test_the_address_is_looked_up_at_the_last_moment(self) -> None:
        waiting()
        stores.people().change("adv_ada", email="new@example.com")
        twin = Twin()

        attempt(twin)

        assert twin.sent[0].recipient
        assert twin.sent[0].recipient.email == "new@example.com"
        assert "@" not in str(fetch())

    def test_the_other_person_is_looked_up_too(self) -> None:
        waiting()
        stores.people().add(a_friend())
        twin = Twin()

        attempt(twin)

        assert twin.sent[0].other == a_friend()

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [({"mail_stopped": True}, "mail_stopped"), ({"email": ""}, "no_address")],
    )
    def test_who_may_not_be_written_to_is_not(self, changes: dict[str, Any], reason: str) -> None:
        waiting(reader=a_reader(**changes))
        twin = Twin()

        assert attempt(twin) == Skipped(reason)
        assert (fetch().state, fetch().reason, twin.sent) == ("skipped", reason, [])

    def test_what_is_theirs_is_told_to_who_agreed_to_nothing(self) -> None:
        waiting(reader=a_reader(consents=Consents()))

        assert attempt(Twin()) == Done("msg_1")

    def test_whoever_was_erased_is_not_written_to(self) -> None:
        waiting(person_id="adv_gone")

        assert attempt(Twin()) == Skipped("nobody_by_that_id")

    def test_an_item_without_its_program_waits_for_a_person(self) -> None:
        waiting(program_id="gone")

        assert attempt(Twin()) == Hopeless("program_not_found")


class TestFailing:
    def test_a_failure_is_tried_again_later(self) -> None:
        waiting()
        twin = Twin([TryAgain("answered_503")])

        attempt(twin)

        assert (fetch().state, fetch().reason) == ("pending", "answered_503")
        assert attempt(twin) is None
        assert attempt(twin, NOW + timedelta(seconds=5)) == Done("msg_1")

    def test_after_the_last_try_a_person_is_needed(self) -> None:
        waiting()
        twin = Twin([TryAgain("answered_503")] * 20)
        moment = NOW

        outcomes = []
        for _ in range(20):
            outcomes.append(attempt(twin, moment))
            moment += timedelta(days=2)

        assert fetch().state is DeliveryState.PARKED
        assert [each for each in outcomes if each][-1] == Hopeless("answered_503")
        assert len(twin.sent) == len(RETRY_AFTER_SECONDS) + 1

    def test_a_busy_table_leaves_the_item_to_the_sweep(self) -> None:
        waiting()
        twin = Twin([UnavailableError("busy")])

        with pytest.raises(UnavailableError):
            attempt(twin)

        later = NOW + timedelta(seconds=LEASE_SECONDS)
        assert woken(later).state is DeliveryState.PENDING
        assert attempt(twin, later) == Done("msg_1")

    def test_a_killed_delivery_is_taken_over(self) -> None:
        waiting()
        twin = Twin([DeliveryDeath()])
        with pytest.raises(DeliveryDeath):
            attempt(twin)

        early = NOW + timedelta(seconds=LEASE_SECONDS - 1)
        assert attempt(twin, early) is None
        assert woken(early).state is DeliveryState.SENDING
        assert woken(early + timedelta(seconds=1)).state is DeliveryState.PENDING
        assert attempt(twin, early + timedelta(seconds=1)) == Done("msg_1")

    def test_an_item_that_kills_every_delivery_ends_parked(self) -> None:
        waiting()
        twin, moment = Twin([DeliveryDeath() for _ in range(20)]), NOW

        for _ in range(20):
            with_or_without(lambda at=moment: attempt(twin, at))  # type: ignore[misc]
            moment += timedelta(seconds=LEASE_SECONDS)
            woken(moment)

        assert (fetch().state, fetch().reason) == ("parked", "worn_out")
        assert len(twin.sent) == len(RETRY_AFTER_SECONDS) + 1

    def test_a_slow_delivery_does_not_undo_a_quick_one(self) -> None:
        waiting()
        later = NOW + timedelta(seconds=LEASE_SECONDS)

        def meanwhile() -> None:
            woken(later)
            assert attempt(Twin(), later) == Done("msg_1")

        attempt(Twin([TryAgain("too_late")], meanwhile=meanwhile))

        assert (fetch().state, fetch().reason) == ("done", "")


def with_or_without(act: Callable[[], object]) -> None:
    try:
        act()
    except DeliveryDeath:
        return
