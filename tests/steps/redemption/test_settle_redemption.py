"""Settling: captured whole or in part, released, or ended by itself."""

from datetime import timedelta

import pytest

from referrals.desks import redemption as redemption_desk
from referrals.model.redemption.redemption import (
    NotEnoughError,
    RedemptionNotFoundError,
    RedemptionSettledError,
    RedemptionStatus,
    ReservationEndedError,
)
from referrals.model.reward.ledger import Part
from referrals.steps.redemption.settle_redemption import capture_redemption, end_reservations
from referrals.store.table import Change
from referrals.wiring import clients, stores
from tests.credit import has, reserve
from tests.job_time import time_for
from tests.steps.redemption.settlements import LATER, capture, grant_order, is_sound, release
from tests.world import NOW


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    grant_order()


class TestCapture:
    def test_all_of_it_is_spent(self) -> None:
        done = capture(reserve(300))

        assert (done.status, done.captured) == (RedemptionStatus.CAPTURED, 300)
        assert (has(), has(Part.RESERVED), is_sound()) == (200, 0, True)

    def test_the_rest_of_a_part_is_available_again(self) -> None:
        done = capture(reserve(300), 120)

        assert (done.captured, has(), has(Part.RESERVED)) == (120, 380, 0)
        assert is_sound()

    def test_the_same_capture_again_spends_nothing_more(self) -> None:
        made = reserve(300)

        assert capture(made, 120) == capture(made, 120) == capture(made)
        assert has() == 380

    def test_another_amount_is_refused_once_captured(self) -> None:
        made = reserve(300)
        capture(made, 120)

        with pytest.raises(RedemptionSettledError, match="captured, 120 of 300"):
            capture(made, 130)

    def test_never_more_than_was_reserved(self) -> None:
        with pytest.raises(NotEnoughError):
            capture(reserve(300), 301)
        assert has(Part.RESERVED) == 300

    def test_after_its_time_it_has_ended(self) -> None:
        made, desk = reserve(300), redemption_desk.redemptions()

        with pytest.raises(ReservationEndedError):
            capture_redemption(made.redemption_id, None, desk, now=LATER)

    def test_what_nobody_reserved_is_not_found(self) -> None:
        with pytest.raises(RedemptionNotFoundError):
            capture_redemption("rdm_x", None, redemption_desk.redemptions(), now=NOW)


class TestRelease:
    def test_all_of_it_is_available_again(self) -> None:
        made = reserve(300)

        assert release(made).status is RedemptionStatus.RELEASED
        assert release(made).status is RedemptionStatus.RELEASED
        assert (has(), has(Part.RESERVED), is_sound()) == (500, 0, True)

    def test_what_was_spent_stays_spent(self) -> None:
        made = reserve(300)
        capture(made)

        with pytest.raises(RedemptionSettledError):
            release(made)

    def test_what_was_released_is_not_captured(self) -> None:
        made = reserve(300)
        release(made)

        with pytest.raises(RedemptionSettledError):
            capture(made)


class TestEnd:
    def test_a_reservation_ends_by_itself(self) -> None:
        made, desk = reserve(300), redemption_desk.redemptions()

        assert end_reservations(desk, now=LATER - timedelta(seconds=1)).ended == 0
        assert made.status_at(LATER) is RedemptionStatus.ENDED
        assert end_reservations(desk, now=LATER).ended == 1
        assert end_reservations(desk, now=LATER).ended == 0
        assert (has(), stores.redemptions().get(made.redemption_id).status) == (
            500,
            RedemptionStatus.ENDED,
        )

    def test_one_that_does_not_add_up_keeps_nobody_else(self) -> None:
        broken, desk = reserve(100), redemption_desk.redemptions()
        reserve(100, "till-2")
        place = {"account": f"redemption#{broken.redemption_id}", "entry": "redemption"}
        bad = Change("SET #s = :s", names={"#s": "status"}, values={":s": "nonsense"})
        stores.redemptions().table.update(place, bad)

        report = end_reservations(desk, now=LATER)

        assert (report.ended, report.failed, report.left) == (1, (broken.redemption_id,), 1)

    def test_a_run_ends_with_its_time_and_the_oldest_come_first(self) -> None:
        first, desk = reserve(100), redemption_desk.redemptions()
        reserve(100, "till-2", NOW + timedelta(minutes=1))

        report = end_reservations(desk, now=LATER + timedelta(hours=1), has_time=time_for(1))

        assert (report.ended, report.left) == (1, 1)
        assert not stores.redemptions().get(first.redemption_id).is_open


def test_the_merchant_hears_of_each_step_once() -> None:
    made = reserve(300)
    capture(made)
    capture(made)
    release(reserve(100, "till-2"))

    topics = [i["topic"] for i in clients.table("outbox").scan() if "rdm_" in i["item_id"]]

    assert sorted(topics) == [
        "redemption.captured",
        "redemption.reserved",
        "redemption.reserved",
        "redemption.returned",
    ]
