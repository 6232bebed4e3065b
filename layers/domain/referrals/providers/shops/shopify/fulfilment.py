"""Shopify's code discounts, by Admin GraphQL: one for each reward, ours by its title.

What customers see of it is the code; the title is for the shop's own people. First orders alone are
a segment of customers, which is made once and found by its name.
"""

from collections.abc import Mapping
from typing import Any

from referrals.model.code.discount import Discount
from referrals.providers.shops.body import error_code, mapping, rows, text
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    Objection,
    ShopCodeRefusedError,
    ShopCodeTakenError,
    ShopCredentialRefusedError,
    ShopScopeMissingError,
    missing_condition,
    odd_product,
    readable,
    require_currency,
)
from referrals.providers.shops.list_answer import odd
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.shopify.admin import (
    AdminAnswer,
    is_stumble,
    mutate_admin,
    query_admin,
)
from referrals.providers.shops.shopify.code_query import (
    CURRENCY,
    DISABLE,
    ENABLE,
    END,
    END_SHIPPING,
    FIND,
    FIND_SEGMENT,
    MAKE,
    MAKE_SEGMENT,
    MAKE_SHIPPING,
)
from referrals.providers.shops.shopify.discount_input import (
    PRODUCT,
    discount_input,
    end_input,
    title,
)
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import StoreUnansweredError

WORDS: tuple[str, ...] = ("access token",)
SCOPES = "Its app needs the scopes read_discounts and write_discounts; then install it anew."
SEGMENT_SCOPES = "For first orders its app needs the scopes read_customers and write_customers too."
SEGMENT, SEGMENT_QUERY = "Goodword: no order yet", "number_of_orders = 0"
_REMEDIES = {"personal": "Leave it out: whoever has the code may use it, once."}
_TAKEN = {"TAKEN", "DUPLICATE"}
_GONE = "INVALID"


def objection(discount: Discount) -> Objection | None:
    if discount.free_shipping and discount.products:
        remedy = "Leave the products out, or promise a percentage on them."
        return Objection("products", "Shopify frees the shipping of whole orders alone.", remedy)
    usual = "Write a product's number, or gid://shopify/ProductVariant/… ."
    return missing_condition("Shopify", _REMEDIES, discount) or odd_product(
        "Shopify", PRODUCT, usual, discount
    )


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    node = mapping(_ask_shop(account, ask, FIND, {"code": terms.code}))
    if not node:
        return None
    found = mapping(node.get("codeDiscount"))
    ours = text(found.get("title")) == title(terms)
    return CodeRecord(text(node.get("id")), ours, _state(found, terms))


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    if terms.discount.names_money:
        shop = mapping(_ask_shop(account, ask, CURRENCY, {}))
        require_currency(terms.discount, text(shop.get("currencyCode")))
    segment = _segment(account, ask) if terms.discount.first_order_only else ""
    shipping = terms.discount.free_shipping
    wanted = {_input_name(terms): discount_input(terms, segment)}
    codes = _user_errors(account, ask, MAKE_SHIPPING if shipping else MAKE, wanted)
    if _TAKEN & set(codes):
        raise ShopCodeTakenError("the shop has this code already.", field="code")
    _refuse_codes(codes)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    codes = _user_errors(account, ask, DISABLE, {"id": record.reference})
    if codes != (_GONE,):
        _refuse_codes(codes)


def enable(account: StoreAccount, record: CodeRecord, terms: CodeTerms, ask: StoreClient) -> None:
    _refuse_codes(_user_errors(account, ask, ENABLE, {"id": record.reference}))
    if terms.discount.ends_at:
        mutation = END_SHIPPING if terms.discount.free_shipping else END
        wanted = {"id": record.reference, _input_name(terms): end_input(terms)}
        _refuse_codes(_user_errors(account, ask, mutation, wanted))


def _input_name(terms: CodeTerms) -> str:
    shipping = terms.discount.free_shipping
    return "freeShippingCodeDiscount" if shipping else "basicCodeDiscount"


def _segment(account: StoreAccount, ask: StoreClient) -> str:
    """Customers without an order; two makers at once may make two of the same, which do no harm."""
    scopes = f"{SCOPES} {SEGMENT_SCOPES}"
    found = mapping(_ask_shop(account, ask, FIND_SEGMENT, {"query": SEGMENT}, scopes=scopes))
    for each in rows(found.get("nodes")):
        if text(each.get("query")) == SEGMENT_QUERY:
            return text(each.get("id")) or odd()
    wanted = {"name": SEGMENT, "query": SEGMENT_QUERY}
    made = mapping(_change(account, ask, MAKE_SEGMENT, wanted, scopes=scopes)) or odd()
    _refuse_codes(_codes_of(made))
    return text(mapping(made.get("segment")).get("id")) or odd()


def _state(found: Mapping[str, Any], terms: CodeTerms) -> CodeState:
    used = found.get("asyncUsageCount")
    if not terms.discount.endless and isinstance(used, int) and used > 0:
        return CodeState.USED
    return CodeState.DISABLED if text(found.get("status")) == "EXPIRED" else CodeState.LIVE


def _ask_shop(
    account: StoreAccount,
    ask: StoreClient,
    query: str,
    variables: Mapping[str, Any],
    *,
    scopes: str = SCOPES,
) -> object:
    with readable(scopes):
        answer = query_admin(account, ask, query, variables)
    return only_answer(answer, scopes)


def _change(
    account: StoreAccount,
    ask: StoreClient,
    mutation: str,
    variables: Mapping[str, Any],
    *,
    scopes: str = SCOPES,
) -> object:
    return only_answer(mutate_admin(account, ask, mutation, variables, scopes=scopes), scopes)


def _user_errors(
    account: StoreAccount, ask: StoreClient, mutation: str, variables: Mapping[str, Any]
) -> tuple[str, ...]:
    return _codes_of(mapping(_change(account, ask, mutation, variables)) or odd())


def _codes_of(result: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(error_code(row.get("code")) or "UNNAMED" for row in rows(result.get("userErrors")))


def only_answer(answer: AdminAnswer, scopes: str) -> object:
    """The one thing asked for; a part of an answer could pass for "no such code"."""
    if "ACCESS_DENIED" in answer.codes:
        raise ShopScopeMissingError(
            "the stored token may not do that.", field="credential", remedy=scopes
        )
    if "REFUSED" in answer.codes:
        raise ShopCredentialRefusedError(
            "the shop doesn't accept the stored token.", field="credential", remedy=scopes
        )
    if is_stumble(answer.codes):
        raise StoreUnansweredError(f"the store answered {answer.codes[0]}.")
    _refuse_codes(answer.codes, f"Look at what the shop's API allows. {scopes}")
    return next(iter(answer.data.values())) if answer.data else odd()


def _refuse_codes(
    codes: tuple[str, ...], remedy: str = "Look at the shop's own settings for discounts."
) -> None:
    if codes:
        raise ShopCodeRefusedError(
            f"the shop won't do that ({', '.join(sorted(set(codes)))[:100]}).",
            field="code",
            remedy=remedy,
        )
