"""When newer facts about an order come to another decision by the same hints, and when not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from referrals.model.attribution.decision import facts_change_outcome, replaces
from referrals.model.attribution.evidence import Evidence, unclaimed_words
from referrals.model.attribution.referral import AttributionDecision, Check, Verdict
from referrals.model.link.link import LinkStatus
from referrals.model.order.conversion import Signals
from referrals.model.program.signal import Signal
from tests.model.attribution.hints import click, decide_on, question
from tests.model.attribution.referral import a_known_referral
from tests.world import a_link

TESTED = decide_on(question(test=True), click())
PAUSED = decide_on(question(), click(link=a_link(status=LinkStatus.PAUSED)))
ADAS = decide_on(question(), click())
NOTHING = decide_on(question())
BACK = decide_on(question(first_order=False), click())
BOUGHT = decide_on(question(signals=Signals(paid_search=True)), click())


@pytest.mark.parametrize(
    ("decision", "before", "otherwise"),
    [
        (ADAS, TESTED, True),
        (TESTED, ADAS, True),
        (ADAS, BACK, True),
        (ADAS, BOUGHT, True),
        (TESTED, TESTED, False),
        (ADAS, PAUSED, False),
        (PAUSED, PAUSED, False),
        (NOTHING, TESTED, True),
        (NOTHING, PAUSED, True),
        (NOTHING, NOTHING, False),
    ],
)
def test_only_what_the_order_says_answers_otherwise(
    decision: AttributionDecision, before: AttributionDecision, otherwise: bool
) -> None:
    assert facts_change_outcome(decision, before) is otherwise


def test_a_real_order_after_all_takes_the_place_of_a_test() -> None:
    assert replaces(ADAS, a_known_referral(TESTED), frozenset())
    assert not replaces(ADAS, a_known_referral(PAUSED), frozenset())
    assert not replaces(TESTED, a_known_referral(TESTED), frozenset())


def word(code: str, signal: Signal = Signal.CODE, *, linked: bool = False) -> Evidence:
    return Evidence(signal, "codes", code, link=a_link(code) if linked else None)


def test_a_word_that_is_no_link_s_is_unclaimed() -> None:
    told = [
        word("first"),
        word("coupon", Signal.COUPON),
        word("first"),
        word("adas", linked=True),
        word("claimed", Signal.CLAIM),
        Evidence(Signal.CODE, "codes", "forged", genuine=False),
    ]

    assert list(unclaimed_words(told)) == ["first", "coupon"]


def check_of(decision: AttributionDecision, rule: str) -> Check:
    return next(check for check in decision.candidates[0].checks if check.rule == rule)


def test_a_moment_that_cannot_be_is_within_no_window() -> None:
    decision = decide_on(question(), replace(click(), touched_at=datetime(1970, 1, 1, tzinfo=UTC)))

    check = check_of(decision, "window")

    assert (decision.reason, check.verdict) == ("outside_window", Verdict.FAIL)
    assert check.input == "a moment that cannot be"


def test_where_there_is_no_link_its_window_is_not_asked() -> None:
    check = check_of(decide_on(question(), click(link=None)), "window")

    assert (check.verdict, check.input) == (Verdict.SKIP, "no link to ask about")
