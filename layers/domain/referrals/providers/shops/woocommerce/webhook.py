"""WooCommerce's webhooks: the order resource of its REST API, told again at every change.

There is no topic for a payment or a refund: `order.updated` carries both. The body is made when it
is sent, so two deliveries may show the same newer state.
"""

import re
from dataclasses import replace
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.model.money import parse_currency
from referrals.model.order.conversion import (
    Act,
    Amounts,
    CancellationFact,
    Contact,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    Report,
    Signals,
)
from referrals.providers.shops.act_report import with_act
from referrals.providers.shops.body import (
    Body,
    amount,
    customer_hash,
    mapping,
    milliseconds,
    moment,
    order_id,
    parse,
    required_amount,
    rows,
    text,
    told_word,
)
from referrals.providers.shops.hints import ACCEPTS_MAIL, gather
from referrals.providers.shops.savings import told_savings
from referrals.providers.shops.signature import has_valid_signature, hmac_base64, text_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext

KEPT_HEADERS: tuple[str, ...] = (
    "x-wc-webhook-topic",
    "x-wc-webhook-source",
    "x-wc-webhook-id",
    "x-wc-webhook-delivery-id",
)
_PING = re.compile(rb"webhook_id=[0-9]{1,20}")
_DRAFTS = {"auto-draft", "draft", "checkout-draft", "new"}
# In the bin it is as good as cancelled, until it is taken out again.
_CALLED_OFF = {"cancelled", "trash"}
_DELETED, _RESTORED = "order.deleted", "order.restored"
_UNPAID = {"pending", "on-hold", "failed"}
# Of the usual plugins for deposits: the rest is still to come.
_IN_PART = {"partial-payment", "partially-paid"}
_LANDING = "_wc_order_attribution_session_entry"


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:  # noqa: ARG001
    given = headers.get("x-wc-webhook-signature", "")
    if not given and _PING.fullmatch(raw):
        return Proof.PING
    genuine = has_valid_signature([given], text_keys(secrets), raw, hmac_base64)
    return Proof.GENUINE if genuine else Proof.FORGED


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:
    topic = topic.partition("/")[0]
    resource, _, event = topic.partition(".")
    return {
        "content-type": "application/json",
        "x-wc-webhook-source": "https://shop.example/",
        "x-wc-webhook-topic": topic,
        "x-wc-webhook-resource": resource,
        "x-wc-webhook-event": event,
        "x-wc-webhook-id": "17",
        "x-wc-webhook-delivery-id": f"{epoch_seconds(now):032x}",
        "x-wc-webhook-signature": hmac_base64(secret.encode(), raw),
    }


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:
    body, topic = parse(raw), headers.get("x-wc-webhook-topic", "")
    if topic == _DELETED and body.keys() == {"id"}:
        return _deletion_report(body, context)
    if not ("order_key" in body and "status" in body and "total" in body):
        return Ignored("not an order")
    if text(body.get("status")) in _DRAFTS:
        return Ignored("a draft")
    report = _order(body, context)
    # Renewals alone name their subscription: the first order is found by the person.
    renews = "_subscription_renewal" in _meta(body)
    report = with_act(report, Act.RENEWAL if renews else Act.PURCHASE, "")
    return _with_restoration(report, context) if topic == _RESTORED else report


def _deletion_report(body: Body, context: SourceContext) -> Report:
    """All that is sent of it is its id, without a moment: that of its coming has to do. An order
    that was changed after it is there again."""
    off = CancellationFact("deleted", context.received_ms, until_newer=True)
    return Report(order_id(body.get("id"), "id"), (off,))


def _with_restoration(report: Report, context: SourceContext) -> Report:
    """Out of the bin: lifts what `order.deleted` said, by the same clock."""
    changed_at = max(fact.version_ms for fact in report.facts)
    lifted = CancellationFact("restored", max(context.received_ms, changed_at), lifted=True)
    return replace(report, facts=(*report.facts, lifted))


def _order(body: Body, context: SourceContext) -> Report:
    billing, meta = mapping(body.get("billing")), _meta(body)
    currency = parse_currency(body.get("currency"))
    amounts = _amounts(body, currency)
    email = text(billing.get("email"))
    order = OrderFact(
        payment=_payment(body, amounts),
        amounts=amounts,
        occurred_at=moment(body, "date_created_gmt"),
        version_ms=milliseconds(body, "date_modified_gmt", "date_created_gmt"),
        customer_hash=customer_hash(context.identity_key, email),
        signals=_signals(body, meta),
        first_order=False if "_subscription_renewal" in meta else None,
        test=meta.get("_wcpay_mode") == "test",
        order_name=text(body.get("number")),
        given_back_minor=_given_back(body, amounts),
        called_off=text(body.get("status")) in _CALLED_OFF,
        savings=told_savings(body.get("coupon_lines"), "discount", currency),
    )
    contact = Contact(
        email=email,
        first_name=text(billing.get("first_name")),
        may_write=told_word(meta.get(ACCEPTS_MAIL, meta.get(f"_{ACCEPTS_MAIL}"))),
    )
    return Report(order_id(body.get("id"), "id"), (order,), contact)


def _payment(body: Body, amounts: Amounts) -> Payment:
    """Paid on a day that is told and not waiting for money; own statuses of plugins included."""
    if not body.get("date_paid_gmt") or text(body.get("status")) in _UNPAID:
        return Payment.PENDING
    if text(body.get("status")) in _IN_PART:
        return Payment.PARTIAL
    return Payment.PAID if amounts.gross_minor else Payment.NOTHING_DUE


def _amounts(body: Body, currency: str) -> Amounts:
    return Amounts(
        currency=currency,
        gross_minor=required_amount(body, "total", currency),
        tax_minor=amount(body, "total_tax", currency),
        shipping_minor=amount(body, "shipping_total", currency),
    )


def _given_back(body: Body, amounts: Amounts) -> int:
    """Told by every body, none at all included: a shop may delete a refund, even the only one.

    The status alone, without any in the list, means all of it.
    """
    listed = -sum(amount(row, "total", amounts.currency) for row in rows(body.get("refunds")))
    wholly = text(body.get("status")) == "refunded"
    return max(listed, amounts.gross_minor) if wholly else listed


def _meta(body: Body) -> dict[str, str]:
    found = rows(body.get("meta_data"))
    return {text(row.get("key")): text(row.get("value")) for row in found if row.get("key")}


def _signals(body: Body, meta: dict[str, str]) -> Signals:
    """Order meta under `gw`, `gw_cookie` and `ref` (an underscore before hides it in the shop)."""
    named = [(name.removeprefix("_"), value) for name, value in meta.items()]
    coupons = [text(row.get("code")) for row in rows(body.get("coupon_lines"))]
    return gather(named, coupons, meta.get(_LANDING, ""))
