"""Who wins and what is told where hints stand close together: the edges of the decision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.model.attribution.decision import (
    DISPROVED,
    NOBODY,
    decide,
    has_customer_changed,
    is_disproved,
    previous_hints,
    refusal_reason,
    replaces,
    tells_more,
    with_promised_terms,
    withdrawal_reason,
)
from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.referral import AttributionStatus, Verdict
from referrals.model.program.signal import Signal
from tests.model.attribution.claims import claim, correction, denial
from tests.model.attribution.hints import click, code, decide_on, question
from tests.model.attribution.referral import a_known_referral
from tests.world import NOW, a_conversion, a_link, a_program, an_order, hash_of

BEN, DOT = hash_of("ben@example.com"), hash_of("dot@example.com")
DAYS = 30 * 24


def test_a_click_exactly_as_old_as_the_window_counts() -> None:
    assert decide_on(question(), click(DAYS)).advocate_id == "adv_ada"
    assert decide_on(question(), click(DAYS + 1 / 3600)).reason == "outside_window"


def test_a_click_exactly_as_late_as_the_clocks_may_differ_counts() -> None:
    assert decide_on(question(), click(-10 / 60)).advocate_id == "adv_ada"
    assert decide_on(question(), click(-11 / 60)).reason == "outside_window"


def test_the_reason_told_is_of_the_hint_that_came_nearest() -> None:
    asked = question(first_order=False)
    far = code(text="strangers", link=a_link(program_id="strangers"))
    near = click(2)

    assert decide_on(asked, far, near).reason == "existing_customer"
    assert decide_on(asked, near, far).reason == "existing_customer"


def test_of_reasons_as_near_the_first_hint_s_is_told() -> None:
    old, other = click(DAYS + 1), code(link=a_link(program_id="strangers"))

    assert decide_on(question(), old, other).reason == "outside_window"
    assert decide_on(question(), other, old).reason == "other_program"


def test_a_test_order_without_any_hint_is_told_as_one() -> None:
    assert decide_on(question(test=True)).reason == "test_order"
    assert (
        decide_on(question(test=True), code(Signal.COUPON, "x", link=None)).reason == "test_order"
    )
    assert decide_on(question(), code(Signal.CODE, "x", link=None)).reason == "unknown_code"


def test_hints_without_a_moment_keep_the_order_s_order() -> None:
    first, last = code(text="first"), code(text="last")

    assert decide_on(question(), first, last).code == "last"
    asked = question(rules={"attribution": {"touch": "first"}})
    assert decide_on(asked, first, last).code == "first"


def test_a_moment_beats_none_of_the_same_kind() -> None:
    assert decide_on(question(), click(1), replace(click(2), touched_at=None)).click_id == "clk_1"


def test_the_last_correction_holds_whatever_the_touch() -> None:
    asked = question(rules={"attribution": {"touch": "first"}})

    decision = decide_on(asked, click(), correction("cleos", 1), correction("dots", 2))

    assert (decision.code, decision.reason, decision.decided_by) == ("dots", "corrected", "eve")
    assert decision.note == "they wrote"


def test_a_program_s_own_decision_is_signed_so() -> None:
    decision = decide_on(question(), click())

    assert (decision.decided_by, decision.note, decision.program_version) == ("goodword", "", 1)
    assert (decision.status, decision.decided_at) == (AttributionStatus.ATTRIBUTED, NOW)
    assert decide_on(question()).program_version == 1


def test_nobody_is_a_decision_too() -> None:
    decision = decide_on(question(), click(), denial())

    assert (decision.status, decision.reason) == (AttributionStatus.UNATTRIBUTED, NOBODY)
    assert (decision.advocate_id, decision.code) == ("", "")
    assert withdrawal_reason(decision) == NOBODY == "corrected_to_nobody"
    assert withdrawal_reason(decide_on(question())) == DISPROVED == "recommendation_disproved"


def test_a_second_claim_by_the_right_friend_is_judged() -> None:
    """The first one, of the same code, was a stranger's: the same words, another person."""
    stranger = claim(friend_hash=DOT, found_in="clm_1")
    before = decide_on(question(), stranger)

    again = decide_on(question(), stranger, claim(found_in="clm_2"))

    assert (before.reason, again.advocate_id) == ("another_customer", "adv_ada")
    assert tells_more(again, before)
    assert replaces(again, a_known_referral(before), frozenset())


@pytest.mark.parametrize("other", [click(1, "ben-bakes"), click(2), code()])
def test_another_hint_tells_more(other: Evidence) -> None:
    before = decide_on(question(test=True), click(1))

    assert tells_more(decide_on(question(test=True), click(1), other), before)
    assert not tells_more(before, before)
    assert not tells_more(decide_on(question(test=True)), before)


def test_what_holds_gives_way_to_a_correction_only() -> None:
    held = a_known_referral(decide_on(question(), click()))
    corrected = decide_on(question(), click(), correction(number=1))

    assert replaces(corrected, held, frozenset({"cur#1"}))
    assert not replaces(corrected, held, frozenset())
    assert not replaces(decide_on(question(), click(), code()), held, frozenset())


def test_only_the_order_s_own_chosen_hint_is_told_again() -> None:
    (told,) = previous_hints(a_known_referral(decide_on(question(), click(2), click(1))))

    assert (told.signal, told.found_in, told.code) == (Signal.CLICK, "gw", "ada-bakes")
    assert (told.click_id, told.touched_at) == ("clk_1", NOW - timedelta(hours=1))
    assert previous_hints(a_known_referral(decide_on(question(), claim()))) == []
    assert previous_hints(a_known_referral(decide_on(question(), click(), correction()))) == []


@pytest.mark.parametrize(
    ("before", "now", "news"),
    [
        ("", BEN, True),
        (DOT, BEN, True),
        (BEN, BEN, False),
        ("erased-1", BEN, False),
        (BEN, "erased-1", False),
    ],
)
def test_another_address_is_news(before: str, now: str, news: bool) -> None:
    held = a_known_referral(decide_on(question(), click()), customer_hash=before)

    assert has_customer_changed(held, an_order(customer_hash=now)) is news
    nothing = held.model_copy(update={"decisions": (decide_on(question()),)})
    assert not has_customer_changed(nothing, an_order(customer_hash=now))


def test_an_address_speaks_against_its_own_hint_only() -> None:
    ada = hash_of("ada@example.com")
    held = a_known_referral(decide_on(question(customer_hash=""), click(1)))

    assert is_disproved(decide_on(question(customer_hash=ada), click(1)), held)
    assert not is_disproved(decide_on(question(customer_hash=ada), click(2)), held)
    assert not is_disproved(decide_on(question(), click(1)), held)
    assert not is_disproved(decide_on(question(first_order=False), click(1)), held)


def test_a_stranger_s_claim_is_disproved_by_the_address() -> None:
    held = a_known_referral(decide_on(question(customer_hash=""), claim()))

    assert is_disproved(decide_on(question(customer_hash=DOT), claim()), held)


def test_terms_hold_from_the_first_decision_on() -> None:
    rules = a_program().model_copy(update={"version": 7})
    newer = AttributionQuestion(a_conversion(), an_order(), rules, True)
    decision = decide(newer, [click()], now=NOW)
    corrected = decide(newer, [click(), correction()], now=NOW)

    assert (
        with_promised_terms(
            decision, a_known_referral(decide_on(question(), click()))
        ).program_version
        == 1
    )
    assert (
        with_promised_terms(decision, a_known_referral(decide_on(question()))).program_version == 7
    )
    assert (
        with_promised_terms(corrected, a_known_referral(decide_on(question()))).program_version == 1
    )


def test_a_claim_s_refusal_names_its_first_failed_check() -> None:
    (refused,) = decide_on(question(first_order=False), claim(friend_hash=DOT)).candidates

    assert refusal_reason(refused) == "another_customer"
    assert [c.rule for c in refused.checks if c.verdict is Verdict.FAIL] == [
        "same_friend",
        "existing_customer",
    ]
