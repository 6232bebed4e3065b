"""WooCommerce's coupons: `wc/v3/coupons`, each for one use, ours by a field of our own.

WooCommerce looks for the code and then stores it, without a lock: two makers at once can make two
coupons of one code. Its tills know only the newest of them, so it still is one use.
"""

from base64 import b64encode
from urllib.parse import urlencode

from referrals.model.code.discount import Discount
from referrals.model.moment import stamp
from referrals.providers.shops.body import Body, mapping, rows, text
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    Objection,
    ShopCodeTakenError,
    missing_condition,
    odd_product,
    readable,
    refuse,
    require_currency,
    same_code,
)
from referrals.providers.shops.list_answer import fields, objects
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import WriteAnswer, write

WORDS: tuple[str, ...] = ("consumer key", "consumer secret")
SCOPES = "Its key needs Read/Write, of a user who may manage coupons and the shop's settings."
OURS = "goodword_reward"
# `date_expires` is the one field that ends a coupon and is written; its `_gmt` twin is only read.
PAST = "2000-01-01T00:00:00"
_REMEDIES = {
    "first_order_only": "Leave it out, or promise it with a minimum: `minimum_minor`.",
}
_COUPONS = "/wp-json/wc/v3/coupons"
_GONE = 404


def objection(discount: Discount) -> Objection | None:
    if discount.amount_minor is not None and discount.products:
        return Objection(
            "products",
            "WooCommerce takes a fixed amount off the whole cart, or off each piece.",
            "Promise a percentage on these products, or leave them out.",
        )
    return missing_condition("WooCommerce", _REMEDIES, discount) or odd_product(
        "WooCommerce", r"\d{1,18}", "Write a product's or a variation's number.", discount
    )


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    with readable(SCOPES):
        answer = ask.get(f"{_COUPONS}?{urlencode({'code': terms.code})}", authorization(account))
    found = [row for row in objects(answer.body) if same_code(row.get("code"), terms.code)]
    return _record(found[0], terms) if found else None


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    _require_currency(account, terms.discount, ask)
    written = write(ask, _COUPONS, authorization(account), _coupon(terms))
    if not written.is_done and _reason(written) == "woocommerce_rest_coupon_code_already_exists":
        raise ShopCodeTakenError("the shop has this coupon already.", field="code")
    _require_done(written)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    written = write(ask, _place(record), authorization(account), {"date_expires": PAST})
    if written.status != _GONE:
        _require_done(written)


def enable(account: StoreAccount, record: CodeRecord, terms: CodeTerms, ask: StoreClient) -> None:
    # Null is taken for "unchanged"; an empty text clears it.
    until = {"date_expires": _end(terms.discount)}
    written = write(ask, _place(record), authorization(account), until)
    _require_done(written)


def _coupon(terms: CodeTerms) -> dict[str, object]:
    return {
        "code": terms.code,
        **_value(terms.discount),
        **_conditions(terms.discount),
        **({} if terms.discount.endless else {"usage_limit": 1}),
        "description": f"Goodword reward {terms.reward_id}",
        "meta_data": [{"key": OURS, "value": terms.reward_id}],
    }


def _value(discount: Discount) -> dict[str, object]:
    if discount.free_shipping:
        # The shop's own method "free shipping" must ask for a coupon; the amount is none.
        return {"discount_type": "fixed_cart", "amount": "0", "free_shipping": True}
    if discount.percent is None:
        return {"discount_type": "fixed_cart", "amount": discount.amount}
    return {"discount_type": "percent", "amount": str(discount.percent)}


def _conditions(discount: Discount) -> dict[str, object]:
    found: dict[str, object] = {}
    if discount.minimum_minor is not None:
        found["minimum_amount"] = discount.minimum
    if discount.products:
        found["product_ids"] = [int(each) for each in discount.products]
    if discount.once_per_customer:
        found["usage_limit_per_user"] = 1
    if discount.personal and discount.email:
        found["email_restrictions"] = [discount.email]
    if discount.ends_at:
        found["date_expires"] = _end(discount)
    return found


def _end(discount: Discount) -> str:
    """With its offset, or it would be taken for the shop's own time."""
    return stamp(discount.ends_at) if discount.ends_at else ""


def _record(row: Body, terms: CodeTerms) -> CodeRecord:
    ours = any(
        (each.get("key"), each.get("value")) == (OURS, terms.reward_id)
        for each in rows(row.get("meta_data"))
    )
    return CodeRecord(text(row.get("id")), ours, _state(row, terms))


def _state(row: Body, terms: CodeTerms) -> CodeState:
    used = row.get("usage_count")
    if not terms.discount.endless and isinstance(used, int) and used > 0:
        return CodeState.USED
    ended = text(row.get("date_expires")) == PAST
    return CodeState.DISABLED if ended else CodeState.LIVE


def _require_currency(account: StoreAccount, discount: Discount, ask: StoreClient) -> None:
    if discount.names_money:
        with readable(SCOPES):
            answer = ask.get("/wp-json/wc/v3/data/currencies/current", authorization(account))
        require_currency(discount, text(fields(answer.body).get("code")))


def authorization(account: StoreAccount) -> dict[str, str]:
    pair = b64encode(":".join(account.words).encode()).decode()
    return {"authorization": f"Basic {pair}"}


def _place(record: CodeRecord) -> str:
    """By POST, as WordPress takes changes too: many a host lets no PUT through."""
    return f"{_COUPONS}/{record.reference}"


def _require_done(written: WriteAnswer) -> None:
    if not written.is_done:
        refuse(written.status, SCOPES, _reason(written))


def _reason(written: WriteAnswer) -> str:
    return text(mapping(written.body).get("code"))
