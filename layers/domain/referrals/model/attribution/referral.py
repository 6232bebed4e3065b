"""A referral: the pairing of advocate and friend that one order brought about, or why none was.

Every order that was paid gets one: unattributed is a decision too. What attribution decided and
what the rewards came to stand side by side, each with its checks.
"""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.attribution.order_figures import OrderFigures as OrderFigures
from referrals.model.attribution.order_figures import RenewalFigures as RenewalFigures
from referrals.model.moment import Moment
from referrals.model.order.payment import Act
from referrals.model.order_key import ConversionKey
from referrals.model.program.signal import Signal
from referrals.model.risk.assessment import RiskAssessment
from referrals.model.risk.case import ReviewCase
from referrals.model.risk.evidence import TraceKind


class ReferralModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class Verdict(StrEnum):
    """What a check came to."""

    PASS = "pass"  # noqa: S105
    """The rule was asked and holds."""
    FAIL = "fail"
    """The rule was asked and does not hold: one is enough."""
    SKIP = "skip"
    """Not asked: the rule is off, or an earlier check had decided."""


class Check(ReferralModel):
    """One rule applied to one input."""

    rule: str
    input: str
    verdict: Verdict


class Candidate(ReferralModel):
    """One signal, kept whatever came of it."""

    signal: Signal
    found_in: str
    """Where it stood: `note_attributes.gw`, `discount_codes`, ..."""
    code: str = ""
    click_id: str = ""
    touched_at: Moment | None = None
    checks: tuple[Check, ...] = ()
    chosen: bool = False

    @property
    def valid(self) -> bool:
        return not any(check.verdict is Verdict.FAIL for check in self.checks)


class AttributionStatus(StrEnum):
    ATTRIBUTED = "attributed"
    """An advocate's link brought this order."""
    UNATTRIBUTED = "unattributed"
    """No valid candidate: `reason` says why."""


class AttributionDecision(ReferralModel):
    """Immutable; a correction is another decision."""

    status: AttributionStatus
    reason: str
    """snake_case: `last_valid_click`, `no_signal`, `self_referral`, ..."""
    decided_by: str = "goodword"
    """Who: the rules, or whoever made the correction."""
    note: str = ""
    """Why, in the words of who made a correction."""
    decided_at: Moment
    program_version: int
    candidates: tuple[Candidate, ...] = ()
    advocate_id: str = ""
    code: str = ""
    click_id: str = ""


class RewardStatus(StrEnum):
    GRANTED = "granted"
    """All stands that the order earns."""
    WITHHELD = "withheld"
    """Nothing stands, for a reason that is not the order's going back: the checks say which."""
    REVERSED = "reversed"
    """The order or its money went back in whole or in part, and the reward with it."""


class RewardPart(ReferralModel):
    """What one person has of a reward that stands."""

    role: str
    """`advocate`, `friend` or `milestone-<count>`."""
    reward: dict[str, Any]
    """As letters carry it: terms with their kind, and the `amount` that stands."""
    entitled: int
    """What `amount` would be, were nothing of the order lost."""


class FormerAdvocate(ReferralModel):
    """An advocate from whom a correction took the reward."""

    reason: str
    spent: bool
    """Whether some of it had been spent: that stays theirs."""


class RewardFacts(ReferralModel):
    """What people are told from, beside the reason."""

    parts: tuple[RewardPart, ...] = ()
    """Empty where nothing stands."""
    hold_until: Moment | None = None
    """None where it was theirs already."""
    loss: str = ""
    """`refunded_in_part` or `disputed_in_part`, where the order lost a part."""
    former: FormerAdvocate | None = None
    act: Act = Act.PURCHASE
    cut_minor: int = 0
    """What the ceiling of a friend's renewals kept back of the advocate's part."""
    waiting_since: Moment | None = None
    """Since when the order waits for the program: for its budget, or for the end of a pause."""


class RewardDecision(ReferralModel):
    """The decision trace of the reward: what was checked, what came of it, and no prose."""

    status: RewardStatus
    reason: str
    checks: tuple[Check, ...]
    facts: RewardFacts | None = None
    """None of a decision from before facts were kept: they are read off its grant."""
    review: ReviewCase | None = None
    """Where somebody is to look at it, or has looked; None where nobody had to."""
    decided_at: Moment
    revision: int
    """The order revision it was decided on."""


class Referral(ReferralModel):
    key: str
    program_id: str
    source: str
    order_id: str
    figures: OrderFigures
    decisions: tuple[AttributionDecision, ...]
    """Oldest first; the last one holds."""
    heard: tuple[Candidate, ...] = ()
    """Claims and corrections that were judged after a decision and changed nothing."""
    friend_id: str = ""
    traces: dict[str, str] = {}
    """By kind, what it was placed by and is found by: keyed hashes, taken off with the person."""
    risk: RiskAssessment | None = None
    """What the checks of risk found; None where none were asked."""
    reward: RewardDecision | None = None
    recalled_at: Moment | None = None
    """When its reward was last to be decided anew though the order told nothing new."""
    grounds: dict[str, dict[str, Any]] = {}
    """What each of `decisions` rested on, by its place: `model/attribution/ground` reads it."""
    reward_ground: dict[str, Any] | None = None
    """What `reward` rested on: `model/history/reward_ground` reads it."""

    @property
    def attribution(self) -> AttributionDecision:
        return self.decisions[-1]

    @property
    def is_attributed(self) -> bool:
        return self.attribution.status is AttributionStatus.ATTRIBUTED

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everything that was ever judged, by any decision or in vain."""
        decided = (each for decision in self.decisions for each in decision.candidates)
        return (*decided, *self.heard)

    @property
    def click_ids(self) -> tuple[str, ...]:
        """Of every click that the order told of, whichever brought it."""
        return tuple(dict.fromkeys(each.click_id for each in self.candidates if each.click_id))

    @property
    def all_traces(self) -> dict[str, str]:
        """With the advocate, where there is one: what their friends do is found by them."""
        advocate = self.attribution.advocate_id
        return {**self.traces, TraceKind.ADVOCATE.value: advocate} if advocate else self.traces

    @property
    def conversion_key(self) -> ConversionKey:
        return ConversionKey.parse(self.key)
