"""An order that the checks of risk hold, and who looks at it."""

from datetime import datetime
from typing import Any

from referrals.desks import review as review_desk
from referrals.model.attribution.referral import RewardDecision
from referrals.model.order.claim import ReviewAct
from referrals.model.order.conversion import OrderFact, Signals, Traces
from referrals.model.risk.case import ReviewCase, case_id_of
from referrals.steps.risk.review_order import MadeReview, ReviewWish, appeal_denial, review_order
from referrals.wiring import stores
from tests.corrector import KEY, record_and_wake
from tests.world import NOW, an_order, hash_of

CASE_ID = case_id_of(KEY)
CARD, HOME = "a card", "a home"
ADA = hash_of("ada@example.com")


def adas_own_order(**traces: Any) -> None:
    """Placed by Ada herself, recommended by nobody."""
    placed = an_order(customer_hash=ADA, traces=Traces(**traces))
    record_and_wake(placed, order_id="900")


def bens_order(**changes: Any) -> OrderFact:
    """Brought by Ada, paid with her card and sent to her home: 60 points."""
    given: dict[str, Any] = {
        "signals": Signals(ref_codes=("ada-bakes",)),
        "traces": Traces(payment=CARD, address=HOME),
    }
    return an_order(**{**given, **changes})


def hold_order(**changes: Any) -> RewardDecision:
    adas_own_order(payment=CARD, address=HOME)
    decision = record_and_wake(bens_order(**changes))
    assert decision
    return decision


def say(act: str, note: str = "", by: str = "eve", now: datetime = NOW) -> MadeReview:
    wish = ReviewWish(case_id=CASE_ID, act=ReviewAct(act), note=note, made_by=by)
    return review_order(wish, review_desk.reviews(), now=now)


def decide(act: str, note: str = "", by: str = "eve") -> RewardDecision:
    """The word, and what follows from it."""
    say(act, note, by)
    return decision_now()


def appeal(said: str = "she is my neighbour") -> RewardDecision:
    appeal_denial(CASE_ID, said, review_desk.reviews(), now=NOW)
    return decision_now()


def decision_now() -> RewardDecision:
    decision = record_and_wake()
    assert decision
    return decision


def filed_case() -> ReviewCase:
    return stores.reviews().get(CASE_ID).case
