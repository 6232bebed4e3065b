"""A hint, judged by every rule: the candidate that is kept, whatever came of it."""

from collections.abc import Iterator

from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.referral import Candidate, Check, Verdict
from referrals.model.attribution.rule import ATTRIBUTION_RULES, AttributionRule
from referrals.model.program.signal import Signal
from referrals.model.rule import RuleAnswer


def judge_evidence(evidence: Evidence, question: AttributionQuestion) -> Candidate:
    return Candidate(
        signal=evidence.signal,
        found_in=evidence.found_in,
        code=evidence.code,
        click_id=evidence.click_id,
        touched_at=evidence.touched_at,
        checks=tuple(_checks(evidence, question)),
    )


def _checks(evidence: Evidence, question: AttributionQuestion) -> Iterator[Check]:
    for rule in ATTRIBUTION_RULES:
        if rule.about_gift and evidence.gift is None:
            continue
        if rule.only_for in (None, evidence.signal):
            yield _check(rule, _answer(rule, evidence, question))


def _answer(rule: AttributionRule, evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    if rule.about_link and evidence.link is None:
        return RuleAnswer(None, "no link to ask about")
    answer = rule.ask(evidence, question)
    corrects = evidence.signal is Signal.CORRECTION and rule.merchant_may_overrule
    if answer.passed is False and corrects:
        return RuleAnswer(None, f"{answer.input}, set aside by {evidence.made_by}")
    return answer


def _check(rule: AttributionRule, answer: RuleAnswer) -> Check:
    verdict = Verdict.PASS if answer.passed else Verdict.FAIL
    if answer.passed is None:
        verdict = Verdict.SKIP
    return Check(rule=rule.name, input=answer.input, verdict=verdict)
