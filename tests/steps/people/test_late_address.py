"""An e-mail address that comes after the decision: nobody is paid for their own order, nor falsely.

It stands in a body of its own here, as a checkout's session tells it beside the payment.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from referrals.desks import claim as claim_desk
from referrals.desks import people as people_desk
from referrals.model.attribution.referral import Referral, RewardDecision, RewardStatus
from referrals.model.order.claim import Claimant
from referrals.model.order.conversion import Fact, Payment, Signals
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.ledger import Part
from referrals.steps.attribution.correct_attribution import (
    CorrectionWish,
    SelfReferralError,
    correct_attribution,
)
from referrals.steps.order.make_claim import ClaimWish, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.privacy.erase_order import erase_order
from referrals.wiring import stores
from tests.account import lay_tables
from tests.corrector import KEY, count_of, grant, grantless, has, record_and_wake, shop, sound
from tests.reward_sentences import for_former, for_friend
from tests.world import AT, NOW, a_key, a_refund, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")
type Act = Callable[[], RewardDecision | None]
LATER = (AT + 60) * 1000
BY_ADA, BY_CLEO = Signals(ref_codes=("ada-bakes",)), Signals(coupon_codes=("cleos",))


def woken(*facts: Fact) -> RewardDecision | None:
    """As far as the order has come by now."""
    for fact in facts:
        stores.conversions().record(a_key(), fact, body="", at=NOW)
    return record_and_wake() if stores.conversions().state(a_key()).paid else None


def pay() -> RewardDecision | None:
    return woken(an_order(customer_hash=""))


def brought_by_ada() -> RewardDecision | None:
    return woken(an_order(customer_hash="", signals=BY_ADA))


def brought_by_cleo_too() -> None:
    woken(an_order(payment=Payment.PENDING, customer_hash="", signals=BY_CLEO, witness="session#2"))


def tell_address(whose: str) -> Act:
    session = an_order(
        payment=Payment.PENDING, customer_hash=hash_of(f"{whose}@example.com"), witness="session"
    )
    return lambda: woken(session)


def refund() -> RewardDecision | None:
    return woken(a_refund(2500))


def claim() -> RewardDecision | None:
    wish = ClaimWish(
        key=a_key(),
        claimant=Claimant.FRIEND,
        named=AdvocateReference(code="ada-bakes"),
        email="ben@example.com",
        happened_at=NOW - timedelta(days=1),
    )
    make_claim(wish, claim_desk.claims(), now=NOW)
    return woken()


def correct() -> RewardDecision | None:
    wish = CorrectionWish(
        key=a_key(), named=AdvocateReference(code="cleos"), reason="they wrote", made_by="eve"
    )
    try:
        correct_attribution(wish, claim_desk.corrections(), now=NOW)
    except SelfReferralError:
        return None
    return woken()


def stored_referral() -> Referral:
    return stores.referrals().get(KEY)


def reasons() -> list[str]:
    return [each.reason for each in stored_referral().decisions]


def correct_own_address(**rules: Any) -> RewardDecision:
    """The shop corrects the address of the order from Ben's to Ada's."""
    shop(**rules)
    record_and_wake(an_order(signals=BY_ADA))
    assert has("adv_ada") + has("adv_ada", Part.AVAILABLE) == 500
    decision = record_and_wake(an_order(customer_hash=hash_of("ada@example.com"), version_ms=LATER))
    assert decision
    return decision


def test_an_advocate_s_own_address_takes_the_reward_back() -> None:
    decision = correct_own_address()

    assert reasons() == ["last_valid_code", "self_referral"]
    assert decision.status is RewardStatus.REVERSED
    assert (grant().status, stored_referral().friend_id) == (GrantStatus.WITHDRAWN, "")
    assert (has("adv_ada"), count_of("adv_ada"), sound()) == (0, 0, True)


def test_everybody_is_told_what_the_address_showed() -> None:
    decision = correct_own_address()

    assert decision.reason == "recommendation_disproved"
    assert "does not fit" in for_friend(decision)
    assert for_former(decision).startswith("It became known who had placed this order")


def test_what_is_available_goes_back_too() -> None:
    correct_own_address(hold_days=0)

    assert (has("adv_ada", Part.AVAILABLE), count_of("adv_ada"), sound()) == (0, 0, True)


def test_a_reward_that_waited_for_an_address_stays_withheld() -> None:
    shop()
    brought_by_ada()
    assert stored_referral().is_attributed

    decision = tell_address("ada")()

    assert decision
    assert decision.status is RewardStatus.WITHHELD
    assert reasons() == ["last_valid_code", "self_referral"]
    assert grantless()


def test_a_claim_that_names_another_friend_is_refused_afterwards() -> None:
    shop()
    claim()
    pay()
    tell_address("zed")()

    assert reasons() == ["last_valid_claim", "another_customer"]
    assert (has("adv_ada"), sound()) == (0, True)


def test_a_corrected_order_falls_back_to_its_hints() -> None:
    shop()
    brought_by_ada()
    correct()
    tell_address("cleo")()

    assert reasons() == ["last_valid_code", "corrected", "last_valid_code"]
    assert (has("adv_ada"), has("adv_cleo"), sound()) == (500, 0, True)


def test_a_friend_s_address_changes_nothing() -> None:
    shop()
    brought_by_ada()
    stores.links().change("ada-bakes", status="paused")
    record_and_wake(
        an_order(signals=BY_ADA, occurred_at=NOW + timedelta(seconds=90 * 86_400), version_ms=LATER)
    )

    assert reasons() == ["last_valid_code"]
    assert stored_referral().figures.customer_hash == hash_of("ben@example.com")


def test_a_hint_that_a_newer_body_leaves_out_is_asked_about_still() -> None:
    shop()
    brought_by_ada()
    record_and_wake(an_order(customer_hash=hash_of("ada@example.com"), version_ms=LATER))

    (asked,) = stored_referral().attribution.candidates
    assert (asked.code, asked.chosen, asked.valid) == ("ada-bakes", False, False)


def test_an_erased_friend_s_order_is_not_asked_about() -> None:
    shop()
    claim()
    record_and_wake(an_order())
    erase_order(a_key(), people_desk.files(), lambda found: f"erased-{found[:8]}")
    refund()
    record_and_wake(an_order(version_ms=LATER))

    assert reasons() == ["last_valid_claim"]
    assert has("adv_ada") == 250


def end_of_life(acts: tuple[Act, ...], anew: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Who has what in the end; every act comes twice."""
    lay_tables(anew)
    shop()
    woken(an_order(payment=Payment.PENDING, customer_hash="", version_ms=AT * 1000 - 1))
    for act in (*acts, *acts):
        act()
    held, given = stored_referral().attribution, stores.grants().find(KEY)
    assert sound()
    return (
        held.advocate_id,
        sum(side.remaining for side in given.sides if side.is_counted) if given else 0,
        sum(side.remaining for side in given.former) if given else 0,
        [(has(each), count_of(each)) for each in ("adv_ada", "adv_cleo")],
    )


ADA_S = ("adv_ada", 500, 0, [(500, 1), (0, 0)])
CLEO_S = ("adv_cleo", 500, 0, [(0, 0), (500, 1)])
NOBODY_S = ("", 0, 0, [(0, 0), (0, 0)])


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("acts", "end"),
    [
        ((brought_by_ada, tell_address("ben")), ADA_S),
        ((brought_by_ada, tell_address("ada")), NOBODY_S),
        ((brought_by_ada, brought_by_cleo_too, tell_address("ada")), CLEO_S),
        ((brought_by_ada, correct, tell_address("cleo")), ADA_S),
        ((pay, claim, tell_address("ben")), ADA_S),
        ((pay, claim, tell_address("zed")), NOBODY_S),
        ((pay, correct, tell_address("cleo")), NOBODY_S),
    ],
    ids=["friend", "own", "own and another hint", "corrected", "claimed", "falsely", "no hint"],
)
def test_hints_and_addresses_come_to_one_end_in_any_order(
    acts: tuple[Act, ...], end: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = [end_of_life(life, monkeypatch) for life in permutations(acts)]

    assert ends == [end] * len(ends)
