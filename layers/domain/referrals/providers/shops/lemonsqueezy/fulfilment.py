"""Lemon Squeezy's discounts: made and deleted, never changed; ours by their name.

It takes the same code twice without a word, and can't be asked for one: its list is read, before a
code is made and after, and of two of ours the later goes. A code that stands again is made again.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any, NoReturn
from urllib.parse import urlencode

from referrals.model.code.discount import Discount
from referrals.model.era import epoch_milliseconds
from referrals.model.moment import stamp
from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    Objection,
    ShopCodeRefusedError,
    ShopCodeTakenError,
    missing_condition,
    odd_product,
    readable,
    refuse,
    require_currency,
    same_code,
)
from referrals.providers.shops.lemonsqueezy.order_list import HOME
from referrals.providers.shops.list_answer import (
    bearer,
    fields,
    instant,
    objects,
    odd,
    require_home,
)
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import WriteAnswer, remove, write

WORDS: tuple[str, ...] = ("API key", "store id")
SCOPES = "Its API key must be one of the store's own: Settings → API."
JSON_API = "application/vnd.api+json"
MOST_PAGES = 50
_DISCOUNTS = "/v1/discounts"
_PAGE = 100
# Its clock may be behind ours.
_LEEWAY = timedelta(days=1)
_REMEDIES = {
    "free_shipping": "Promise a percentage or an amount: Lemon Squeezy ships nothing.",
    "minimum_minor": "Leave it out, or limit the code to `products`.",
    "first_order_only": "Leave it out: a code of single use is spent with one order.",
    "once_per_customer": "Leave it out: a code of single use is spent with its first order.",
    "personal": "Leave it out: whoever has the code may use it, once.",
}
_GONE = 404


def objection(discount: Discount) -> Objection | None:
    return missing_condition("Lemon Squeezy", _REMEDIES, discount) or odd_product(
        "Lemon Squeezy", r"\d{1,18}", "Write a variant's number.", discount
    )


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    found = list(_rows(account, terms, ask))
    ours = [row for row in found if _has_our_name(row, terms)]
    if ours:
        number = text(ours[0].get("id"))
        used = not terms.discount.endless and _has_redemptions(account, number, ask)
        return CodeRecord(number, True, CodeState.USED if used else CodeState.LIVE)
    return CodeRecord(text(found[0].get("id")), False, CodeState.LIVE) if found else None


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    """Looks before and after: two makers at once both keep the earlier one."""
    if list(_rows(account, terms, ask)):
        raise ShopCodeTakenError("the store has this code already.", field="code")
    if terms.discount.amount_minor is not None:
        with readable(SCOPES):
            store = ask.get(f"/v1/stores/{account.words[1]}", _headers(account))
        attributes = mapping(mapping(fields(store.body).get("data")).get("attributes"))
        require_currency(terms.discount, text(attributes.get("currency")))
    _require_done(write(ask, _DISCOUNTS, _headers(account), _discount(account, terms)))
    made = [row for row in _rows(account, terms, ask) if _has_our_name(row, terms)]
    for row in made[1:]:
        _delete(account, text(row.get("id")), ask)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    """Deletes it: there is no other end. What was redeemed stays in its orders."""
    _delete(account, record.reference, ask)


def enable(
    account: StoreAccount,  # noqa: ARG001
    record: CodeRecord,  # noqa: ARG001
    terms: CodeTerms,  # noqa: ARG001
    ask: StoreClient,  # noqa: ARG001
) -> NoReturn:
    """Never called: what ended is gone, and is made again."""
    raise ShopCodeRefusedError("Lemon Squeezy can't change a discount.", field="code")


def _rows(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> Iterator[Body]:
    """Of this code, the earliest first; read as far back as one of ours can be.

    A code of ours is no word of anybody's: what is older isn't looked for.
    """
    require_home(account, HOME)
    first = epoch_milliseconds(terms.starts_at - _LEEWAY)
    found: list[Body] = []
    for number in count(1):
        rows, last = _page(account, number, ask)
        found += [row for row in rows if same_code(_attributes(row).get("code"), terms.code)]
        oldest = instant(_attributes(rows[-1]), "created_at") if rows else None
        if number >= last or (oldest is not None and oldest < first):
            break
        if number >= MOST_PAGES:
            raise ShopCodeRefusedError(
                "the store has too many new discounts to look through.",
                field="code",
                remedy="Delete those that nobody needs any more.",
            )
    yield from sorted(found, key=lambda row: (len(text(row.get("id"))), text(row.get("id"))))


def _page(account: StoreAccount, number: int, ask: StoreClient) -> tuple[list[Body], int]:
    """The newest first, as it lists everything, and how many pages there are."""
    asked = {
        "filter[store_id]": account.words[1],
        "page[number]": number,
        "page[size]": _PAGE,
    }
    with readable(SCOPES):
        answer = ask.get(f"{_DISCOUNTS}?{urlencode(asked)}", _headers(account))
    body = fields(answer.body)
    last = mapping(mapping(body.get("meta")).get("page")).get("lastPage")
    return objects(body.get("data")), last if isinstance(last, int) else odd()


def _has_redemptions(account: StoreAccount, number: str, ask: StoreClient) -> bool:
    query = urlencode({"filter[discount_id]": number, "page[size]": 1})
    with readable(SCOPES):
        answer = ask.get(f"/v1/discount-redemptions?{query}", _headers(account))
    return bool(objects(fields(answer.body).get("data")))


def _discount(account: StoreAccount, terms: CodeTerms) -> dict[str, Any]:
    discount = terms.discount
    value = (
        {"amount": discount.amount_minor, "amount_type": "fixed"}
        if discount.percent is None
        else {"amount": discount.percent, "amount_type": "percent"}
    )
    attributes = {
        "name": _name(terms),
        "code": terms.code,
        **value,
        "duration": "once",
        **_uses(discount),
        "is_limited_to_products": bool(discount.products),
        **({"expires_at": stamp(discount.ends_at)} if discount.ends_at else {}),
    }
    variants = [{"type": "variants", "id": each} for each in discount.products]
    relationships: dict[str, Any] = {
        "store": {"data": {"type": "stores", "id": account.words[1]}},
        **({"variants": {"data": variants}} if variants else {}),
    }
    return {"data": {"type": "discounts", "attributes": attributes, "relationships": relationships}}


def _uses(discount: Discount) -> dict[str, Any]:
    if discount.endless:
        return {"is_limited_redemptions": False}
    return {"is_limited_redemptions": True, "max_redemptions": 1}


def _name(terms: CodeTerms) -> str:
    return f"Goodword reward {terms.reward_id}"


def _has_our_name(row: Body, terms: CodeTerms) -> bool:
    return text(_attributes(row).get("name")) == _name(terms)


def _attributes(row: Body) -> Body:
    return mapping(row.get("attributes"))


def _delete(account: StoreAccount, number: str, ask: StoreClient) -> None:
    require_home(account, HOME)
    gone = remove(ask, f"{_DISCOUNTS}/{number}", _headers(account))
    if gone.status != _GONE:
        _require_done(gone)


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "accept": JSON_API, "content-type": JSON_API}


def _require_done(written: WriteAnswer) -> None:
    if not written.is_done:
        refuse(written.status, SCOPES)
