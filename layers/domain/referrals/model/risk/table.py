"""The checks of risk, as a table: a check more is a name, a line here, and its remedy in words.

`docs/algorithms/risk.md` has the same table for people, with what each is worth and why.
"""

from collections.abc import Callable
from dataclasses import dataclass

from referrals.model.risk.evidence import DAY, RiskEvidence, TraceKind
from referrals.model.risk.name import RiskName
from referrals.model.risk.policy import RiskOutcome
from referrals.model.rule import RuleAnswer

RISK = "risk_"
MANY_FRIENDS_OF_NETWORK = 2
MANY_ORDERS_OF_NETWORK = 20
MANY_FRIENDS_A_DAY = 10
FEWEST_TO_JUDGE = 5
_PLACES = (TraceKind.NETWORK, TraceKind.VISIT)


@dataclass(frozen=True, slots=True)
class RiskCheck:
    name: RiskName
    weight: int
    """What a hit adds to the score."""
    ask: Callable[[RiskEvidence], RuleAnswer]
    """`passed` False is a hit, None what can't be known."""
    outcome: RiskOutcome = RiskOutcome.ALLOW
    """What a hit comes to by itself, whatever the score."""

    @property
    def rule(self) -> str:
        """Its name in decisions, beside those of other rules."""
        return f"{RISK}{self.name}"


def _check_name(evidence: RiskEvidence) -> RuleAnswer:
    near = evidence.near_names
    return _sign(near, "almost the advocate's name at one host", "another name")


def _check_mailbox(evidence: RiskEvidence) -> RuleAnswer:
    return _sign(evidence.disposable, "a throw-away mailbox", "a mailbox of their own")


def _check_history(evidence: RiskEvidence) -> RuleAnswer:
    return _sign(not evidence.first_order, "has ordered before", "first order")


def _check_advert(evidence: RiskEvidence) -> RuleAnswer:
    return _sign(evidence.paid_search, "an advert led to the link", "no advert")


def _check_coupon_page(evidence: RiskEvidence) -> RuleAnswer:
    return _sign(evidence.coupon_site, "from a page of coupons", "from no page of coupons")


def _check_network(evidence: RiskEvidence) -> RuleAnswer:
    return _compare_trace(evidence, MANY_FRIENDS_OF_NETWORK, *_PLACES)


def _check_crowd(evidence: RiskEvidence) -> RuleAnswer:
    if not evidence.knows(*_PLACES):
        return RuleAnswer(None, "not known")
    brought = sum(bool(each.advocate_id) for each in evidence.other_orders(*_PLACES))
    text = f"{brought} other orders of friends from there on that day"
    return RuleAnswer(brought < MANY_ORDERS_OF_NETWORK, text)


def _check_device(evidence: RiskEvidence) -> RuleAnswer:
    return _compare_trace(evidence, 1, TraceKind.DEVICE)


def _check_payment(evidence: RiskEvidence) -> RuleAnswer:
    return _compare_trace(evidence, 1, TraceKind.PAYMENT)


def _check_address(evidence: RiskEvidence) -> RuleAnswer:
    return _compare_trace(evidence, 2, TraceKind.ADDRESS)


def _check_pace(evidence: RiskEvidence) -> RuleAnswer:
    near = [
        each
        for each in evidence.other_orders(TraceKind.ADVOCATE)
        if abs(each.placed_at - evidence.placed_at) <= DAY
    ]
    text = f"{len(near)} other friends within a day"
    return RuleAnswer(len(near) < MANY_FRIENDS_A_DAY, text)


def _check_refunds(evidence: RiskEvidence) -> RuleAnswer:
    before = evidence.other_orders(TraceKind.ADVOCATE)
    lost = sum(each.lost for each in before)
    if len(before) < FEWEST_TO_JUDGE:
        return RuleAnswer(None, f"{len(before)} orders before, {FEWEST_TO_JUDGE} to judge by")
    return RuleAnswer(lost * 2 <= len(before), f"{lost} of {len(before)} orders went back")


def _sign(hit: bool | None, yes: str, no: str) -> RuleAnswer:
    if hit is None:
        return RuleAnswer(None, "not known")
    return RuleAnswer(not hit, yes if hit else no)


def _compare_trace(evidence: RiskEvidence, many: int, *kinds: TraceKind) -> RuleAnswer:
    if not evidence.knows(*kinds):
        return RuleAnswer(None, "not known")
    own, friends = evidence.of_advocate(*kinds), evidence.friends(*kinds)
    text = f"{'' if own else 'not '}the advocate's, {friends} other friends'"
    return RuleAnswer(not own and friends < many, text)


CHECKS = (
    RiskCheck(RiskName.RESPELLED_MAILBOX, 40, _check_name),
    RiskCheck(RiskName.DISPOSABLE_MAILBOX, 40, _check_mailbox),
    RiskCheck(RiskName.KNOWN_CUSTOMER, 10, _check_history),
    RiskCheck(RiskName.PAID_SEARCH, 30, _check_advert),
    RiskCheck(RiskName.COUPON_SITE, 30, _check_coupon_page),
    RiskCheck(RiskName.SAME_NETWORK, 20, _check_network),
    RiskCheck(RiskName.BUSY_NETWORK, 10, _check_crowd),
    RiskCheck(RiskName.SAME_DEVICE, 30, _check_device),
    RiskCheck(RiskName.SAME_PAYMENT, 40, _check_payment),
    RiskCheck(RiskName.SAME_ADDRESS, 20, _check_address),
    RiskCheck(RiskName.BUSY_ADVOCATE, 30, _check_pace),
    RiskCheck(RiskName.REFUNDS, 40, _check_refunds),
)
