"""When newer facts about an order come to another decision by the same hints, and when not."""

import pytest

from referrals.model.attribution import answers_otherwise, replaces
from referrals.model.evidence import Evidence, unclaimed_words
from referrals.model.link import LinkStatus
from referrals.model.program import Signal
from referrals.model.referral import AttributionDecision
from tests.model.test_attribution import click, decided, question
from tests.model.test_attribution_ties import known
from tests.world import a_link

TESTED = decided(question(test=True), click())
PAUSED = decided(question(), click(link=a_link(status=LinkStatus.PAUSED)))
ADAS = decided(question(), click())
NOTHING = decided(question())


@pytest.mark.parametrize(
    ("decision", "before", "otherwise"),
    [
        (ADAS, TESTED, True),
        (TESTED, ADAS, True),
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
    assert answers_otherwise(decision, before) is otherwise


def test_a_real_order_after_all_takes_the_place_of_a_test() -> None:
    assert replaces(ADAS, known(TESTED), frozenset())
    assert not replaces(ADAS, known(PAUSED), frozenset())
    assert not replaces(TESTED, known(TESTED), frozenset())


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
