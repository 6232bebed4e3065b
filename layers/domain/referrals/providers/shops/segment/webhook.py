"""Segment's webhook destination, one track per request: hints, never proof of a payment.

The shared secret proves that Segment sent it, not who wrote it: a browser's write key is public.
So a completed order stays pending here; `segment-server` believes it, see segment_server.
"""

import hmac
from datetime import datetime

from referrals.model.era import moment_of
from referrals.model.money import parse_currency
from referrals.model.order.conversion import (
    Act,
    Amounts,
    CancellationFact,
    Contact,
    Fact,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    RefundFact,
    Report,
    Signals,
)
from referrals.providers.shops.act_report import SIGNUP, TRIAL, free_act
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    amount,
    best_address,
    kind_of,
    mapping,
    milliseconds,
    order_id,
    parse,
    required_amount,
    text,
    told_flag,
)
from referrals.providers.shops.hints import ACCEPTS_MAIL, CLICK, COOKIE, REF, gather
from referrals.providers.shops.note_hints import known_customer
from referrals.providers.shops.signature import has_valid_signature, text_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext

KEPT_HEADERS: tuple[str, ...] = ()
_MOMENTS = ("timestamp", "originalTimestamp", "sentAt")


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:  # noqa: ARG001
    """Over the very bytes. Of a batch Segment signs the first track only: that is no signature."""
    given = headers.get("x-signature", "")
    genuine = has_valid_signature([given], text_keys(secrets), raw, _hmac_sha1)
    return Proof.GENUINE if genuine else Proof.FORGED


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:  # noqa: ARG001
    return {
        "content-type": "application/json",
        "x-signature": _hmac_sha1(secret.encode(), raw),
    }


def _hmac_sha1(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, "sha1").hex()


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    return read_track(raw, context, completed=Payment.PENDING)


def read_track(raw: bytes, context: SourceContext, *, completed: Payment) -> Reading:
    """`completed` is what an "Order Completed" is worth, coming from where it comes from."""
    track = parse(raw)
    if kind_of(track, "type") != "track":
        return Ignored("not a track")
    event, properties = kind_of(track, "event"), mapping(track.get("properties"))
    match event.lower():
        case "order completed":
            return _order(track, properties, context, completed)
        case "signed up" | "account created":
            return _free_act(Act.SIGNUP, track, context, believed=completed is Payment.PAID)
        case "trial started":
            return _free_act(Act.TRIAL, track, context, believed=completed is Payment.PAID)
        case "order refunded":
            return _report(properties, _refund(track, properties, context))
        case "order cancelled" | "order canceled":
            at = milliseconds(track, *_MOMENTS)
            return _report(properties, CancellationFact(text(properties.get("reason")), at))
    return Ignored(f"event {event[:60]!r} is none of ours")


def _report(properties: Body, *facts: Fact, contact: Contact | None = None) -> Report:
    about = order_id(properties.get("order_id"), "properties.order_id")
    return Report(about, facts, contact or Contact())


def _order(track: Body, properties: Body, context: SourceContext, completed: Payment) -> Report:
    at = milliseconds(track, *_MOMENTS)
    amounts = _amounts(properties, context)
    surroundings = mapping(track.get("context"))
    traits = mapping(surroundings.get("traits"))
    addresses = [text(part.get("email")) for part in (properties, traits)]
    free = completed is Payment.PAID and amounts.gross_minor == 0
    fact = OrderFact(
        payment=Payment.NOTHING_DUE if free else completed,
        amounts=amounts,
        occurred_at=moment_of(at // 1000),
        version_ms=at,
        customer_hash=known_customer(
            context.identity_key, "segment", track.get("userId"), *addresses
        ),
        signals=_signals(properties, surroundings),
        test=properties.get("test") is True,
    )
    contact = _contact(track, believed=completed is Payment.PAID)
    return _report(properties, fact, contact=contact)


def _contact(track: Body, *, believed: bool) -> Contact:
    """A browser's word on an address that anybody may type is no consent of its owner's."""
    properties, surroundings = mapping(track.get("properties")), mapping(track.get("context"))
    traits = mapping(surroundings.get("traits"))
    agreed = (told_flag(part.get(ACCEPTS_MAIL)) for part in (properties, traits))
    return Contact(
        email=best_address(*(text(part.get("email")) for part in (properties, traits))),
        first_name=text(traits.get("firstName") or traits.get("first_name")),
        locale=text(surroundings.get("locale")),
        may_write=next((word for word in agreed if believed and word is not None), None),
    )


def _free_act(act: Act, track: Body, context: SourceContext, *, believed: bool) -> Report:
    """Named by the person who signed up, so that it counts once however often it is told."""
    properties, surroundings = mapping(track.get("properties")), mapping(track.get("context"))
    traits = mapping(surroundings.get("traits"))
    addresses = [text(part.get("email")) for part in (properties, traits)]
    person = order_id(track.get("userId") or track.get("anonymousId"), "userId")
    return free_act(
        act,
        f"{SIGNUP if act is Act.SIGNUP else TRIAL}{person}",
        moment_of(milliseconds(track, *_MOMENTS) // 1000),
        currency=context.currency,
        customer_hash=known_customer(
            context.identity_key, "segment", track.get("userId"), *addresses
        ),
        signals=_signals(properties, surroundings),
        contact=_contact(track, believed=believed),
        test=properties.get("test") is True,
        believed=believed,
    )


def _amounts(properties: Body, context: SourceContext) -> Amounts:
    """`total` has everything in it; `revenue` is without tax and shipping."""
    stated = properties.get("currency")
    currency = parse_currency(stated, "properties.currency") if stated else context.currency
    tax = amount(properties, "tax", currency)
    shipping = amount(properties, "shipping", currency)
    if properties.get("total") in (None, ""):
        gross = required_amount(properties, "revenue", currency) + tax + shipping
    else:
        gross = required_amount(properties, "total", currency)
    return Amounts(currency, gross, tax_minor=tax, shipping_minor=shipping)


def _signals(properties: Body, surroundings: Body) -> Signals:
    named = [(name, text(properties.get(name))) for name in (CLICK, COOKIE, REF)]
    page = text(mapping(surroundings.get("page")).get("url"))
    return gather(named, [text(properties.get("coupon"))], page)


def _refund(track: Body, properties: Body, context: SourceContext) -> Fact:
    """Without a total it is the whole order, says Segment's e-commerce specification."""
    at = milliseconds(track, *_MOMENTS)
    if properties.get("total") in (None, ""):
        if properties.get("products"):
            raise UnreadableFieldError(
                "a refund of some products needs their total.", field="properties.total"
            )
        return CancellationFact("refunded", at)
    stated = properties.get("currency")
    currency = parse_currency(stated, "properties.currency") if stated else ""
    return RefundFact(
        refund_id=order_id(track.get("messageId"), "messageId"),
        amount_minor=required_amount(properties, "total", currency or context.currency),
        version_ms=at,
        currency=currency,
    )
