"""One hint, judged: its checks by rule."""

from typing import Any

from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.judgement import judge_evidence
from referrals.model.attribution.referral import Check, Verdict
from referrals.model.order.fold import fold
from referrals.model.program.signal import Signal
from tests.world import a_key, a_link, a_program, an_order, hash_of

ADA, BEN, DOT = (hash_of(f"{name}@example.com") for name in ("ada", "ben", "dot"))
PASS, FAIL, SKIP = Verdict.PASS, Verdict.FAIL, Verdict.SKIP


def question(*, first_order: bool = True, rules: Any = None, **order: Any) -> AttributionQuestion:
    placed = an_order(**order)
    program = a_program(**(rules or {}))
    return AttributionQuestion(fold(a_key(), 1, (placed,)), placed, program, first_order)


def hint(signal: Signal = Signal.CODE, code: str = "ada-bakes", **changes: Any) -> Evidence:
    given: dict[str, Any] = {"link": a_link(code), "advocate_hash": ADA}
    return Evidence(signal, "ref", code, **{**given, **changes})


def checks(evidence: Evidence, asked: AttributionQuestion | None = None) -> dict[str, Check]:
    return {check.rule: check for check in judge_evidence(evidence, asked or question()).checks}


def verdicts(evidence: Evidence, asked: AttributionQuestion | None = None) -> dict[str, Verdict]:
    return {rule: check.verdict for rule, check in checks(evidence, asked).items()}
