"""A decision on who brought an order, taken again by what it rested on."""

from datetime import timedelta

from referrals.model.attribution.decision import decide
from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.ground import (
    attribution_ground,
    known_ground,
    retake_attribution,
)
from referrals.model.attribution.referral import Referral
from referrals.model.link.link import LinkStatus
from referrals.model.program.signal import Signal
from tests.world import (
    AN_HOUR_AGO,
    NOW,
    a_conversion,
    a_link,
    a_program,
    a_referral,
    an_order,
    figures_of,
    hash_of,
)

BEN = hash_of("ben@example.com")
HINTS = (
    Evidence(Signal.CLICK, "gw", code="", genuine=False),
    Evidence(Signal.COUPON, "discount_code", code="summer"),
    Evidence(
        Signal.CLICK,
        "gw",
        code="bens",
        touched_at=AN_HOUR_AGO,
        link=a_link("bens", advocate_id="adv_ben"),
        advocate_hash=BEN,
    ),
    Evidence(Signal.CODE, "ref", code="cleos", link=a_link("cleos", status=LinkStatus.PAUSED)),
    Evidence(
        Signal.CLICK,
        "gw",
        code="ada-bakes",
        touched_at=NOW - timedelta(days=20),
        link=a_link(),
        advocate_hash=hash_of("ada@example.com"),
    ),
)


def a_decided_referral(*hints: Evidence) -> Referral:
    order = an_order()
    question = AttributionQuestion(a_conversion(order), order, a_program(), first_order=True)
    decision = decide(question, hints, now=NOW)
    return a_referral(figures_of(a_conversion(order))).model_copy(
        update={"decisions": (decision,), "grounds": {"0": attribution_ground(question, hints)}}
    )


def test_the_same_rules_come_to_the_same_decision() -> None:
    referral = a_decided_referral(*HINTS)
    ground = known_ground(referral, 0)

    assert ground
    assert referral.attribution.advocate_id == "adv_ada"
    assert retake_attribution(referral, 0, ground, a_program()) == referral.attribution


def test_other_rules_may_come_to_another() -> None:
    referral = a_decided_referral(*HINTS)
    ground = known_ground(referral, 0)

    assert ground
    found = retake_attribution(referral, 0, ground, a_program(attribution={"window_days": 10}))
    assert found.advocate_id == ""


def test_a_correction_keeps_who_made_it() -> None:
    told = Evidence(
        Signal.CORRECTION,
        "correction#1",
        code="ada-bakes",
        link=a_link(),
        made_by="eve",
        note="they wrote to us",
    )
    referral = a_decided_referral(*HINTS, told)
    ground = known_ground(referral, 0)

    assert ground
    assert referral.attribution.decided_by == "eve"
    assert retake_attribution(referral, 0, ground, a_program()) == referral.attribution


def test_no_hash_of_an_address_is_kept() -> None:
    text = str(a_decided_referral(*HINTS).grounds)

    assert BEN not in text
    assert hash_of("ada@example.com") not in text
