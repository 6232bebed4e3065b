"""The rules as they are applied, made of what somebody wrote: experiments go on as they began, and
what advocates get of an order by a percentage is rounded, so that it doesn't tell the order.

A program that runs and doesn't round goes on as it began: it was promised so.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from referrals.model.experiment.course import carried_on
from referrals.model.experiment.declaration import ArmTerms, DeclaredExperiment
from referrals.model.program.offer import LaterOffer, Milestone, Offer, RenewalOffer, Terms, Tier
from referrals.model.program.program import AppliedProgram, Program

type Rounding = Callable[[Terms], Terms]


def round_shares(rules: Program, current: AppliedProgram | None, *, now: datetime) -> Program:
    """Where they say nothing of rounding, its step is said; how far an experiment is, too."""
    known = current.rules if current else rules
    window = max(rules.attribution.window_days, known.attribution.window_days)
    before = known.experiments if current else ()
    carried = carried_on(rules.experiments, before, window_days=window, now=now)
    rules = rules.model_copy(update={"experiments": carried})
    if current and current.rules.tells_order:
        return rules

    def rounding(terms: Terms) -> Terms:
        return terms.with_step(rules.currency)

    return rules.model_copy(
        update={
            "offers": tuple(_offer(each, rounding) for each in rules.offers),
            "experiments": tuple(_experiment(each, rounding) for each in rules.experiments),
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


def _experiment(found: DeclaredExperiment, rounding: Rounding) -> DeclaredExperiment:
    if not any(each.advocate for each in found.arms):
        return found
    arms = tuple(
        each.model_copy(update={"advocate": _arm_terms(each.advocate, rounding)})
        if each.advocate
        else each
        for each in found.arms
    )
    return found.model_copy(update={"arms": arms})


def _arm_terms(terms: ArmTerms, rounding: Rounding) -> ArmTerms:
    return ArmTerms(**rounding(Terms(**terms.model_dump())).model_dump())


def _milestone(milestone: Milestone, rounding: Rounding) -> Milestone:
    return milestone.model_copy(update={"reward": rounding(milestone.reward)})
