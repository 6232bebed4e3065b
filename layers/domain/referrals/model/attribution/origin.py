"""What a renewal goes back to: the order that its subscription began with, and who brought that.

A renewal is an order of its own whose referral is that order's: whoever brought the friend keeps
what the friend's subscription brings, by the rules that were promised then.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.attribution.evidence import Evidence
from referrals.model.attribution.referral import (
    AttributionDecision,
    AttributionStatus,
    Referral,
    RenewalFigures,
)
from referrals.model.order.conversion import Conversion
from referrals.model.order.payment import Act
from referrals.model.privacy.request import ERASED
from referrals.model.program.program import Program
from referrals.model.program.signal import Signal
from referrals.model.risk.policy import RiskOutcome
from referrals.model.risk.standing import outcome_of


@dataclass(frozen=True, slots=True)
class Origin:
    referral: Referral
    """Of the order that it began with, as it was decided by now."""
    started_at: datetime
    """The first payment: that order's own, or the first one after a trial."""
    is_first_payment: bool = False
    """Whether the order in question is that first payment after a trial: then it is a purchase."""

    @property
    def figures(self) -> RenewalFigures | None:
        if self.is_first_payment:
            return None
        return RenewalFigures(
            start=self.referral.order_id,
            started_at=self.started_at,
            denied=is_denied(self.referral),
        )

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The hint that it is; none where nobody ever brought the first order, or its friend was
        erased since."""
        decision, order = self.referral.attribution, f"order {self.referral.order_id}"
        if self.referral.figures.customer_hash.startswith(ERASED):
            return ()
        if self.referral.is_attributed:
            return (
                Evidence(
                    Signal.ORIGIN,
                    order,
                    code=decision.code,
                    promised_version=decision.program_version,
                ),
            )
        # What was taken from somebody is nobody's in all that follows it.
        return (Evidence(Signal.ORIGIN, order),) if has_had_advocate(self.referral) else ()


def has_had_advocate(referral: Referral) -> bool:
    held = (decision.status for decision in referral.decisions)
    return any(status is AttributionStatus.ATTRIBUTED for status in held)


def is_denied(referral: Referral) -> bool:
    return outcome_of(referral.risk, referral.figures.review) is RiskOutcome.DENY


def mark_of(referral: Referral) -> str:
    """What a renewal takes over from its first order, in a word: another word, another answer."""
    decision = referral.attribution
    parts = (decision.advocate_id, decision.code, decision.program_version, referral.friend_id)
    denied = "denied" if is_denied(referral) else ""
    return "/".join(map(str, (*parts, referral.figures.act, denied)))


def is_by_origin(decision: AttributionDecision) -> bool:
    return any(each.chosen and each.signal is Signal.ORIGIN for each in decision.candidates)


def follows_origin(decision: AttributionDecision, before: AttributionDecision) -> bool:
    """Whether what a renewal goes back to makes another advocate, or other terms, of it."""
    either = is_by_origin(decision) or is_by_origin(before)
    return either and _outcome(decision) != _outcome(before)


def _outcome(decision: AttributionDecision) -> tuple[object, ...]:
    return decision.status, decision.advocate_id, decision.code, decision.program_version


def is_decided_on(conversion: Conversion, rules: Program) -> bool:
    """A sign-up counts where the program rewards it; a trial always, for what is paid after it
    goes back to it."""
    wanted = conversion.act is not Act.SIGNUP or rules.qualifies.free_act is Act.SIGNUP
    return conversion.ever_paid and wanted
