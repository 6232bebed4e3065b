"""People's word above the checks', the same in whichever order the facts came."""

from itertools import permutations

import pytest

from referrals.model.order.claim import ReviewAct, ReviewFact
from referrals.model.order.fold import fold
from referrals.model.risk.assessment import RiskAssessment
from referrals.model.risk.policy import RiskOutcome
from referrals.model.risk.standing import outcome_of, review_figures
from tests.world import a_key, an_order

A, D, N, P = ReviewAct.APPROVE, ReviewAct.DENY, ReviewAct.NOTE, ReviewAct.APPEAL
ALLOW, HOLD, DENY = RiskOutcome


def said(*acts: ReviewAct) -> list[ReviewFact]:
    return [ReviewFact(f"rev_{n}", n, act, "why", "eve", n) for n, act in enumerate(acts, 1)]


@pytest.mark.parametrize(
    ("checks", "acts", "outcome"),
    [
        (HOLD, (), HOLD),
        (HOLD, (N,), HOLD),
        (HOLD, (A,), ALLOW),
        (HOLD, (D,), DENY),
        (HOLD, (D, A), ALLOW),
        (ALLOW, (D,), DENY),
        (DENY, (P,), HOLD),
        (HOLD, (D, P), HOLD),
        (HOLD, (D, P, A), ALLOW),
        (HOLD, (D, P, D), DENY),
        (HOLD, (D, P, D, P), DENY),
        (ALLOW, (P,), ALLOW),
    ],
)
def test_a_persons_word_stands_above_the_checks(
    checks: RiskOutcome, acts: tuple[ReviewAct, ...], outcome: RiskOutcome
) -> None:
    for facts in permutations(said(*acts)):
        conversion = fold(a_key(), 1, [an_order(), *facts])

        assert (
            outcome_of(RiskAssessment(outcome=checks), review_figures(conversion.reviews))
            is outcome
        )
