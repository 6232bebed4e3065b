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
from referrals.steps.people.name_advocate import Named
from referrals.steps.privacy.erase_order import erase_order
from referrals.wiring import stores
from tests.account import lay_tables
from tests.corrector import KEY, count_of, grant, grantless, has, shop, sound, told
from tests.reward_sentences import for_former, for_friend
from tests.world import AT, NOW, a_key, a_refund, an_order, hashed

pytestmark = pytest.mark.usefixtures("account")
type Act = Callable[[], RewardDecision | None]
LATER = (AT + 60) * 1000
BY_ADA, BY_CLEO = Signals(ref_codes=("ada-bakes",)), Signals(coupon_codes=("cleos",))


def woken(*facts: Fact) -> RewardDecision | None:
    """As far as the order has come by now."""
    for fact in facts:
        stores.conversions().record(a_key(), fact, body="", at=NOW)
    return told() if stores.conversions().state(a_key()).paid else None


def paid() -> RewardDecision | None:
    return woken(an_order(customer_hash=""))


def brought_by_ada() -> RewardDecision | None:
    return woken(an_order(customer_hash="", signals=BY_ADA))


def brought_by_cleo_too() -> None:
    woken(an_order(payment=Payment.PENDING, customer_hash="", signals=BY_CLEO, witness="session#2"))


def addressed(whose: str) -> Act:
    session = an_order(
        payment=Payment.PENDING, customer_hash=hashed(f"{whose}@example.com"), witness="session"
    )
    return lambda: woken(session)


def refunded() -> RewardDecision | None:
    return woken(a_refund(2500))


def claimed() -> RewardDecision | None:
    wish = ClaimWish(
        key=a_key(),
        claimant=Claimant.FRIEND,
        named=Named(code="ada-bakes"),
        email="ben@example.com",
        happened_at=NOW - timedelta(days=1),
    )
    make_claim(wish, claim_desk.claims(), now=NOW)
    return woken()


def corrected() -> RewardDecision | None:
    wish = CorrectionWish(
        key=a_key(), named=Named(code="cleos"), reason="they wrote", made_by="eve"
    )
    try:
        correct_attribution(wish, claim_desk.corrections(), now=NOW)
    except SelfReferralError:
        return None
    return woken()


def known() -> Referral:
    return stores.referrals().get(KEY)


def reasons() -> list[str]:
    return [each.reason for each in known().decisions]


def rewarded_then_own(**rules: Any) -> RewardDecision:
    """The shop corrects the address of the order from Ben's to Ada's."""
    shop(**rules)
    told(an_order(signals=BY_ADA))
    assert has("adv_ada") + has("adv_ada", Part.AVAILABLE) == 500
    decision = told(an_order(customer_hash=hashed("ada@example.com"), version_ms=LATER))
    assert decision
    return decision


def test_an_advocate_s_own_address_takes_the_reward_back() -> None:
    decision = rewarded_then_own()

    assert reasons() == ["last_valid_code", "self_referral"]
    assert decision.status is RewardStatus.REVERSED
    assert (grant().status, known().friend_id) == (GrantStatus.WITHDRAWN, "")
    assert (has("adv_ada"), count_of("adv_ada"), sound()) == (0, 0, True)


def test_everybody_is_told_what_the_address_showed() -> None:
    decision = rewarded_then_own()

    assert decision.reason == "recommendation_disproved"
    assert "does not fit" in for_friend(decision)
    assert for_former(decision).startswith("It became known who had placed this order")


def test_what_is_available_goes_back_too() -> None:
    rewarded_then_own(hold_days=0)

    assert (has("adv_ada", Part.AVAILABLE), count_of("adv_ada"), sound()) == (0, 0, True)


def test_a_reward_that_waited_for_an_address_stays_withheld() -> None:
    shop()
    brought_by_ada()
    assert known().attributed

    decision = addressed("ada")()

    assert decision
    assert decision.status is RewardStatus.WITHHELD
    assert reasons() == ["last_valid_code", "self_referral"]
    assert grantless()


def test_a_claim_that_names_another_friend_is_refused_afterwards() -> None:
    shop()
    claimed()
    paid()
    addressed("zed")()

    assert reasons() == ["last_valid_claim", "another_customer"]
    assert (has("adv_ada"), sound()) == (0, True)


def test_a_corrected_order_falls_back_to_its_hints() -> None:
    shop()
    brought_by_ada()
    corrected()
    addressed("cleo")()

    assert reasons() == ["last_valid_code", "corrected", "last_valid_code"]
    assert (has("adv_ada"), has("adv_cleo"), sound()) == (500, 0, True)


def test_a_friend_s_address_changes_nothing() -> None:
    shop()
    brought_by_ada()
    stores.links().change("ada-bakes", status="paused")
    told(
        an_order(signals=BY_ADA, occurred_at=NOW + timedelta(seconds=90 * 86_400), version_ms=LATER)
    )

    assert reasons() == ["last_valid_code"]
    assert known().figures.customer_hash == hashed("ben@example.com")


def test_a_hint_that_a_newer_body_leaves_out_is_asked_about_still() -> None:
    shop()
    brought_by_ada()
    told(an_order(customer_hash=hashed("ada@example.com"), version_ms=LATER))

    (asked,) = known().attribution.candidates
    assert (asked.code, asked.chosen, asked.valid) == ("ada-bakes", False, False)


def test_an_erased_friend_s_order_is_not_asked_about() -> None:
    shop()
    claimed()
    told(an_order())
    erase_order(a_key(), people_desk.files(), lambda found: f"erased-{found[:8]}")
    refunded()
    told(an_order(version_ms=LATER))

    assert reasons() == ["last_valid_claim"]
    assert has("adv_ada") == 250


def lived(acts: tuple[Act, ...], anew: pytest.MonkeyPatch) -> tuple[object, ...]:
    """Who has what in the end; every act comes twice."""
    lay_tables(anew)
    shop()
    woken(an_order(payment=Payment.PENDING, customer_hash="", version_ms=AT * 1000 - 1))
    for act in (*acts, *acts):
        act()
    held, given = known().attribution, stores.grants().find(KEY)
    assert sound()
    return (
        held.advocate_id,
        sum(side.standing for side in given.sides if side.counted) if given else 0,
        sum(side.standing for side in given.former) if given else 0,
        [(has(each), count_of(each)) for each in ("adv_ada", "adv_cleo")],
    )


ADA_S = ("adv_ada", 500, 0, [(500, 1), (0, 0)])
CLEO_S = ("adv_cleo", 500, 0, [(0, 0), (500, 1)])
NOBODY_S = ("", 0, 0, [(0, 0), (0, 0)])


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("acts", "end"),
    [
        ((brought_by_ada, addressed("ben")), ADA_S),
        ((brought_by_ada, addressed("ada")), NOBODY_S),
        ((brought_by_ada, brought_by_cleo_too, addressed("ada")), CLEO_S),
        ((brought_by_ada, corrected, addressed("cleo")), ADA_S),
        ((paid, claimed, addressed("ben")), ADA_S),
        ((paid, claimed, addressed("zed")), NOBODY_S),
        ((paid, corrected, addressed("cleo")), NOBODY_S),
    ],
    ids=["friend", "own", "own and another hint", "corrected", "claimed", "falsely", "no hint"],
)
def test_hints_and_addresses_come_to_one_end_in_any_order(
    acts: tuple[Act, ...], end: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = [lived(life, monkeypatch) for life in permutations(acts)]

    assert ends == [end] * len(ends)
