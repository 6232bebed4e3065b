"""Our own endpoint for any shop system: Standard Webhooks v1 and a small documented body.

`type` is order.paid, .updated, .cancelled or .reopened, refund.created or .updated,
dispute.inquiry, .opened, .won or .lost, signup.created or trial.started;
docs/algorithms/conversions.md lists the fields of `data`.
"""

from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.model.money import parse_currency
from referrals.model.order.conversion import (
    Act,
    Amounts,
    CancellationFact,
    Contact,
    Dispute,
    DisputeFact,
    Fact,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    RefundFact,
    Report,
    Signals,
)
from referrals.providers.shops import standard_webhooks as standard
from referrals.providers.shops.act_report import SIGNUP, TRIAL, free_act, with_act
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    amount,
    customer_hash,
    kind_of,
    mapping,
    milliseconds,
    moment,
    order_id,
    parse,
    required_amount,
    stated_amount,
    text,
    told_flag,
)
from referrals.providers.shops.hints import CLICK, COOKIE, REF, gather
from referrals.providers.shops.signature import base64_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext

KEPT_HEADERS = standard.KEPT_HEADERS
_DISPUTES = {
    "dispute.inquiry": Dispute.INQUIRY,
    "dispute.opened": Dispute.OPEN,
    "dispute.won": Dispute.WON,
    "dispute.lost": Dispute.LOST,
}


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:
    return standard.proof(base64_keys(secrets), headers, raw, now)


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:
    (key,) = base64_keys((secret,))
    return standard.headers_for(key, raw, name=f"msg_{topic}_{epoch_seconds(now)}", now=now)


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    body = parse(raw)
    topic, data = kind_of(body, "type"), mapping(body.get("data"))
    stamped: Body = {"updated_at": body.get("timestamp"), **data}
    match topic:
        case "order.paid" | "order.updated":
            return _order(topic, stamped, context)
        case "signup.created":
            name = order_id(data.get("signup_id"), "data.signup_id")
            return _free_act(Act.SIGNUP, f"{SIGNUP}{name}", stamped, context)
        case "trial.started":
            name = order_id(data.get("subscription_id"), "data.subscription_id")
            return _free_act(Act.TRIAL, f"{TRIAL}{name}", stamped, context)
        case "order.cancelled" | "order.reopened":
            lifted = topic == "order.reopened"
            at = milliseconds(stamped, "updated_at" if lifted else "cancelled_at", "updated_at")
            return _about(data, CancellationFact(text(data.get("reason")), at, lifted))
        case "refund.created" | "refund.updated":
            return _about(data, _refund(stamped, context))
        case _ if topic in _DISPUTES:
            return _about(data, _dispute(_DISPUTES[topic], stamped, context))
    return Ignored(f"type {topic[:60]!r} is none of ours")


def _first_order(data: Body, hint: object) -> bool | None:
    """A renewal is no first order, whatever is said of its customer."""
    if data.get("renewal") is True:
        return False
    return hint if isinstance(hint, bool) else None


def _about(data: Body, fact: Fact) -> Report:
    return Report(order_id(data.get("order_id"), "data.order_id"), (fact,))


def _order(topic: str, data: Body, context: SourceContext) -> Report:
    customer = mapping(data.get("customer"))
    hint = customer.get("first_order")
    amounts = _amounts(data)
    fact = OrderFact(
        payment=_payment(topic, data, amounts),
        amounts=amounts,
        occurred_at=moment(data, "placed_at", "updated_at"),
        version_ms=milliseconds(data, "updated_at"),
        customer_hash=customer_hash(context.identity_key, customer.get("email")),
        signals=_signals(mapping(data.get("signals"))),
        first_order=_first_order(data, hint),
        test=data.get("test") is True,
        order_name=text(data.get("order_name")),
    )
    report = Report(order_id(data.get("order_id"), "data.order_id"), (fact,), _contact(customer))
    act = Act.RENEWAL if data.get("renewal") is True else Act.PURCHASE
    return with_act(report, act, _subscription(data))


def _contact(customer: Body) -> Contact:
    return Contact(
        email=text(customer.get("email")),
        first_name=text(customer.get("first_name")),
        locale=text(customer.get("locale")),
        may_write=told_flag(customer.get("accepts_mail")),
    )


def _subscription(data: Body) -> str:
    found = data.get("subscription_id")
    return order_id(found, "data.subscription_id") if found not in (None, "") else ""


def _free_act(act: Act, about: str, data: Body, context: SourceContext) -> Report:
    customer = mapping(data.get("customer"))
    return free_act(
        act,
        about,
        moment(data, "placed_at", "updated_at"),
        currency=context.currency,
        customer_hash=customer_hash(context.identity_key, customer.get("email")),
        signals=_signals(mapping(data.get("signals"))),
        contact=_contact(customer),
        subscription=_subscription(data),
        test=data.get("test") is True,
    )


def _payment(topic: str, data: Body, amounts: Amounts) -> Payment:
    stated = "paid" if topic == "order.paid" else text(data.get("payment"))
    try:
        payment = Payment(stated)
    except ValueError:
        raise UnreadableFieldError(
            "this is not a payment state.",
            field="data.payment",
            remedy="Use pending, partial, paid or nothing_due.",
        ) from None
    free = payment is Payment.PAID and amounts.gross_minor == 0
    return Payment.NOTHING_DUE if free else payment


def _amounts(data: Body) -> Amounts:
    currency = parse_currency(data.get("currency"), "data.currency")
    shown = data.get("presentment_currency")
    presentment = parse_currency(shown, "data.presentment_currency") if shown else ""
    return Amounts(
        currency=currency,
        gross_minor=required_amount(data, "total", currency),
        tax_minor=amount(data, "tax", currency),
        shipping_minor=amount(data, "shipping", currency),
        tips_minor=amount(data, "tips", currency),
        gift_cards_minor=amount(data, "gift_cards", currency),
        duties_minor=amount(data, "duties", currency),
        presentment_currency=presentment,
        presentment_minor=amount(data, "presentment_total", presentment) if presentment else 0,
    )


def _signals(given: Body) -> Signals:
    named = [(name, text(given.get(name))) for name in (CLICK, COOKIE, REF)]
    listed = given.get("coupons")
    coupons = [text(code) for code in listed] if isinstance(listed, list) else []
    return gather(named, coupons, text(given.get("landing_url")))


def _refund(data: Body, context: SourceContext) -> RefundFact:
    currency = _stated_currency(data)
    return RefundFact(
        refund_id=order_id(data.get("refund_id"), "data.refund_id"),
        amount_minor=required_amount(data, "amount", currency or context.currency),
        version_ms=milliseconds(data, "updated_at", "refunded_at"),
        currency=currency,
        shipping_minor=amount(data, "shipping", currency or context.currency),
    )


def _stated_currency(data: Body) -> str:
    """Empty where the order's is meant."""
    stated = data.get("currency")
    return parse_currency(stated, "data.currency") if stated else ""


def _dispute(standing: Dispute, data: Body, context: SourceContext) -> DisputeFact:
    currency = _stated_currency(data)
    return DisputeFact(
        dispute_id=order_id(data.get("dispute_id"), "data.dispute_id"),
        standing=standing,
        amount_minor=stated_amount(data, "amount", currency or context.currency),
        version_ms=milliseconds(data, "updated_at"),
        currency=currency,
    )
