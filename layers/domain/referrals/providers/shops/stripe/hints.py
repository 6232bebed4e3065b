"""Where a Stripe object may say who sent the friend: its reference, metadata, fields, discounts."""

import re
from collections.abc import Iterator

from referrals.model.order.amounts import Savings, merge_savings
from referrals.model.order.conversion import Signals
from referrals.providers.shops.body import Body, mapping, rows, text
from referrals.providers.shops.hints import CLICK, COOKIE, REF, Pairs, gather
from referrals.providers.shops.minor_amount import Exponents, minor_amount

# A click token's first byte is its version, 1; a shop's own long reference is left alone.
_TOKEN = re.compile(r"A[Q-Za-f][A-Za-z0-9_-]{41,78}", re.ASCII)
_CODE = re.compile(r"[a-z0-9-]{3,30}", re.ASCII | re.IGNORECASE)
_IDS = ("promo_", "di_")


def hints(body: Body) -> Signals:
    metadata = [body.get("metadata"), *_of_subscription(body), *_of_lines(body)]
    named = _reference(body) + _fields(body)
    coupons = []
    for each in map(mapping, metadata):
        named += [(name, text(each.get(name))) for name in (CLICK, COOKIE, REF)]
        coupons.append(text(each.get("coupon")))
    return gather(named, [*coupons, *_discount_codes(body)], "")


def _reference(body: Body) -> Pairs:
    """`client_reference_id`, which a payment link takes from its own address."""
    found = text(body.get("client_reference_id"))
    if _TOKEN.fullmatch(found):
        return [(CLICK, found)]
    return [(REF, found)] if _CODE.fullmatch(found) else []


def _fields(body: Body) -> Pairs:
    """A field of the checkout page under the key `ref`, where friends type a code."""
    return [
        (REF, text(mapping(row.get(kind)).get("value")))
        for row in rows(body.get("custom_fields"))
        for kind in ("text", "dropdown")
        if text(row.get("key")).lower() == REF
    ]


def _of_subscription(body: Body) -> list[object]:
    """A copy in the invoice; under `parent` since 2025-03-31."""
    parent = mapping(body.get("parent"))
    places = (parent.get("subscription_details"), body.get("subscription_details"))
    return [mapping(place).get("metadata") for place in places]


def _of_lines(body: Body) -> list[object]:
    """Lines of a subscription carry its metadata, in the oldest shapes only they do."""
    return [row.get("metadata") for row in rows(mapping(body.get("lines")).get("data"))[:10]]


def session_savings(session: Body, currency: str, exponents: Exponents) -> Savings:
    """Told for the whole bill: it is the one code's where only one is named."""
    details = mapping(session.get("total_details"))
    codes = {code.casefold() for code in hints(session).coupon_codes}
    if len(codes) != 1 or "amount_discount" not in details or session.get("currency_conversion"):
        return ()
    off = minor_amount(details, "amount_discount", currency, exponents)
    return merge_savings((code, off) for code in codes)


def _discount_codes(body: Body) -> Iterator[str]:
    """Codes as far as they are told: mostly ids are, and of a coupon the id may be the code."""
    breakdown = mapping(mapping(body.get("total_details")).get("breakdown"))
    listed = [row.get("discount") for row in rows(breakdown.get("discounts"))]
    for each in map(mapping, [*rows(body.get("discounts")), *listed, body.get("discount")]):
        source = mapping(each.get("source"))
        for found in (each.get("promotion_code"), each.get("coupon"), source.get("coupon")):
            yield from _codes(found)


def _codes(found: object) -> Iterator[str]:
    whole = mapping(found)
    texts = [text(found), text(whole.get("code"))]
    if not whole.get("code"):
        texts += [text(whole.get("id")), text(whole.get("name"))]
    yield from (code for code in texts if code and not code.startswith(_IDS))
