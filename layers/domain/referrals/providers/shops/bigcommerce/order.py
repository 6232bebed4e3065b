"""A BigCommerce order of API version 2 in our words, with its coupons and version 3's refunds."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from referrals.model.era import moment_of
from referrals.model.money import UnreadableMoneyError, parse_currency, to_minor
from referrals.model.order.conversion import (
    Amounts,
    Contact,
    OrderFact,
    Payment,
    RefundFact,
    Report,
    Signals,
)
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    mapping,
    milliseconds,
    order_id,
    text,
    told_flag,
)
from referrals.providers.shops.hints import gather
from referrals.providers.shops.note_hints import known_customer, written_pairs
from referrals.providers.shops.source import SourceContext

_RFC_2822 = "%a, %d %b %Y %H:%M:%S %z"
_REFUNDED, _CANCELLED, _DISPUTED = 4, 5, 13
_UNPAID = {0, 1, 6, 7, 12}
"""Incomplete, pending, declined, awaiting payment, awaiting a person's check."""
_PAID = {2, 3, 8, 9, 10, 11, 14, _REFUNDED, _DISPUTED}
# Set by a gateway; offline payments have none, and there the order's status decides.
_NOT_CAPTURED = {
    "authorized",
    "capture pending",
    "declined",
    "held for review",
    "pending",
    "void",
    "void pending",
}
_CAPTURED = {"captured", "paid", "partially refunded", "refunded"}


def read_order(
    order: Body, coupons: list[Body], refunds: list[Body], context: SourceContext
) -> Report:
    amounts = _amounts(order)
    billing = mapping(order.get("billing_address"))
    address = text(billing.get("email"))
    fact = OrderFact(
        payment=_payment(order, amounts),
        amounts=amounts,
        occurred_at=moment_of(_milliseconds(order, "date_created") // 1000),
        version_ms=_milliseconds(order, "date_modified", "date_created"),
        customer_hash=known_customer(
            context.identity_key, "bigcommerce", order.get("customer_id") or "", address
        ),
        signals=_signals(order, coupons),
        test=text(order.get("payment_method")).lower().startswith("test payment"),
        order_name=text(order.get("id")),
        # A merchant sets and unsets these by hand: the newest status has the say.
        given_back_minor=amounts.gross_minor if _status(order) in (_REFUNDED, _DISPUTED) else 0,
        called_off=_status(order) == _CANCELLED,
    )
    contact = Contact(
        email=address,
        first_name=text(billing.get("first_name")),
        locale=text(order.get("customer_locale")),
        may_write=told_flag(order.get("is_email_opt_in")),
    )
    given_back = [_refund(row, order) for row in refunds]
    return Report(order_id(order.get("id"), "order.id"), (*given_back, fact), contact)


def _payment(order: Body, amounts: Amounts) -> Payment:
    status, gateway = _status(order), text(order.get("payment_status")).lower()
    if gateway in _NOT_CAPTURED or status in _UNPAID:
        return Payment.PENDING
    if status == _CANCELLED and gateway not in _CAPTURED:
        return Payment.PENDING
    credit = amounts.gift_cards_minor + _optional(order, "store_credit_amount")
    return Payment.PAID if amounts.gross_minor > credit else Payment.NOTHING_DUE


def _status(order: Body) -> int:
    status = order.get("status_id")
    known = isinstance(status, int) and not isinstance(status, bool)
    if not known or status not in (_UNPAID | _PAID | {_CANCELLED}):
        raise UnreadableFieldError("this is no order status.", field="order.status_id")
    assert isinstance(status, int)
    return status


def _amounts(order: Body) -> Amounts:
    shop, paid_in = _currencies(order)
    foreign = paid_in if paid_in != shop else ""
    return Amounts(
        currency=shop,
        gross_minor=_minor(order, order.get("total_inc_tax"), "total_inc_tax"),
        tax_minor=_optional(order, "total_tax"),
        shipping_minor=_optional(order, "shipping_cost_ex_tax"),
        gift_cards_minor=_optional(order, "gift_certificate_amount"),
        presentment_currency=foreign,
        presentment_minor=to_minor(order.get("total_inc_tax"), foreign) if foreign else 0,
    )


def _currencies(order: Body) -> tuple[str, str]:
    """The shop's own, and the one that was paid in: `default_currency_code`, oddly named."""
    stated = order.get("default_currency_code") or order.get("currency_code")
    paid_in = parse_currency(stated, "order.default_currency_code")
    shop = order.get("store_default_currency_code") or paid_in
    return parse_currency(shop, "order.store_default_currency_code"), paid_in


def _optional(order: Body, name: str) -> int:
    value = order.get(name)
    return 0 if value in (None, "") else _minor(order, value, name)


def _minor(order: Body, value: object, name: str) -> int:
    """In the shop's currency, by the rate that the order itself carries."""
    shop, paid_in = _currencies(order)
    if shop == paid_in:
        return to_minor(value, shop, f"order.{name}")
    to_minor(value, paid_in, f"order.{name}")  # readable at all?
    assert isinstance(value, str | int | Decimal)
    return to_minor(Decimal(value) / _rate(order), shop, f"order.{name}")


def _rate(order: Body) -> Decimal:
    name = "store_default_to_transactional_exchange_rate"
    try:
        rate = Decimal(text(order.get(name)) or "0")
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or not Decimal("1e-9") < rate < Decimal("1e9"):
        raise UnreadableMoneyError("an order in two currencies needs a rate.", field=name)
    return rate


def _refund(row: Body, order: Body) -> RefundFact:
    return RefundFact(
        refund_id=order_id(row.get("id"), "refunds.id"),
        amount_minor=_minor(order, row.get("total_amount"), "refunds.total_amount"),
        version_ms=milliseconds(row, "created"),
        currency=_currencies(order)[0],
    )


def _signals(order: Body, coupons: list[Body]) -> Signals:
    """The coupon, or what the theme wrote into the order's comment."""
    notes = written_pairs(order.get("customer_message"), order.get("external_id"))
    return gather(notes, [text(row.get("code")) for row in coupons], "")


def _milliseconds(order: Body, *names: str) -> int:
    """Version 2 writes RFC 2822's dates."""
    value = next((text(order[name]) for name in names if order.get(name)), "")
    try:
        iso = datetime.strptime(value, _RFC_2822).isoformat()  # noqa: DTZ007
    except ValueError:
        iso = value
    return milliseconds({names[0]: iso}, names[0])
