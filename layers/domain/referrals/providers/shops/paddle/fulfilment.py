"""Paddle's discounts, each for one use, ours by a field of our own; none is ever deleted."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from referrals.model.code.discount import Discount
from referrals.model.moment import stamp
from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    Objection,
    ShopCodeTakenError,
    missing_condition,
    odd_product,
    refuse,
    same_code,
)
from referrals.providers.shops.list_answer import bearer, fields, objects, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.paddle.order_list import HOME
from referrals.providers.shops.store_client import StoreClient, StoreRefusedError
from referrals.providers.shops.store_write import WriteAnswer, write

WORDS: tuple[str, ...] = ("API key",)
SCOPES = "Its API key needs the permissions discount.read and discount.write."
OURS = "goodword_reward"
# What Paddle sells in; a flat discount is in one of them.
CURRENCIES = (
    "USD EUR GBP JPY AUD CAD CHF HKD SGD SEK ARS BRL CLP CNY COP CZK DKK HUF ILS INR KRW MXN NOK "
    "NZD PEN PLN RUB THB TRY TWD UAH VND ZAR"
)
_DISCOUNTS = "/discounts"
_ALL_STATES = "active,archived,expired,used"
_REMEDIES = {
    "free_shipping": "Promise a percentage or an amount: Paddle ships nothing.",
    "minimum_minor": "Leave it out, or limit the code to `products`.",
    "first_order_only": "Leave it out: a code of single use is spent with one order.",
    "once_per_customer": "Leave it out: a code of single use is spent with its first order.",
    "personal": "Leave it out: whoever has the code may use it, once.",
}
_CONFLICT, _GONE, _FORBIDDEN, _UNKNOWN = 409, 404, 403, 401
# A key that is none is answered 403 as well, by another name.
_SCOPE_MISSING = "forbidden"


def objection(discount: Discount) -> Objection | None:
    if discount.amount_minor is not None and discount.currency not in CURRENCIES:
        remedy = "Promise a percentage instead."
        return Objection("amount_minor", f"Paddle doesn't sell in {discount.currency}.", remedy)
    return missing_condition("Paddle", _REMEDIES, discount) or odd_product(
        "Paddle", r"(?:pro|pri)_\w{1,80}", "Write a product's or a price's id, as pro_… .", discount
    )


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    """Ours before others'; an archived one of somebody else counts, for it may block the code."""
    require_home(account, HOME)
    query = urlencode({"code": terms.code, "status": _ALL_STATES, "per_page": 200})
    with _readable():
        answer = ask.get(f"{_DISCOUNTS}?{query}", _headers(account))
    found = [
        _record(row, terms)
        for row in objects(fields(answer.body).get("data"))
        if same_code(row.get("code"), terms.code)
    ]
    return min(found, key=_rank, default=None)


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    require_home(account, HOME)
    made = write(ask, _DISCOUNTS, _headers(account), _discount(terms))
    if made.status == _CONFLICT:
        raise ShopCodeTakenError("Paddle has this code already.", field="code")
    _require_done(made)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    switched = _switch(account, record, ask, status="archived")
    if switched.status != _GONE:
        _require_done(switched)


def enable(
    account: StoreAccount,
    record: CodeRecord,
    terms: CodeTerms,  # noqa: ARG001 - the end it was given stays
    ask: StoreClient,
) -> None:
    _require_done(_switch(account, record, ask, status="active"))


def _discount(terms: CodeTerms) -> dict[str, Any]:
    discount = terms.discount
    value = (
        {
            "type": "flat",
            "amount": str(discount.amount_minor),
            "currency_code": discount.currency,
        }
        if discount.percent is None
        else {"type": "percentage", "amount": str(discount.percent)}
    )
    return {
        "description": f"Goodword reward {terms.reward_id}",
        **value,
        "enabled_for_checkout": True,
        "code": terms.code,
        "usage_limit": None if discount.endless else 1,
        "recur": False,
        "custom_data": {OURS: terms.reward_id},
        **({"restrict_to": list(discount.products)} if discount.products else {}),
        **({"expires_at": stamp(discount.ends_at)} if discount.ends_at else {}),
    }


def _switch(
    account: StoreAccount, record: CodeRecord, ask: StoreClient, *, status: str
) -> WriteAnswer:
    """The same however often it is asked."""
    require_home(account, HOME)
    place = f"{_DISCOUNTS}/{record.reference}"
    return write(ask, place, _headers(account), {"status": status}, method="PATCH")


def _record(row: Body, terms: CodeTerms) -> CodeRecord:
    ours = mapping(row.get("custom_data")).get(OURS) == terms.reward_id
    return CodeRecord(text(row.get("id")), ours, _state(row, terms))


def _state(row: Body, terms: CodeTerms) -> CodeState:
    """One that ended by its own day is left as it is."""
    used = row.get("times_used")
    once = not terms.discount.endless and isinstance(used, int) and used > 0
    if row.get("status") == "used" or once:
        return CodeState.USED
    return CodeState.DISABLED if row.get("status") == "archived" else CodeState.LIVE


def _rank(record: CodeRecord) -> tuple[bool, int]:
    return not record.ours, list(CodeState).index(record.state)


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "paddle-version": "1"}


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except StoreRefusedError as error:
        refuse(meaning(error.status, reason_in(error.answer)), SCOPES)


def _require_done(written: WriteAnswer) -> None:
    if not written.is_done:
        reason = text(mapping(mapping(written.body).get("error")).get("code"))
        refuse(meaning(written.status, reason), SCOPES, reason)


def meaning(status: int, reason: str) -> int:
    return _UNKNOWN if status == _FORBIDDEN and reason != _SCOPE_MISSING else status


def reason_in(answer: bytes) -> str:
    try:
        return text(mapping(mapping(json.loads(answer)).get("error")).get("code"))
    except (ValueError, RecursionError):
        return ""
