"""Claims and corrections among the candidates, as docs/algorithms/attribution.md works them."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.attribution.decision import (
    decide,
    is_final,
    new_claims,
    replaces,
    with_promised_terms,
)
from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.referral import (
    AttributionDecision,
    AttributionStatus,
    Candidate,
    Referral,
    Verdict,
)
from referrals.model.link.link import LinkStatus
from referrals.model.order.claim import Claimant, ClaimFact, CorrectionFact, too_many_claims
from referrals.model.order.conversion import Conversion, Fact, Signals
from referrals.model.order.fold import fold
from referrals.model.program.signal import Signal
from tests.model.attribution.claims import ADA, BEN, claim, correction, denial, evidence
from tests.world import (
    AT,
    NOW,
    a_conversion,
    a_key,
    a_link,
    a_program,
    a_referral,
    an_order,
    figures_of,
    hash_of,
)


def question(*, first_order: bool = True, rules: Any = None, **order: Any) -> AttributionQuestion:
    placed = an_order(**order)
    conversion = fold(a_key(), 1, (placed,))
    return AttributionQuestion(conversion, placed, a_program(**(rules or {})), first_order)


def click() -> Evidence:
    return evidence(Signal.CLICK, touched_at=NOW - timedelta(hours=1))


def decide_on(asked: AttributionQuestion, *given: Evidence) -> AttributionDecision:
    return decide(asked, given, now=NOW)


class TestClaims:
    def test_a_claim_wins_where_nothing_else_points(self) -> None:
        assert decide_on(question(), claim()).reason == "last_valid_claim"

    def test_a_claim_comes_after_everything_listed(self) -> None:
        decision = decide_on(question(), claim(code="cleos"), evidence(Signal.COUPON))

        assert (decision.code, decision.reason) == ("ada-bakes", "last_valid_coupon")
        assert [each.valid for each in decision.candidates] == [True, True]

    def test_a_listed_claim_has_its_listed_place(self) -> None:
        asked = question(rules={"attribution": {"priority": ["claim", "click"]}})

        assert decide_on(asked, claim(code="cleos"), click()).code == "cleos"

    def test_of_two_claims_the_later_recommendation_wins(self) -> None:
        assert decide_on(question(), claim(1, "cleos"), claim(3)).code == "cleos"

    @pytest.mark.parametrize(
        ("asked", "given", "reason"),
        [
            (question(), claim(31), "outside_window"),
            (question(), claim(-1), "outside_window"),
            (question(), claim(link=a_link(status=LinkStatus.PAUSED)), "link_not_live"),
            (question(), claim(friend_hash=hash_of("eve@example.com")), "another_customer"),
            (question(customer_hash=ADA), claim(friend_hash=ADA), "self_referral"),
            (question(customer_hash=""), claim(friend_hash=ADA), "self_referral"),
            (question(first_order=False), claim(), "existing_customer"),
            (question(signals=Signals(paid_search=True)), claim(), "paid_search"),
            (question(test=True), claim(), "test_order"),
            (question(), claim(link=a_link(program_id="strangers")), "other_program"),
        ],
    )
    def test_a_claim_passes_the_same_checks(
        self, asked: AttributionQuestion, given: Evidence, reason: str
    ) -> None:
        assert decide_on(asked, given).reason == reason

    def test_an_unknown_customer_is_not_held_against_it(self) -> None:
        decision = decide_on(question(customer_hash=""), claim())

        verdicts = {check.rule: check.verdict for check in decision.candidates[0].checks}
        assert (decision.advocate_id, verdicts["same_friend"]) == ("adv_ada", Verdict.SKIP)


class TestCorrections:
    def test_a_correction_wins_over_everything(self) -> None:
        decision = decide_on(question(), click(), claim(), correction())

        assert (decision.code, decision.reason) == ("cleos", "corrected")
        assert (decision.decided_by, decision.note) == ("eve", "they wrote")
        assert len(decision.candidates) == 3

    def test_the_last_correction_holds_whatever_the_touch(self) -> None:
        asked = question(rules={"attribution": {"touch": "first"}})

        assert decide_on(asked, correction("ben-bakes", 1), correction("cleos", 2)).code == "cleos"

    def test_nobody_is_a_correction_too(self) -> None:
        decision = decide_on(question(), click(), denial())

        assert (decision.reason, decision.advocate_id) == ("corrected_to_nobody", "")
        assert not decision.candidates[0].chosen

    @pytest.mark.parametrize(
        ("asked", "given"),
        [
            (question(), correction(link=a_link("cleos", status=LinkStatus.PAUSED))),
            (question(), correction(link=a_link("cleos", expires_at=NOW))),
            (question(first_order=False), correction()),
            (question(signals=Signals(paid_search=True)), correction()),
        ],
        ids=["paused", "expired", "existing customer", "advert"],
    )
    def test_the_merchant_may_set_aside(self, asked: AttributionQuestion, given: Evidence) -> None:
        decision = decide_on(asked, given)

        (candidate,) = decision.candidates
        assert decision.reason == "corrected"
        assert any("set aside by eve" in check.input for check in candidate.checks)

    @pytest.mark.parametrize(
        ("asked", "given", "reason"),
        [
            (question(customer_hash=ADA), correction(), "self_referral"),
            (question(), correction(link=a_link(program_id="strangers")), "other_program"),
            (question(), correction(link=None), "unknown_code"),
            (question(test=True), correction(), "test_order"),
        ],
    )
    def test_the_merchant_may_never_set_aside(
        self, asked: AttributionQuestion, given: Evidence, reason: str
    ) -> None:
        assert decide_on(asked, given).reason == reason

    def test_a_correction_that_cannot_be_leaves_the_hints_their_say(self) -> None:
        refused = correction(link=None)

        assert decide_on(question(), click(), refused).reason == "last_valid_click"

    def test_priority_cannot_list_corrections(self) -> None:
        with pytest.raises(ValidationError, match="leave correction out"):
            a_program(attribution={"priority": ["correction", "click"]})


class TestAfterADecision:
    def test_a_claim_is_heard_once(self) -> None:
        known = a_brought_referral()
        conversion = a_conversion_with(a_claim())
        assert new_claims(known, conversion) == {"claim#clm_1"}

        heard = Candidate(signal=Signal.CLAIM, found_in="claim#clm_1")

        assert new_claims(known.model_copy(update={"heard": (heard,)}), conversion) == frozenset()

    def test_only_a_fresh_correction_replaces_what_is_attributed(self) -> None:
        known = a_brought_referral()
        decision = decide_on(question(), click(), claim(found_in="claim#clm_1"))
        corrected = decide_on(question(), correction())

        assert is_final(known)
        assert not replaces(decision, known, frozenset({"claim#clm_1"}))
        assert replaces(corrected, known, frozenset({"cur#1"}))
        assert not replaces(corrected, known, frozenset())

    def test_nobody_is_settled_too(self) -> None:
        known = a_brought_referral(decisions=(decide_on(question(), denial()),))

        assert is_final(known)
        assert not known.is_attributed

    def test_a_correction_goes_on_by_the_rules_that_were_promised(self) -> None:
        known = a_brought_referral(program_version=7)

        assert with_promised_terms(decide_on(question(), correction()), known).program_version == 7

    def test_whoever_stands_in_for_an_advocate_gets_what_was_promised(self) -> None:
        claimed = decide_on(question(), claim())
        known = a_brought_referral(program_version=7)
        nobody_s = a_brought_referral(program_version=7, status=AttributionStatus.UNATTRIBUTED)

        assert with_promised_terms(claimed, known).program_version == 7
        assert with_promised_terms(claimed, nobody_s).program_version == 1


def test_claims_and_corrections_fold_the_same_in_any_order() -> None:
    said: list[Fact] = [a_claim("clm_1"), a_claim("clm_2", 5), a_correction(1), a_correction(2)]

    one, other = a_conversion_with(*said), a_conversion_with(*reversed(said))

    assert one == other
    assert one.correction == said[3]
    assert [each.claim_id for each in one.claims] == ["clm_1", "clm_2"]


def test_a_bound_names_its_remedy() -> None:
    assert too_many_claims().remedy


def a_brought_referral(**changes: Any) -> Referral:
    return a_referral(figures_of(a_conversion()), **changes)


def a_conversion_with(*facts: Fact) -> Conversion:
    return a_conversion(an_order(), *facts)


def a_claim(claim_id: str = "clm_1", later: int = 0) -> ClaimFact:
    return ClaimFact(claim_id, Claimant.FRIEND.value, "ada-bakes", BEN, NOW, AT * 1000 + later)


def a_correction(number: int) -> CorrectionFact:
    return CorrectionFact(f"cur_{number}", number, "cleos", "they wrote", "eve", AT * 1000)
