"""BigCommerce's coupons: a promotion, which says what comes off, then its one code.

A promotion of ours is known by its name, so whoever died between the two is followed by one who
goes on. No code can be switched off by itself; with one to a promotion, the promotion is.
"""

from typing import Any
from urllib.parse import urlencode

from referrals.model.code.discount import Discount
from referrals.model.moment import stamp
from referrals.providers.shops.bigcommerce.order_list import HOME
from referrals.providers.shops.body import Body, mapping, text
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
)
from referrals.providers.shops.list_answer import fields, objects, odd, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import WriteAnswer, write

WORDS: tuple[str, ...] = ("access token",)
SCOPES = "Its API account needs the scopes Marketing: modify and Information & settings: read-only."
_PROMOTIONS = "/v3/promotions"
_REMEDIES = {
    "first_order_only": "Leave it out, or promise it with a minimum: `minimum_minor`.",
    "personal": "Leave it out: whoever has the code may use it, once.",
}
_GONE = 404
# What it says to a code that it has already is in no specification: the look-up tells.
_MAYBE_TAKEN = (400, 409, 422)


def objection(discount: Discount) -> Objection | None:
    if discount.free_shipping and discount.products:
        remedy = "Leave the products out, or promise a percentage on them."
        return Objection("products", "BigCommerce frees the shipping of whole orders.", remedy)
    return missing_condition("BigCommerce", _REMEDIES, discount) or odd_product(
        "BigCommerce", r"\d{1,18}", "Write a product's number.", discount
    )


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    found = _promotions(account, {"code": terms.code}, ask)
    ours = [row for row in found if _has_our_name(row, terms)]
    row = next(iter(ours or found), None)
    return CodeRecord(text(row.get("id")), bool(ours), _state(row, terms)) if row else None


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    if terms.discount.names_money:
        with readable(SCOPES):
            store = ask.get("/v2/store", _headers(account))
        require_currency(terms.discount, text(fields(store.body).get("currency")))
    number = _offer_number(account, terms, ask)
    once = {"max_uses_per_customer": 1} if terms.discount.once_per_customer else {}
    wanted = {"code": terms.code, "max_uses": _uses(terms), **once}
    made = write(ask, f"{_PROMOTIONS}/{number}/codes", _headers(account), wanted)
    if made.status in _MAYBE_TAKEN and find(account, terms, ask):
        raise ShopCodeTakenError("the shop has this code already.", field="code")
    _require_done(made)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    switched = _switch(account, record, ask, status="DISABLED")
    if switched.status != _GONE:
        _require_done(switched)


def enable(
    account: StoreAccount,
    record: CodeRecord,
    terms: CodeTerms,  # noqa: ARG001 - the end it was given stays
    ask: StoreClient,
) -> None:
    _require_done(_switch(account, record, ask, status="ENABLED"))


def _offer_number(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> str:
    """One of ours that has no code yet, from a try before, or a new one."""
    found = _promotions(account, {"name": _name(terms)}, ask)
    ours = [text(row.get("id")) for row in found if text(row.get("name")) == _name(terms)]
    if ours:
        return min(ours, key=lambda number: (len(number), number))
    made = write(ask, _PROMOTIONS, _headers(account), _offer(terms))
    _require_done(made)
    return text(mapping(fields(made.body).get("data")).get("id")) or odd()


def _offer(terms: CodeTerms) -> dict[str, Any]:
    discount = terms.discount
    least = {"minimum_spend": discount.minimum} if discount.minimum_minor is not None else {}
    condition = {"condition": {"cart": least}} if least else {}
    ends = {"end_date": stamp(discount.ends_at)} if discount.ends_at else {}
    return {
        "name": _name(terms),
        "redemption_type": "COUPON",
        "coupon_type": "SINGLE",
        "status": "ENABLED",
        "max_uses": _uses(terms),
        "start_date": stamp(terms.starts_at),
        "currency_code": discount.currency if discount.names_money else "*",
        "rules": [{"action": _action(discount), "apply_once": True, **condition}],
        **ends,
    }


def _uses(terms: CodeTerms) -> int:
    """0 for as many as like."""
    return 0 if terms.discount.endless else 1


def _action(discount: Discount) -> dict[str, Any]:
    if discount.free_shipping:
        return {"shipping": {"free_shipping": True, "zone_ids": "*"}}
    value = (
        {"fixed_amount": discount.amount}
        if discount.percent is None
        else {"percentage_amount": str(discount.percent)}
    )
    if not discount.products:
        return {"cart_value": {"discount": value}}
    items = {"products": [int(each) for each in discount.products]}
    spread = {"as_total": True, "include_items_considered_by_condition": True}
    return {"cart_items": {"discount": value, "items": items, **spread}}


def _name(terms: CodeTerms) -> str:
    return f"Goodword reward {terms.reward_id} {terms.code}"


def _has_our_name(row: Body, terms: CodeTerms) -> bool:
    """The name as it is, for our codes are capitals whatever was asked with."""
    return text(row.get("name")).casefold() == _name(terms).casefold()


def _promotions(account: StoreAccount, asked: dict[str, str], ask: StoreClient) -> list[Body]:
    require_home(account, HOME)
    query = urlencode({**asked, "redemption_type": "COUPON", "limit": "50"})
    with readable(SCOPES):
        answer = ask.get(f"{_PROMOTIONS}?{query}", _headers(account))
    return objects(fields(answer.body).get("data"))


def _switch(
    account: StoreAccount, record: CodeRecord, ask: StoreClient, *, status: str
) -> WriteAnswer:
    """The same however often it is asked."""
    require_home(account, HOME)
    place = f"{_PROMOTIONS}/{record.reference}"
    return write(ask, place, _headers(account), {"status": status}, method="PUT")


def _state(row: Body, terms: CodeTerms) -> CodeState:
    used = row.get("current_uses")
    if not terms.discount.endless and isinstance(used, int) and used > 0:
        return CodeState.USED
    return CodeState.DISABLED if text(row.get("status")) == "DISABLED" else CodeState.LIVE


def _headers(account: StoreAccount) -> dict[str, str]:
    return {"x-auth-token": account.words[0]}


def _require_done(written: WriteAnswer) -> None:
    if not written.is_done:
        refuse(written.status, SCOPES, text(mapping(written.body).get("title")))
