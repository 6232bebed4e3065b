"""The rules that a hint must pass to be believed, in the order they are asked: all of them, always.

A table, so that a new rule is a line: its name, what a no is called, and who may set it aside. What
would change a no is in `model/words`, by the rule's name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.era import within_era
from referrals.model.link.link import LinkStatus
from referrals.model.program.signal import Signal
from referrals.model.rule import RuleAnswer

# The click was timed by us, the order by the shop: their clocks may differ by this much.
CLOCK_SLACK = timedelta(minutes=10)
_BOUGHT_BY_ADVERT = (Signal.CLICK, Signal.CODE, Signal.CLAIM, Signal.CORRECTION)


@dataclass(frozen=True, slots=True)
class AttributionRule:
    name: str
    reason: str
    """The code of a no, such as `outside_window`: one of its own for each rule."""
    ask: Callable[[Evidence, AttributionQuestion], RuleAnswer]
    about_link: bool = False
    """Skipped where the hint leads to no link."""
    by_address: bool = False
    """Answered by e-mail addresses, so asked again when one comes late."""
    by_order: bool = False
    """Answered by what the order itself says, so asked again when a newer body says otherwise."""
    merchant_may_overrule: bool = False
    """Whether a correction sets a no aside. Never: a link that isn't there or another program's,
    an advocate's own order, a test."""
    only_for: Signal | None = None
    """Left out for other signals."""
    about_gift: bool = False
    """Left out for what is no gift code."""


def _check_signal(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    ranking = question.program.rules.attribution.ranking
    return RuleAnswer(evidence.signal in ranking, evidence.signal.value)


def _genuine(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:  # noqa: ARG001
    return RuleAnswer(evidence.genuine, evidence.found_in)


def _link(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:  # noqa: ARG001
    if evidence.clears_attribution:
        return RuleAnswer(True, "nobody")
    return RuleAnswer(evidence.link is not None, evidence.code or "(none)")


def _program(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    assert evidence.link
    here = evidence.link.program_id
    return RuleAnswer(here == question.program.program_id, here)


def _live(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    assert evidence.link
    if evidence.signal is Signal.ORIGIN:
        # A link that is paused brings nobody new; whoever it brought stays brought.
        return RuleAnswer(evidence.link.status is not LinkStatus.CLOSED, evidence.link.status)
    return RuleAnswer(evidence.link.live(question.occurred_at), evidence.link.status)


def _window(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    if evidence.gift:
        return RuleAnswer(None, "the till took the code, which ends by itself")
    if evidence.touched_at is None:
        return RuleAnswer(None, f"a {evidence.signal} has no moment of its own")
    days = question.program.rules.attribution.window_days
    moments = (question.occurred_at, evidence.touched_at)
    if not all(map(within_era, moments)):
        # Stored before moments were bounded: nobody can say how long it was.
        return RuleAnswer(False, "a moment that cannot be")
    age = question.occurred_at - evidence.touched_at
    hours = round(age / timedelta(hours=1))
    when = f"{hours} h before the order" if hours > 0 else "within the hour of the order"
    held = -CLOCK_SLACK <= age <= timedelta(days=days)
    return RuleAnswer(held, f"{when}, {days} days allowed")


def _self_referral(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    friend_hash = question.order.customer_hash or evidence.friend_hash
    if not (friend_hash and evidence.advocate_hash):
        return RuleAnswer(None, "an e-mail address is not known")
    other = friend_hash != evidence.advocate_hash
    return RuleAnswer(other, "another person" if other else "the advocate's own mailbox")


def _check_claimant(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    """Who claims an order has to know whose it is."""
    if not (question.order.customer_hash and evidence.friend_hash):
        return RuleAnswer(None, "an e-mail address is not known")
    same = question.order.customer_hash == evidence.friend_hash
    return RuleAnswer(same, "the friend who bought" if same else "not who bought")


def _existing_customer(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    if evidence.signal is Signal.ORIGIN:
        return RuleAnswer(None, "it was asked of the first order")
    if not question.program.rules.qualifies.new_customers_only:
        return RuleAnswer(None, "the program welcomes everybody")
    first = question.first_order
    return RuleAnswer(first, "first order" if first else "an earlier order is known")


def _paid_search(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    if evidence.signal not in _BOUGHT_BY_ADVERT:
        return RuleAnswer(None, "an advert cannot type a code")
    bought = question.order.signals.paid_search
    return RuleAnswer(not bought, "an advert led to the link" if bought else "no advert")


def _test_order(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:  # noqa: ARG001
    test = question.order.test
    return RuleAnswer(not question.is_test, "a test order" if test else "a real order")


def _check_first_use(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:
    assert evidence.gift
    if evidence.gift.joint:
        return RuleAnswer(None, "all friends of the link share it")
    first = evidence.gift.used_by in ("", str(question.conversion.key))
    return RuleAnswer(first, "its first use" if first else "another order had used it before")


def _check_own_click(evidence: Evidence, question: AttributionQuestion) -> RuleAnswer:  # noqa: ARG001
    """Whoever came by another link has the code from somebody it wasn't made for."""
    if not evidence.clicked:
        return RuleAnswer(None, "the order tells of no click")
    own = evidence.code in evidence.clicked
    others = ", ".join(sorted(evidence.clicked))[:100]
    return RuleAnswer(own, "the same link" if own else f"the order's own click is of {others}")


ATTRIBUTION_RULES = (
    AttributionRule("accepted", "signal_not_accepted", _check_signal),
    AttributionRule("genuine", "forged_token", _genuine),
    AttributionRule("link", "unknown_code", _link),
    AttributionRule("program", "other_program", _program, about_link=True),
    AttributionRule("live", "link_not_live", _live, about_link=True, merchant_may_overrule=True),
    AttributionRule("window", "outside_window", _window, about_link=True),
    AttributionRule(
        "self_referral", "self_referral", _self_referral, about_link=True, by_address=True
    ),
    AttributionRule(
        "same_friend", "another_customer", _check_claimant, by_address=True, only_for=Signal.CLAIM
    ),
    AttributionRule("gift_first_use", "gift_code_used", _check_first_use, about_gift=True),
    AttributionRule("gift_own_click", "gift_code_passed_on", _check_own_click, about_gift=True),
    AttributionRule(
        "existing_customer",
        "existing_customer",
        _existing_customer,
        by_order=True,
        merchant_may_overrule=True,
    ),
    AttributionRule(
        "paid_search", "paid_search", _paid_search, by_order=True, merchant_may_overrule=True
    ),
    AttributionRule("test_order", "test_order", _test_order, by_order=True),
)
REASONS = {rule.name: rule.reason for rule in ATTRIBUTION_RULES}
"""The decision's reason when nothing could be attributed, by the rule that said no."""
BY_ADDRESS = frozenset(rule.name for rule in ATTRIBUTION_RULES if rule.by_address)
BY_FACTS = BY_ADDRESS | {rule.name for rule in ATTRIBUTION_RULES if rule.by_order}
