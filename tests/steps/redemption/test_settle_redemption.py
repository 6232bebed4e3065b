"""Settling: captured whole or in part, released, ended by itself; liens of what went back."""

from datetime import timedelta

import pytest

from referrals.desks import redemption as redemption_desk
from referrals.desks import reward as reward_desk
from referrals.model.redemption.redemption import (
    NotEnoughError,
    Redemption,
    RedemptionNotFoundError,
    RedemptionSettledError,
    RedemptionStatus,
    ReservationEndedError,
)
from referrals.model.reward.grant import Side
from referrals.model.reward.ledger import Part, uncollected_account
from referrals.steps.redemption.settle_redemption import (
    capture_redemption,
    end_reservations,
    release_redemption,
)
from referrals.steps.reward.audit_ledger import audit_full_ledger
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import clients, stores
from tests.credit import credit, has, reserve
from tests.world import NOW, a_program, a_refund, add_facts, an_advocate, refer

pytestmark = pytest.mark.usefixtures("account")
KEY = "friends#shopify#1001"
LATER = NOW + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    """50.00 EUR without a hold: Ada has 5.00 EUR."""
    stores.programs().add(a_program(hold_days=0, webhook_url="https://shop.example/goodword"))
    stores.people().add(an_advocate())
    refer()
    settle_order()


def settle_order() -> None:
    assert settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)


def refund(amount: int, number: str = "1") -> None:
    add_facts(KEY, a_refund(amount, number))
    settle_order()


def capture(made: Redemption, amount: int | None = None) -> Redemption:
    desk = redemption_desk.redemptions()
    return capture_redemption(made.redemption_id, amount, desk, now=NOW)


def release(made: Redemption) -> Redemption:
    return release_redemption(made.redemption_id, redemption_desk.redemptions(), now=NOW)


def side() -> Side:
    return stores.grants().get(KEY).side("advocate")


def owed() -> int:
    return -stores.ledger().balance(uncollected_account("friends", "EUR")).balance


def liens() -> int:
    return stores.liens().find("adv_ada", "friends", "EUR").total


def is_sound() -> bool:
    audit = audit_full_ledger(stores.ledger(), now=NOW + timedelta(days=1))
    return audit.sound and set(audit.sums.values()) == {0}


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

        assert (report.ended, report.failed) == (1, (broken.redemption_id,))

    def test_a_run_is_bounded_and_the_oldest_come_first(self) -> None:
        first, desk = reserve(100), redemption_desk.redemptions()
        reserve(100, "till-2", NOW + timedelta(minutes=1))

        report = end_reservations(desk, now=LATER + timedelta(hours=1), limit=1)

        assert (report.ended, report.more) == (1, True)
        assert not stores.redemptions().get(first.redemption_id).is_open


class TestReversalMeetsReservation:
    """The figures of docs/algorithms/redemptions.md."""

    def test_what_comes_back_is_collected(self) -> None:
        made = reserve(300)
        refund(5000)
        assert (has(), has(Part.RESERVED), side().uncollected, liens()) == (0, 300, 300, 300)

        release(made)

        assert (has(), side().uncollected, owed(), liens()) == (0, 0, 0, 0)
        assert is_sound()

    def test_what_is_captured_is_borne_by_the_program(self) -> None:
        made = reserve(300)
        refund(5000)

        capture(made)

        assert (has(), side().uncollected, owed(), liens()) == (0, 300, 300, 0)
        assert is_sound()

    def test_of_a_part_only_the_rest_is_collected(self) -> None:
        made = reserve(300)
        refund(5000)

        capture(made, 100)

        assert (has(), side().uncollected, owed(), liens()) == (0, 100, 100, 0)

    def test_what_was_spent_before_is_never_collected(self) -> None:
        capture(reserve(500))
        refund(2500)
        credit(400)
        made = reserve(400, "till-2")

        release(made)

        assert (has(), side().uncollected) == (400, 250)

    def test_two_reversals_lie_on_it_one_after_the_other(self) -> None:
        made = reserve(500)
        refund(2500, "1")
        refund(2500, "2")
        assert liens() == 500

        release(made)

        assert (has(), side().uncollected, owed()) == (0, 0, 0)

    def test_of_two_reservations_the_one_that_returns_pays(self) -> None:
        first, second = reserve(250), reserve(250, "till-2")
        refund(2500)
        assert liens() == 250

        capture(first)
        release(second)

        assert (has(), side().uncollected, is_sound()) == (0, 0, True)

    def test_nothing_of_what_stands_again_is_collected(self) -> None:
        made = reserve(500)
        refund(5000)
        grant = stores.grants().get(KEY)
        forgiven = grant.with_side(side().model_copy(update={"uncollected": 0}))
        stores.grants().change(forgiven)

        release(made)

        assert (has(), liens()) == (500, 0)


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
