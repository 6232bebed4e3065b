"""What the checks say of one order: its hits, their score, and what that comes to."""

from pydantic import BaseModel, ConfigDict

from referrals.model.risk.evidence import RiskEvidence
from referrals.model.risk.policy import RiskOutcome, RiskPolicy
from referrals.model.risk.table import CHECKS


class RiskHit(BaseModel):
    """A check that found something."""

    model_config = ConfigDict(frozen=True)
    rule: str
    input: str
    weight: int
    outcome: RiskOutcome


class RiskAssessment(BaseModel):
    """Kept with the decision, so that it can be read and recomputed as it was."""

    model_config = ConfigDict(frozen=True)
    hits: tuple[RiskHit, ...] = ()
    clear: tuple[str, ...] = ()
    """Checks that found nothing; those that couldn't know are left out."""
    score: int = 0
    outcome: RiskOutcome = RiskOutcome.ALLOW
    hold_from: int = 0
    """The score from which somebody looked, by the program's version."""
    basis: str = ""
    """Stands for whom and what it was made of: while that stays, it isn't made again."""

    @property
    def weightiest(self) -> tuple[RiskHit, ...]:
        """Its hits, the heaviest first."""
        return tuple(sorted(self.hits, key=lambda hit: -hit.weight))


def assess(evidence: RiskEvidence, policy: RiskPolicy) -> RiskAssessment:
    """The score is the sum of the hits' weights; the hardest outcome of all holds."""
    hits, clear = [], []
    for check in CHECKS:
        change = policy.of(check.name)
        if not change.enabled:
            continue
        answer = check.ask(evidence)
        if answer.passed:
            clear.append(check.rule)
        elif answer.passed is False:
            weight = check.weight if change.weight is None else change.weight
            outcome = change.outcome or check.outcome
            hits.append(
                RiskHit(rule=check.rule, input=answer.input, weight=weight, outcome=outcome)
            )
    score = sum(hit.weight for hit in hits)
    outcomes = [_by_score(score, policy), *(hit.outcome for hit in hits)]
    return RiskAssessment(
        hits=tuple(hits),
        clear=tuple(clear),
        score=score,
        hold_from=policy.hold_from,
        outcome=max(outcomes, key=lambda each: each.hardness),
    )


def _by_score(score: int, policy: RiskPolicy) -> RiskOutcome:
    if policy.deny_from is not None and score >= policy.deny_from:
        return RiskOutcome.DENY
    return RiskOutcome.HOLD if score >= policy.hold_from else RiskOutcome.ALLOW
