"""One hint and its checks."""

from referrals.model.evidence import Evidence, Question, judged
from referrals.model.fold import fold
from referrals.model.program import Signal
from referrals.model.referral import Verdict
from tests.world import a_key, a_link, a_program, an_order

ORDER = an_order()
ASKED = Question(fold(a_key(), 1, (ORDER,)), ORDER, a_program(), first_order=True)


def verdicts(evidence: Evidence) -> dict[str, Verdict]:
    return {check.rule: check.verdict for check in judged(evidence, ASKED).checks}


def test_what_hangs_on_a_link_is_skipped_without_one() -> None:
    found = verdicts(Evidence(Signal.CODE, "ref", code="nobody"))

    assert found["link"] is Verdict.FAIL
    skipped = {rule for rule, verdict in found.items() if verdict is Verdict.SKIP}
    assert skipped == {"program", "live", "window", "self_referral"}


def test_a_code_has_no_window() -> None:
    found = verdicts(Evidence(Signal.COUPON, "discount_code", "ada-bakes", link=a_link()))

    assert found["window"] is Verdict.SKIP


def test_every_candidate_passes_the_same_checks_in_order() -> None:
    with_link = verdicts(Evidence(Signal.CODE, "ref", "ada-bakes", link=a_link()))
    without = verdicts(Evidence(Signal.CODE, "ref", "nobody"))

    assert list(with_link) == list(without)
