"""Orders to attribute, and the hints that came with them."""

from datetime import datetime, timedelta
from typing import Any

from referrals.model.attribution.decision import decide
from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.referral import AttributionDecision
from referrals.model.order.conversion import Conversion, OrderFact, RefundFact
from referrals.model.order.fold import fold
from referrals.model.program.signal import Signal
from tests.world import NOW, a_key, a_link, a_program, an_order, hash_of

ADA = hash_of("ada@example.com")


def conversion(order: OrderFact, order_id: str = "1001", *more: RefundFact) -> Conversion:
    return fold(a_key(order_id), 1 + len(more), (order, *more))


def question(*, first_order: bool = True, rules: Any = None, **order: Any) -> AttributionQuestion:
    placed = an_order(**order)
    return AttributionQuestion(conversion(placed), placed, a_program(**(rules or {})), first_order)


def click(hours: float = 1, code: str = "ada-bakes", **changes: Any) -> Evidence:
    return Evidence(
        Signal.CLICK,
        "gw",
        code=code,
        click_id=f"clk_{hours}",
        touched_at=NOW - timedelta(hours=hours),
        **{"link": a_link(code), "advocate_hash": ADA, **changes},
    )


def code(signal: Signal = Signal.CODE, text: str = "ada-bakes", **changes: Any) -> Evidence:
    return Evidence(
        signal, "ref", code=text, **{"link": a_link(text), "advocate_hash": ADA, **changes}
    )


def decide_on(
    asked: AttributionQuestion, *evidence: Evidence, at: datetime = NOW
) -> AttributionDecision:
    return decide(asked, evidence, now=at)
