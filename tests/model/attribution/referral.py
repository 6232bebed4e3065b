"""A referral that carries one decision."""

from typing import Any

from referrals.model.attribution.referral import AttributionDecision, Referral
from tests.world import a_conversion, a_referral, figures_of


def a_known_referral(decision: AttributionDecision, **figured: Any) -> Referral:
    figures = figures_of(a_conversion(), **figured)
    return a_referral(figures).model_copy(update={"decisions": (decision,)})
