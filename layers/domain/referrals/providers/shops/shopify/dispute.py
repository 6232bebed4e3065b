"""A Shopify dispute: a question of the bank, or money that it took back."""

from dataclasses import replace

from referrals.model.money import parse_currency
from referrals.model.order.dispute import Dispute, DisputeFact
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    milliseconds,
    order_id,
    stated_amount,
    text,
)
from referrals.providers.shops.source import SourceContext

_STANDINGS = {
    "needs_response": Dispute.OPEN,
    "under_review": Dispute.OPEN,
    "accepted": Dispute.LOST,
    "lost": Dispute.LOST,
    # The refund that closed it is told as a refund.
    "charge_refunded": Dispute.WON,
    "won": Dispute.WON,
}
_MOMENTS = ("finalized_on", "evidence_sent_on", "initiated_at")


def read_dispute(body: Body, context: SourceContext) -> tuple[DisputeFact, ...]:
    """An inquiry may become a chargeback under its own id, told with an older moment: each has a
    name of its own, and the chargeback ends the inquiry when it comes."""
    status = text(body.get("status"))
    if status not in _STANDINGS:
        raise UnreadableFieldError("this is no dispute status we know.", field="status")
    stated = body.get("currency")
    currency = parse_currency(stated) if stated else ""
    fact = DisputeFact(
        dispute_id=order_id(body.get("id"), "id"),
        standing=_STANDINGS[status],
        amount_minor=stated_amount(body, "amount", currency or context.currency),
        version_ms=milliseconds(body, *_MOMENTS),
        currency=currency,
    )
    inquiry = replace(fact, dispute_id=f"inquiry-{fact.dispute_id}", standing=Dispute.WON)
    if text(body.get("type")) == "inquiry":
        # Whatever came of it, no money went by it: a chargeback after it is told as one.
        asks = fact.standing is Dispute.OPEN
        return (replace(inquiry, standing=Dispute.INQUIRY) if asks else inquiry,)
    return fact, replace(inquiry, version_ms=max(fact.version_ms, context.received_ms))
