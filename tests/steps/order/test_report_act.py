"""What the shop's own server tells becomes the body that our webhook would have brought."""

from referrals.desks import conversion as conversion_desk
from referrals.model.order.conversion import Act
from referrals.model.order.receipt import Outcome
from referrals.steps.order.report_act import ActWish, report_act
from tests.world import NOW, store_program


def test_told_twice_it_is_one_act(account: None) -> None:
    store_program()
    wish = ActWish(
        program_id="friends",
        act=Act.SIGNUP,
        name="user-7",
        email="ben@example.com",
        happened_at=NOW,
    )

    first = report_act(wish, conversion_desk.recording(), now=NOW)
    again = report_act(wish, conversion_desk.recording(), now=NOW)

    assert (first.outcome, again.outcome) == (Outcome.RECORDED, Outcome.REPLAYED)
    assert first.order_id == "signup-user-7"
