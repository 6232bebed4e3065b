"""Notes a privacy request durably, in one guarded write; the clock carries it out.

Safe to repeat: the same request told again is the same item.
"""

from datetime import datetime

from referrals.model.order.receipt import Outcome, Receipt
from referrals.model.privacy.request import (
    DUE_AFTER,
    PrivacyKind,
    PrivacyRequest,
    StoredRequest,
    request_id,
)
from referrals.store.privacy.request import PrivacyRequests


def asked_of(
    request: PrivacyRequest, program_id: str, source: str, *, key: bytes, received_at: datetime
) -> StoredRequest:
    """As it will be kept. Without a source its orders name theirs: `<source>#<order id>`."""
    place = f"{program_id}#{source}#" if source else f"{program_id}#"
    orders = tuple(place + order_id for order_id in request.order_ids)
    parts = (source, request.kind, request.customer_hash, request.reference, *orders)
    if request.shop:  # Another shop's request about the same person is another request.
        parts = (*parts, f"shop={request.shop}")
    return StoredRequest(
        request_id=request_id(key, *parts),
        program_id=program_id,
        source=source,
        kind=request.kind,
        customer_hash=request.customer_hash,
        orders=orders,
        reference=request.reference,
        shop=request.shop,
        received_at=received_at,
        due_at=received_at + DUE_AFTER,
    )


def note_privacy(asked: StoredRequest, requests: PrivacyRequests) -> Receipt:
    news = requests.note(asked)
    reason = "uninstalled" if asked.kind is PrivacyKind.UNINSTALLED else "privacy_request"
    return Receipt(Outcome.NOTED if news else Outcome.REPLAYED, f"{reason}: {asked.kind.value}")
