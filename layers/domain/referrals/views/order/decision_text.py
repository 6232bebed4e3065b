"""What was decided, and why? Sentences for people and remedies for checks, in their language."""

from typing import Any

from pydantic import BaseModel

from referrals.model.attribution.referral import (
    AttributionDecision,
    Candidate,
    Check,
    Referral,
    RewardDecision,
    RewardFacts,
    RewardPart,
    RewardStatus,
)
from referrals.model.moment import Moment
from referrals.model.reward.decision import facts_by_grant
from referrals.model.reward.grant import Grant, Side
from referrals.model.words.decision import RewardSentences, remedy
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording


class CheckText(Check):
    remedy: str
    """What would change a no, for a person; empty for any other verdict."""


class CandidateText(Candidate):
    checks: tuple[CheckText, ...] = ()


class AttributionText(AttributionDecision):
    candidates: tuple[CandidateText, ...] = ()


class RewardText(BaseModel):
    """The decision trace of the reward: what was checked, and plain sentences for each person."""

    status: RewardStatus
    reason: str
    checks: tuple[CheckText, ...]
    for_advocate: str
    for_friend: str
    for_former: str
    """For an advocate from whom a correction took it; empty where there is none."""
    decided_at: Moment
    revision: int
    """The order revision it was decided on."""
    review_id: str = ""
    """Where somebody looks at it, or has looked; empty where nobody had to."""


def reward_text(referral: Referral, grant: Grant | None, words: Wording) -> RewardText | None:
    """The decision on the order's reward for each person; None while there is none."""
    decision = referral.reward
    if decision is None:
        return None
    sentences = _reward_sentences(referral, decision, grant, words)
    return RewardText(
        status=decision.status,
        reason=decision.reason,
        checks=_checks(decision.checks, words),
        for_advocate=sentences.for_advocate(),
        for_friend=_for_friend(referral, sentences, words),
        for_former=sentences.for_former(),
        decided_at=decision.decided_at,
        revision=decision.revision,
        review_id=decision.review.case_id if decision.review else "",
    )


def advocate_text(referral: Referral, grant: Grant | None, words: Wording) -> str:
    """What `reward_text` says to the advocate, without the rest; empty while there is nothing."""
    decision = referral.reward
    if decision is None:
        return ""
    return _reward_sentences(referral, decision, grant, words).for_advocate()


def _reward_sentences(
    referral: Referral, decision: RewardDecision, grant: Grant | None, words: Wording
) -> RewardSentences:
    own = {side.role: side.worth.words for side in grant.sides} if grant else {}

    def name_of(part: RewardPart) -> str:
        return _name(words, part.reward, referral.figures.currency, own.get(part.role, ""))

    facts = _facts(referral, decision, grant)
    note = decision.review.note if decision.review else None
    return RewardSentences(words, decision.reason, facts, name_of, note)


def _for_friend(referral: Referral, sentences: RewardSentences, words: Wording) -> str:
    """Whatever the rules say afterwards, what came off a bill stays off it."""
    gift = referral.figures.gift
    if gift is None or sentences.facts.parts:
        return sentences.for_friend()
    saved = {**gift.terms, "saved_minor": gift.saved_minor}
    name = terms_in_words(words, saved, referral.figures.currency)
    return f"{words.say('welcome.earned')} {name}. {words.say('welcome.saved')}"


def _facts(referral: Referral, decision: RewardDecision, grant: Grant | None) -> RewardFacts:
    """Those that were decided on; a hold that ran out since is no new decision."""
    advocate_id = referral.attribution.advocate_id
    facts = decision.facts or facts_by_grant(decision, grant, advocate_id)
    over = grant is not None and grant.released_at is not None
    return facts.model_copy(update={"hold_until": None}) if over else facts


def attribution_text(decision: AttributionDecision, words: Wording) -> AttributionText:
    candidates = [candidate_text(each, words) for each in decision.candidates]
    return AttributionText(**_fields(decision, "candidates"), candidates=tuple(candidates))


def candidate_text(candidate: Candidate, words: Wording) -> CandidateText:
    checks = _checks(candidate.checks, words)
    return CandidateText(**_fields(candidate, "checks"), checks=checks)


def side_text(side: Side, currency: str, words: Wording) -> str:
    """What one person was given, whatever of it was taken back since."""
    terms = side.model_copy(update={"reversed": 0}).data
    return _name(words, terms, currency, side.worth.words)


def _name(words: Wording, terms: dict[str, Any], currency: str, own: str) -> str:
    return terms_in_words(words, terms, currency) or own


def _checks(checks: tuple[Check, ...], words: Wording) -> tuple[CheckText, ...]:
    return tuple(CheckText(**_fields(check), remedy=remedy(words, check)) for check in checks)


def _fields(record: BaseModel, *but: str) -> dict[str, Any]:
    return {name: value for name, value in record if name not in but}
