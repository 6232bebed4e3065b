"""Who deserves this conversion, and why: every hint is judged, all verdicts are kept.

A pure decision over evidence that has been looked up. docs/algorithms/attribution.md tells it in
prose with worked cases.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.judgement import judge_evidence
from referrals.model.attribution.origin import is_by_origin
from referrals.model.attribution.referral import (
    AttributionDecision,
    AttributionStatus,
    Candidate,
    Referral,
    Verdict,
)
from referrals.model.attribution.rule import BY_ADDRESS, BY_FACTS, REASONS
from referrals.model.link.offer_terms import promised_version
from referrals.model.order.conversion import Conversion, OrderFact
from referrals.model.privacy.request import ERASED
from referrals.model.program.signal import Signal

ANOTHER = "corrected_to_another"
NOBODY = "corrected_to_nobody"
DISPROVED = "recommendation_disproved"


def decide(
    question: AttributionQuestion, evidence: Sequence[Evidence], *, now: datetime
) -> AttributionDecision:
    """The first valid candidate by the program's priority, then by its first or last touch."""
    candidates = [judge_evidence(each, question) for each in evidence]
    position = _winner(candidates, question)
    version = question.program.version
    if position is None:
        return AttributionDecision(
            status=AttributionStatus.UNATTRIBUTED,
            reason=_refusal_of(candidates, question),
            decided_at=now,
            program_version=version,
            candidates=tuple(candidates),
        )
    winner = candidates[position].model_copy(update={"chosen": True})
    candidates[position] = winner
    chosen, link = evidence[position], evidence[position].link
    version = chosen.promised_version or _promised_by(chosen, question) or version
    return AttributionDecision(
        status=AttributionStatus.ATTRIBUTED if link else AttributionStatus.UNATTRIBUTED,
        reason=_reason_of(winner, question),
        decided_by=chosen.made_by or "goodword",
        note=chosen.note,
        decided_at=now,
        program_version=version,
        candidates=tuple(candidates),
        advocate_id=link.advocate_id if link else "",
        code=link.code if link else "",
        click_id=winner.click_id,
    )


def _promised_by(chosen: Evidence, question: AttributionQuestion) -> int:
    """The version that the friend came by, where an experiment began or ended since; 0 for the
    newest. What a claim says of its time is nobody's promise."""
    if chosen.touched_at is None or chosen.signal not in (Signal.CLICK, Signal.COUPON):
        return 0
    experiments = [each.outline for each in question.program.rules.experiments]
    return promised_version(experiments, chosen.touched_at)


def new_claims(known: Referral, conversion: Conversion) -> frozenset[str]:
    """Names of claims and corrections that were never judged."""
    names = {claim.name for claim in conversion.claims}
    names |= {correction.name for correction in conversion.corrections}
    return frozenset(names - {candidate.found_in for candidate in known.candidates})


def is_final(known: Referral) -> bool:
    """Whether only a correction can change it: hints and claims come too late."""
    return known.is_attributed or _correction_name(known.attribution) is not None


def replaces(decision: AttributionDecision, known: Referral, news: frozenset[str]) -> bool:
    """Whether it takes the place of the decision that holds."""
    if is_final(known):
        return _correction_name(decision) in news
    before = known.attribution
    return tells_more(decision, before) or facts_change_outcome(decision, before)


def has_customer_changed(known: Referral, order: OrderFact) -> bool:
    """Whether the order's address differs from the one that `known` was judged by.

    A stand-in of an erased person counts as no address.
    """
    hashes = (known.figures.customer_hash, order.customer_hash)
    erased = any(each.startswith(ERASED) for each in hashes)
    return known.is_attributed and hashes[0] != hashes[1] and not erased


def previous_hints(known: Referral) -> list[Evidence]:
    """The order's own hint that `known` was decided by: a newer body may leave it out."""
    return [
        Evidence(c.signal, c.found_in, c.code, click_id=c.click_id, touched_at=c.touched_at)
        for c in known.attribution.candidates
        if c.chosen and c.signal not in (Signal.CLAIM, Signal.CORRECTION, Signal.ORIGIN)
    ]


def is_disproved(decision: AttributionDecision, known: Referral) -> bool:
    """Whether a check by address fails now for the hint that `known` was decided by."""
    chosen = {_hint(each) for each in known.attribution.candidates if each.chosen}
    again = (each for each in decision.candidates if _hint(each) in chosen)
    checks = (check for each in again for check in each.checks if check.rule in BY_ADDRESS)
    return any(check.verdict is Verdict.FAIL for check in checks)


def with_promised_terms(decision: AttributionDecision, known: Referral) -> AttributionDecision:
    """Another advocate, not other terms: the rules by which the order was attributed go on, and
    those by which it was decided at all go on after a correction. A renewal's are its origin's."""
    if is_by_origin(decision):
        return decision
    if _correction_name(decision) is None and not known.is_attributed:
        return decision
    return decision.model_copy(update={"program_version": known.attribution.program_version})


def _correction_name(decision: AttributionDecision) -> str | None:
    """The name of the correction it follows."""
    chosen = (each for each in decision.candidates if each.chosen)
    return next((each.found_in for each in chosen if each.signal is Signal.CORRECTION), None)


def _reason_of(winner: Candidate, question: AttributionQuestion) -> str:
    if winner.signal is Signal.CORRECTION:
        return "corrected" if winner.code else NOBODY
    if winner.signal is Signal.ORIGIN:
        return "same_as_first_order" if winner.code else NOBODY
    return f"{question.program.rules.attribution.touch}_valid_{winner.signal}"


def tells_more(decision: AttributionDecision, before: AttributionDecision) -> bool:
    """Whether it judged a candidate that the one before never saw."""
    return bool(_hints(decision) - _hints(before))


def facts_change_outcome(decision: AttributionDecision, before: AttributionDecision) -> bool:
    """Whether the order's newer facts come to another end by the same hints: another address, no
    test after all. What links and programs became since is not asked."""
    if (decision.reason, decision.advocate_id) == (before.reason, before.advocate_id):
        return False
    return _by_facts(decision) != _by_facts(before) or not decision.candidates


def _by_facts(decision: AttributionDecision) -> set[tuple[object, ...]]:
    return {
        (*_hint(candidate), check.rule, check.verdict)
        for candidate in decision.candidates
        for check in candidate.checks
        if check.rule in BY_FACTS
    }


def _hints(decision: AttributionDecision) -> set[tuple[str, str, str, str]]:
    return set(map(_hint, decision.candidates))


def _hint(candidate: Candidate) -> tuple[str, str, str, str]:
    return candidate.signal, candidate.found_in, candidate.code, candidate.click_id


def _winner(candidates: Sequence[Candidate], question: AttributionQuestion) -> int | None:
    rules = question.program.rules.attribution
    valid = [position for position, each in enumerate(candidates) if each.valid]
    for signal in rules.ranking:
        group = [position for position in valid if candidates[position].signal is signal]
        if group:
            group.sort(key=lambda position: (_touch(candidates[position]), position))
            last = rules.touch == "last" or signal is Signal.CORRECTION
            return group[-1] if last else group[0]
    return None


def _touch(candidate: Candidate) -> datetime:
    return candidate.touched_at or datetime.min.replace(tzinfo=UTC)


def _refusal_of(candidates: Sequence[Candidate], question: AttributionQuestion) -> str:
    """The reason of the candidate that came nearest: that is the one a person will ask about."""
    failed = [
        [check.rule for check in each.checks if check.verdict is Verdict.FAIL]
        for each in candidates
        if not _shops_own_coupon(each)
    ]
    if not failed:
        return "test_order" if question.is_test else "no_signal"
    nearest = min(failed, key=len)
    return REASONS[nearest[0]]


def withdrawal_reason(decision: AttributionDecision) -> str:
    """The reason why an order lost its advocate: a correction, or an address that came later."""
    return NOBODY if decision.reason == NOBODY else DISPROVED


def refusal_reason(candidate: Candidate) -> str:
    """The reason by its first failed check."""
    failed = (each.rule for each in candidate.checks if each.verdict is Verdict.FAIL)
    return REASONS[next(failed)]


def _shops_own_coupon(candidate: Candidate) -> bool:
    linked = next((c.verdict for c in candidate.checks if c.rule == "link"), Verdict.FAIL)
    return candidate.signal is Signal.COUPON and linked is Verdict.FAIL
