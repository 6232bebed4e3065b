"""The decision as a table of cases, the same as in docs/algorithms/attribution.md."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.figures import figures
from referrals.model.attribution.first_order import came_before
from referrals.model.attribution.referral import Verdict
from referrals.model.link.link import LinkStatus
from referrals.model.order.conversion import Conversion, Payment, RefundFact, Signals
from referrals.model.program.signal import Signal
from referrals.model.words.decision import remedy
from referrals.model.words.wording import wording
from tests.model.attribution.hints import ADA, click, code, conversion, decide_on, question
from tests.world import AT, DAY, NOW, a_link, a_program, an_order


def test_a_click_inside_the_window_wins() -> None:
    decision = decide_on(question(), click(29 * 24))

    assert (decision.reason, decision.advocate_id) == ("last_valid_click", "adv_ada")
    assert [each.chosen for each in decision.candidates] == [True]


CASES: dict[str, tuple[AttributionQuestion, Sequence[Evidence]]] = {
    "no_signal": (question(), ()),
    "outside_window": (question(), (click(30 * 24 + 1),)),
    "forged_token": (question(), (Evidence(Signal.CLICK, "gw", genuine=False),)),
    "unknown_code": (question(), (code(link=None),)),
    "other_program": (question(), (click(link=a_link(program_id="strangers")),)),
    "link_not_live": (question(), (click(link=a_link(status=LinkStatus.PAUSED)),)),
    "self_referral": (question(customer_hash=ADA), (click(),)),
    "existing_customer": (question(first_order=False), (click(),)),
    "paid_search": (question(signals=Signals(paid_search=True)), (click(),)),
    "test_order": (question(test=True), (click(),)),
    "signal_not_accepted": (
        question(rules={"attribution": {"priority": ["click"]}}),
        (code(Signal.COUPON),),
    ),
}


@pytest.mark.parametrize("reason", CASES)
def test_an_order_without_a_valid_candidate_says_why(reason: str) -> None:
    asked, evidence = CASES[reason]

    decision = decide_on(asked, *evidence)

    assert (decision.reason, decision.advocate_id) == (reason, "")
    assert len(decision.candidates) == len(evidence)


def test_an_expired_link_counted_while_it_lived() -> None:
    expired = a_link(expires_at=NOW + timedelta(seconds=DAY))

    assert decide_on(question(), click(link=expired)).advocate_id == "adv_ada"
    assert decide_on(question(), click(link=a_link(expires_at=NOW))).reason == "link_not_live"


def test_a_click_just_after_the_order_is_a_clock() -> None:
    assert decide_on(question(), click(-0.1)).advocate_id == "adv_ada"
    assert decide_on(question(), click(-1)).reason == "outside_window"


def test_the_last_click_before_purchase_wins() -> None:
    early, late = click(48, "early-bird"), click(2, "late-bird")

    assert decide_on(question(), late, early).code == "late-bird"


def test_the_first_click_wins_where_the_program_says_so() -> None:
    asked = question(rules={"attribution": {"touch": "first"}})

    decision = decide_on(asked, click(2, "late-bird"), click(48, "early-bird"))

    assert (decision.code, decision.reason) == ("early-bird", "first_valid_click")


def test_priority_beats_touch() -> None:
    asked = question(rules={"attribution": {"priority": ["coupon", "click"]}})

    assert decide_on(asked, click(), code(Signal.COUPON, "ben-bakes")).code == "ben-bakes"


def test_an_invalid_click_leaves_room_for_a_code() -> None:
    decision = decide_on(question(), click(31 * 24), code(text="ada-bakes"))

    assert decision.reason == "last_valid_code"
    assert [each.valid for each in decision.candidates] == [False, True]


def test_a_shops_own_coupon_is_no_reason() -> None:
    assert decide_on(question(), code(Signal.COUPON, "summer10", link=None)).reason == "no_signal"


def test_a_test_order_counts_in_test_mode() -> None:
    asked = question(test=True, rules={"test_mode": True})

    assert decide_on(asked, click()).advocate_id == "adv_ada"


def test_a_code_said_aloud_survives_an_advert() -> None:
    asked = question(signals=Signals(paid_search=True))

    assert decide_on(asked, code(Signal.COUPON)).advocate_id == "adv_ada"


def test_everybody_is_welcome_where_the_program_says_so() -> None:
    asked = question(first_order=False, rules={"qualifies": {"new_customers_only": False}})

    decision = decide_on(asked, click())

    verdicts = {check.rule: check.verdict for check in decision.candidates[0].checks}
    assert decision.advocate_id == "adv_ada"
    assert verdicts["existing_customer"] is Verdict.SKIP


def test_every_failed_check_names_a_remedy() -> None:
    decisions = [decide_on(asked, *evidence) for asked, evidence in CASES.values()]

    failed = [
        check
        for decision in decisions
        for each in decision.candidates
        for check in each.checks
        if check.verdict is Verdict.FAIL
    ]
    assert failed
    assert all(remedy(wording("en"), check) for check in failed)


evidences = st.lists(
    st.builds(
        click,
        st.integers(0, 40 * 24),
        st.sampled_from(["ada-bakes", "ben-bakes", "cleo"]),
        genuine=st.booleans(),
    )
    | st.builds(code, st.sampled_from(list(Signal)), st.sampled_from(["ada-bakes", "cleo"])),
    max_size=6,
)


@given(evidences, st.sampled_from(["first", "last"]))
def test_the_chosen_one_is_valid_and_alone(evidence: list[Evidence], touch: str) -> None:
    decision = decide_on(question(rules={"attribution": {"touch": touch}}), *evidence)

    chosen = [each for each in decision.candidates if each.chosen]
    assert len(decision.candidates) == len(evidence)
    assert len(chosen) == bool(decision.advocate_id)
    assert bool(chosen) == any(each.valid for each in decision.candidates)
    assert all(each.valid for each in chosen)


def test_figures_follow_the_programs_base() -> None:
    order = an_order()
    asked = AttributionQuestion(conversion(order), order, a_program(), True)

    found = figures(asked)

    assert (found.gross_minor, found.base_minor, found.lost_minor) == (5000, 4202, 0)


class TestFirstOrder:
    mine = an_order()

    def first(self, *others: Conversion) -> bool:
        mine = conversion(self.mine)
        return not any(came_before(other, mine, self.mine) for other in others)

    def test_an_earlier_paid_order_makes_a_customer(self) -> None:
        assert not self.first(conversion(an_order(occurred_at=NOW - timedelta(seconds=1)), "1000"))

    def test_a_later_order_does_not(self) -> None:
        assert self.first(conversion(an_order(occurred_at=NOW + timedelta(seconds=1)), "1002"))

    def test_an_unpaid_or_test_order_does_not(self) -> None:
        pending = an_order(occurred_at=NOW - timedelta(seconds=1), payment=Payment.PENDING)
        tried = an_order(occurred_at=NOW - timedelta(seconds=1), test=True)

        assert self.first(conversion(pending, "1000"), conversion(tried, "0999"))

    def test_an_order_wholly_given_back_does_not(self) -> None:
        refund = RefundFact("1", 5000, AT * 1000)

        assert self.first(
            conversion(an_order(occurred_at=NOW - timedelta(seconds=1)), "1000", refund)
        )
