"""One hint, judged: its checks by rule."""

from typing import Any

from referrals.model.attribution.evidence import Evidence, Question
from referrals.model.attribution.judgement import judged
from referrals.model.attribution.referral import Check, Verdict
from referrals.model.order.fold import fold
from referrals.model.program.program import Signal
from tests.world import a_key, a_link, a_program, an_order, hashed

ADA, BEN, DOT = (hashed(f"{name}@example.com") for name in ("ada", "ben", "dot"))
PASS, FAIL, SKIP = Verdict.PASS, Verdict.FAIL, Verdict.SKIP


def question(*, first_order: bool = True, rules: Any = None, **order: Any) -> Question:
    placed = an_order(**order)
    program = a_program(**(rules or {}))
    return Question(fold(a_key(), 1, (placed,)), placed, program, first_order)


def hint(signal: Signal = Signal.CODE, code: str = "ada-bakes", **changes: Any) -> Evidence:
    given: dict[str, Any] = {"link": a_link(code), "advocate_hash": ADA}
    return Evidence(signal, "ref", code, **{**given, **changes})


def checks(evidence: Evidence, asked: Question | None = None) -> dict[str, Check]:
    return {check.rule: check for check in judged(evidence, asked or question()).checks}


def verdicts(evidence: Evidence, asked: Question | None = None) -> dict[str, Verdict]:
    return {rule: check.verdict for rule, check in checks(evidence, asked).items()}
