"""Rounds what advocates get of an order by a percentage, so that it doesn't tell the order.

A program that runs and doesn't round goes on as it began: it was promised so.
"""

from collections.abc import Callable
from typing import Any

from referrals.model.program.offer import LaterOffer, Milestone, Offer, RenewalOffer, Terms, Tier
from referrals.model.program.program import AppliedProgram, Program

type Rounding = Callable[[Terms], Terms]


def round_shares(rules: Program, current: AppliedProgram | None) -> Program:
    """The rules as they are applied: where they say nothing of rounding, its step is said."""
    if current and current.rules.tells_order:
        return rules

    def rounding(terms: Terms) -> Terms:
        return terms.with_step(rules.currency)

    return rules.model_copy(
        update={
            "offers": tuple(_offer(each, rounding) for each in rules.offers),
            "tiers": tuple(_advocate(each, rounding) for each in rules.tiers),
            "milestones": tuple(_milestone(each, rounding) for each in rules.milestones),
        }
    )


def _offer(offer: Offer, rounding: Rounding) -> Offer:
    further: dict[str, Any] = {
        "later": offer.later and _advocate(offer.later, rounding),
        "renewal": offer.renewal and _advocate(offer.renewal, rounding),
    }
    return _advocate(offer, rounding).model_copy(update=further)


def _advocate[T: (Offer, LaterOffer, RenewalOffer, Tier)](found: T, rounding: Rounding) -> T:
    return found.model_copy(update={"advocate": rounding(found.advocate)})


def _milestone(milestone: Milestone, rounding: Rounding) -> Milestone:
    return milestone.model_copy(update={"reward": rounding(milestone.reward)})
