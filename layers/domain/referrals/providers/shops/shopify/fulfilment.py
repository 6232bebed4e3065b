"""Shopify's code discounts, by Admin GraphQL: one for each reward, ours by its title.

What customers see of it is the code; the title is for the shop's own people.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from referrals.model.code.discount import Discount
from referrals.model.moment import stamp
from referrals.providers.shops.body import mapping, rows, text
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    ShopCodeRefusedError,
    ShopCodeTakenError,
    ShopCredentialRefusedError,
    ShopScopeMissingError,
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
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import StoreUnansweredError

WORDS: tuple[str, ...] = ("access token",)
SCOPES = "Its app needs the scopes read_discounts and write_discounts; then install it anew."
CURRENCY = """query ShopCurrency { shop { currencyCode } }"""
FIND = """query FindCode($code: String!) {
  codeDiscountNodeByCode(code: $code) {
    id
    codeDiscount {
      ... on DiscountCodeBasic { title status asyncUsageCount }
    }
  }
}"""
MAKE = """mutation MakeCode($basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $basicCodeDiscount) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
DISABLE = """mutation DisableCode($id: ID!) {
  discountCodeDeactivate(id: $id) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
ENABLE = """mutation EnableCode($id: ID!) {
  discountCodeActivate(id: $id) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
_TAKEN = {"TAKEN", "DUPLICATE"}
_GONE = "INVALID"


def objection(discount: Discount) -> tuple[str, str] | None:  # noqa: ARG001
    return None


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    node = mapping(_ask_shop(account, ask, FIND, {"code": terms.code}))
    if not node:
        return None
    found = mapping(node.get("codeDiscount"))
    ours = text(found.get("title")) == _title(terms)
    return CodeRecord(text(node.get("id")), ours, _state(found))


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    if terms.discount.amount_minor is not None:
        shop = mapping(_ask_shop(account, ask, CURRENCY, {}))
        require_currency(terms.discount, text(shop.get("currencyCode")))
    wanted = {"basicCodeDiscount": _discount(terms)}
    codes = _user_errors(account, ask, MAKE, wanted)
    if _TAKEN & set(codes):
        raise ShopCodeTakenError("the shop has this code already.", field="code")
    _refuse_codes(codes)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    codes = _user_errors(account, ask, DISABLE, {"id": record.reference})
    if codes != (_GONE,):
        _refuse_codes(codes)


def enable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    _refuse_codes(_user_errors(account, ask, ENABLE, {"id": record.reference}))


def _title(terms: CodeTerms) -> str:
    return f"Goodword reward {terms.reward_id}"


def _discount(terms: CodeTerms) -> dict[str, Any]:
    discount = terms.discount
    value: dict[str, Any] = (
        {"discountAmount": {"amount": discount.amount, "appliesOnEachItem": False}}
        if discount.percent is None
        else {"percentage": Decimal(discount.percent).scaleb(-2)}
    )
    return {
        "title": _title(terms),
        "code": terms.code,
        "startsAt": stamp(terms.starts_at),
        "context": {"all": "ALL"},
        "customerGets": {"items": {"all": True}, "value": value},
        "usageLimit": 1,
    }


def _state(found: Mapping[str, Any]) -> CodeState:
    used = found.get("asyncUsageCount")
    if isinstance(used, int) and used > 0:
        return CodeState.USED
    return CodeState.DISABLED if text(found.get("status")) == "EXPIRED" else CodeState.LIVE


def _ask_shop(
    account: StoreAccount, ask: StoreClient, query: str, variables: Mapping[str, Any]
) -> object:
    with readable(SCOPES):
        answer = query_admin(account, ask, query, variables)
    return _only(answer)


def _user_errors(
    account: StoreAccount, ask: StoreClient, mutation: str, variables: Mapping[str, Any]
) -> tuple[str, ...]:
    answer = mutate_admin(account, ask, mutation, variables, scopes=SCOPES)
    result = mapping(_only(answer)) or odd()
    return tuple(text(row.get("code")) or "UNNAMED" for row in rows(result.get("userErrors")))


def _only(answer: AdminAnswer) -> object:
    """The one thing asked for; a part of an answer could pass for "no such code"."""
    if "ACCESS_DENIED" in answer.codes:
        raise ShopScopeMissingError(
            "the stored token may not do that.", field="credential", remedy=SCOPES
        )
    if "REFUSED" in answer.codes:
        raise ShopCredentialRefusedError(
            "the shop doesn't accept the stored token.", field="credential", remedy=SCOPES
        )
    if is_stumble(answer.codes):
        raise StoreUnansweredError(f"the store answered {answer.codes[0]}.")
    _refuse_codes(answer.codes)
    return next(iter(answer.data.values())) if answer.data else odd()


def _refuse_codes(codes: tuple[str, ...]) -> None:
    if codes:
        raise ShopCodeRefusedError(
            f"the shop won't do that ({', '.join(sorted(set(codes)))[:100]}).",
            field="code",
            remedy="Look at the shop's own settings for discounts.",
        )
