"""One hint at who sent a friend, and the checks that it has to pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.conversion import Conversion, OrderFact
from referrals.model.era import within_era
from referrals.model.link import Link
from referrals.model.moment import moment_of
from referrals.model.program import AppliedProgram, Signal
from referrals.model.referral import Candidate, Check, Verdict

# The click was timed by us, the order by the shop: their clocks may differ by this much.
CLOCK_SLACK = timedelta(minutes=10)
_BOUGHT_BY_ADVERT = (Signal.CLICK, Signal.CODE, Signal.CLAIM, Signal.CORRECTION)
# What the merchant may set aside by a correction. Never: a link that isn't there or another
# program's, an advocate's own order, a test.
_OVERRULED = ("live", "existing_customer", "paid_search")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hint from the order with what the tables know about it."""

    signal: Signal
    found_in: str
    code: str = ""
    genuine: bool = True
    """False when a click token's signature is none of ours, or a code cannot be one."""
    click_id: str = ""
    touched_at: datetime | None = None
    link: Link | None = None
    advocate_hash: str = ""
    friend_hash: str = ""
    """Whom a claim names as the friend."""
    made_by: str = ""
    note: str = ""
    """Who made a correction, and why."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything the decision depends on, beside the evidence."""

    conversion: Conversion
    order: OrderFact
    program: AppliedProgram
    first_order: bool

    @property
    def occurred_at(self) -> datetime:
        return moment_of(self.order.occurred_at)

    @property
    def is_test(self) -> bool:
        return self.order.test and not self.program.rules.test_mode


def unclaimed_words(evidence: Iterable[Evidence]) -> dict[str, None]:
    """Codes and coupons of the order's own that are no link's, each once."""
    words = (each for each in evidence if each.signal in (Signal.CODE, Signal.COUPON))
    return dict.fromkeys(each.code for each in words if each.genuine and each.link is None)


def judged(evidence: Evidence, question: Question) -> Candidate:
    return Candidate(
        signal=evidence.signal,
        found_in=evidence.found_in,
        code=evidence.code,
        click_id=evidence.click_id,
        touched_at=evidence.touched_at,
        checks=tuple(_overruled(check, evidence) for check in _checks(evidence, question)),
    )


def _checks(evidence: Evidence, question: Question) -> Iterator[Check]:
    """In this order; what hangs on a link is skipped where there is none."""
    link, program = evidence.link, question.program
    accepted = evidence.signal in program.rules.attribution.ranking
    yield _check("accepted", evidence.signal, accepted, "List it in attribution.priority.")
    yield _check("genuine", evidence.found_in, evidence.genuine, "Pass it on unchanged.")
    nobody = evidence.signal is Signal.CORRECTION and not evidence.code
    told = "nobody" if nobody else evidence.code or "(none)"
    yield _check("link", told, nobody or link is not None, "Use a link's code.")
    if link is None:
        skipped = ("program", "live", "window", "self_referral")
        yield from (_skip(rule, "no link to ask about") for rule in skipped)
    else:
        here = link.program_id == program.program_id
        yield _check("program", link.program_id, here, "Use a link of this program.")
        live = link.live(question.order.occurred_at)
        yield _check("live", link.status, live, "Resume or prolong the link.")
        yield _window(evidence, question)
        yield _self_referral(evidence, question)
    if evidence.signal is Signal.CLAIM:
        yield _same_friend(evidence, question)
    yield from _order_checks(evidence, question)


def _window(evidence: Evidence, question: Question) -> Check:
    if evidence.touched_at is None:
        return _skip("window", f"a {evidence.signal} has no moment of its own")
    days = question.program.rules.attribution.window_days
    moments = (question.order.occurred_at, int(evidence.touched_at.timestamp()))
    if not all(map(within_era, moments)):
        # Stored before moments were bounded: nobody can say how long it was.
        return _check("window", "a moment that cannot be", False, "Name the day it was.")
    age = question.occurred_at - evidence.touched_at
    held = -CLOCK_SLACK <= age <= timedelta(days=days)
    hours = round(age / timedelta(hours=1))
    when = f"{hours} h before the order" if hours > 0 else "within the hour of the order"
    return _check("window", f"{when}, {days} days allowed", held, "Click sooner.")


def _self_referral(evidence: Evidence, question: Question) -> Check:
    friend_hash = question.order.customer_hash or evidence.friend_hash
    if not (friend_hash and evidence.advocate_hash):
        return _skip("self_referral", "an e-mail address is not known")
    other = friend_hash != evidence.advocate_hash
    told = "another person" if other else "the advocate's own mailbox"
    return _check("self_referral", told, other, "Only a friend's order counts.")


def _same_friend(evidence: Evidence, question: Question) -> Check:
    """Who claims an order has to know whose it is."""
    if not (question.order.customer_hash and evidence.friend_hash):
        return _skip("same_friend", "an e-mail address is not known")
    same = question.order.customer_hash == evidence.friend_hash
    told = "the friend who bought" if same else "not who bought"
    return _check("same_friend", told, same, "Name the friend by the address of the order.")


def _order_checks(evidence: Evidence, question: Question) -> Iterator[Check]:
    rules = question.program.rules
    if rules.qualifies.new_customers_only:
        told = "first order" if question.first_order else "an earlier order is known"
        yield _check(
            "existing_customer", told, question.first_order, "Only a first order counts here."
        )
    else:
        yield _skip("existing_customer", "the program welcomes everybody")
    if evidence.signal in _BOUGHT_BY_ADVERT:
        bought = question.order.signals.paid_search
        told = "an advert led to the link" if bought else "no advert"
        yield _check("paid_search", told, not bought, "Share the link; don't advertise it.")
    else:
        yield _skip("paid_search", "an advert cannot type a code")
    yield _check("test_order", _test_word(question), not question.is_test, "Place a real order.")


def _test_word(question: Question) -> str:
    return "a test order" if question.order.test else "a real order"


def _overruled(check: Check, evidence: Evidence) -> Check:
    if evidence.signal is not Signal.CORRECTION or check.rule not in _OVERRULED:
        return check
    if check.verdict is not Verdict.FAIL:
        return check
    return _skip(check.rule, f"{check.input}, set aside by {evidence.made_by}")


def _check(rule: str, told: str, held: bool, remedy: str) -> Check:
    if held:
        return Check(rule=rule, input=str(told), verdict=Verdict.PASS)
    return Check(rule=rule, input=str(told), verdict=Verdict.FAIL, remedy=remedy)


def _skip(rule: str, why: str) -> Check:
    return Check(rule=rule, input=why, verdict=Verdict.SKIP)
