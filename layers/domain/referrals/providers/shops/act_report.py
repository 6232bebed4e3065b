"""Acts other than orders, as every shop system's reading tells them: free ones, and renewals."""

from dataclasses import replace
from datetime import datetime

from referrals.model.era import epoch_milliseconds
from referrals.model.order.conversion import (
    Act,
    ActFact,
    Amounts,
    Contact,
    OrderFact,
    Payment,
    Report,
    Signals,
)

SIGNUP, TRIAL = "signup-", "trial-"
"""Before a free act's own id: it must never be an order's."""


def free_act(
    act: Act,
    about: str,
    at: datetime,
    *,
    currency: str,
    customer_hash: str = "",
    signals: Signals | None = None,
    contact: Contact | None = None,
    subscription: str = "",
    test: bool = False,
    believed: bool = True,
) -> Report:
    """A report of something that costs nothing; `about` is its name among the source's orders.

    What isn't `believed`, for anybody can say it, waits as an order that nobody has paid.
    """
    version_ms = epoch_milliseconds(at)
    fact = OrderFact(
        payment=Payment.NOTHING_DUE if believed else Payment.PENDING,
        amounts=Amounts(currency, 0),
        occurred_at=at.replace(microsecond=0),
        version_ms=version_ms,
        customer_hash=customer_hash,
        signals=signals or Signals(),
        test=test,
    )
    # The act first: whoever is woken by the order must know what it is.
    facts = (ActFact(act, version_ms, subscription), fact)
    return Report(about, facts, contact or Contact())


def with_act(report: Report, act: Act, subscription: str) -> Report:
    """The report of a purchase that a subscription began with, or of a renewal; as it is where
    neither is told."""
    orders = [fact for fact in report.facts if isinstance(fact, OrderFact)]
    if not orders or (act is Act.PURCHASE and not subscription):
        return report
    told = ActFact(act, orders[0].version_ms, subscription)
    return replace(report, facts=(told, *report.facts))
