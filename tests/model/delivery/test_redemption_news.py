"""What the merchant's server hears of redemptions."""

from referrals.model.delivery.redemption_news import on_redemption
from referrals.model.redemption.redemption import Redemption, RedemptionStatus
from tests.world import NOW, rules

MADE = Redemption(
    redemption_id="rdm_1",
    program_id="friends",
    person_id="adv_ada",
    asset="EUR",
    amount=300,
    reference="till-1",
    reserved_at=NOW,
    ends_at=NOW,
)


def test_who_has_no_webhook_hears_nothing() -> None:
    assert on_redemption(MADE, rules(), NOW) == []


def test_a_status_is_told_once_by_its_own_name() -> None:
    loud = rules(webhook_url="https://shop.example/goodword")
    done = MADE.change(status=RedemptionStatus.CAPTURED, captured=120, settled_at=NOW)

    (item,) = on_redemption(done, loud, NOW)

    assert (item.item_id, item.topic) == ("rdm_1#webhook-captured", "redemption.captured")
    assert (item.data["captured"], item.data["reference"]) == (120, "till-1")
    assert on_redemption(MADE, loud, NOW)[0].data["settled_at"] is None
