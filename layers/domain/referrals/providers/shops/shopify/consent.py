"""Whether a Shopify customer agreed to mail, and when: the till's box, and how they stand."""

from dataclasses import replace

from referrals.model.era import moment_of
from referrals.model.order.conversion import Contact
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    mapping,
    milliseconds,
    told_flag,
)

_STANDS = {"subscribed": True, "unsubscribed": False}


def with_consent(contact: Contact, body: Body, customer: Body) -> Contact:
    """An empty box is no word where the customer's own standing is told: whoever is subscribed
    isn't asked again."""
    ticked = told_flag(body.get("buyer_accepts_marketing"))
    consent = mapping(customer.get("email_marketing_consent"))
    state = consent.get("state")
    stands = _STANDS.get(state) if isinstance(state, str) else None
    if stands is None:
        refused = False if state in ("not_subscribed", "pending") else None
        return replace(contact, may_write=refused if ticked is None else ticked)
    said_at = _updated_at(consent)
    if ticked and (stands or (said_at and said_at < milliseconds(body, "created_at"))):
        return replace(contact, may_write=True)
    return replace(
        contact, may_write=stands, said_at=moment_of(said_at // 1000) if said_at else None
    )


def _updated_at(consent: Body) -> int:
    """0 where nothing that can be read is told."""
    try:
        return milliseconds(consent, "consent_updated_at")
    except UnreadableFieldError:
        return 0
