"""What an advert spoils, and what a merchant's correction may set aside of it all."""

from typing import Any

import pytest

from referrals.model.attribution.judgement import judge_evidence
from referrals.model.attribution.referral import Candidate
from referrals.model.link.link import LinkStatus
from referrals.model.order.conversion import Signals
from referrals.model.program.signal import Signal
from tests.model.attribution.checks import ADA, FAIL, PASS, SKIP, checks, hint, question, verdicts
from tests.world import a_link


@pytest.mark.parametrize(
    "signal", [Signal.CLICK, Signal.CODE, Signal.CLAIM, Signal.CORRECTION, Signal.COUPON]
)
def test_an_advert_can_bring_all_but_a_typed_coupon(signal: Signal) -> None:
    found = verdicts(hint(signal), question(signals=Signals(paid_search=True)))["paid_search"]

    assert (found is FAIL) is (signal not in (Signal.COUPON, Signal.CORRECTION))


@pytest.mark.parametrize(
    ("rule", "evidence", "asked"),
    [
        ("live", {"link": a_link(status=LinkStatus.PAUSED)}, {}),
        ("existing_customer", {}, {"first_order": False}),
        ("paid_search", {}, {"signals": Signals(paid_search=True)}),
    ],
)
def test_a_correction_sets_aside_what_a_merchant_may(
    rule: str, evidence: dict[str, Any], asked: dict[str, Any]
) -> None:
    check = checks(hint(Signal.CORRECTION, made_by="eve", **evidence), question(**asked))[rule]
    without = checks(hint(Signal.CORRECTION, made_by="eve"))[rule]

    assert (check.verdict, check.input.split(", ")[1:]) == (SKIP, ["set aside by eve"])
    assert (without.verdict, "set aside" in without.input) == (PASS, False)
    assert checks(hint(**evidence), question(**asked))[rule].verdict is FAIL


@pytest.mark.parametrize(
    ("rule", "evidence", "asked"),
    [
        ("self_referral", {}, {"customer_hash": ADA}),
        ("test_order", {}, {"test": True}),
        ("program", {"link": a_link(program_id="others")}, {}),
        ("link", {"link": None}, {}),
    ],
)
def test_a_correction_sets_aside_nothing_else(
    rule: str, evidence: dict[str, Any], asked: dict[str, Any]
) -> None:
    candidate: Candidate = judge_evidence(hint(Signal.CORRECTION, **evidence), question(**asked))

    assert {c.rule for c in candidate.checks if c.verdict is FAIL} == {rule}
    assert not candidate.valid
