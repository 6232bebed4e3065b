"""Shopify's gift cards: made with a code of ours and a note, found again by both, and ended.

No two cards have one code, so the same one asked for twice is one card. In full the code is told by
nobody but us: the shop shows its end.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from referrals.model.code.discount import Discount, major
from referrals.providers.shops.body import error_code, mapping, rows, text
from referrals.providers.shops.credit import CardTakenError, Transfer
from referrals.providers.shops.fulfilment import (
    Objection,
    ShopCodeRefusedError,
    readable,
    require_currency,
)
from referrals.providers.shops.list_answer import fields, flag, objects, odd
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.shopify.admin import mutate_admin, query_admin
from referrals.providers.shops.shopify.code_query import CURRENCY
from referrals.providers.shops.shopify.fulfilment import only_answer
from referrals.providers.shops.store_client import StoreClient

WORDS: tuple[str, ...] = ("access token",)
SCOPES = (
    "Its app needs the scopes read_gift_cards and write_gift_cards, which Shopify's support "
    "grants; then install it anew."
)
ENDED = "#ended"
_TAKEN = "already been taken"
_FIND = """query FindCard($query: String!) {
  giftCards(first: 10, query: $query) {
    nodes { id enabled note lastCharacters initialValue { amount currencyCode } }
  }
}"""
_LOOK = """query LookAtCard($id: ID!) { giftCard(id: $id) { id enabled } }"""
_MAKE = """mutation MakeCard($input: GiftCardCreateInput!) {
  giftCardCreate(input: $input) {
    giftCard { id }
    userErrors { field message }
  }
}"""
_END = """mutation EndCard($id: ID!) {
  giftCardDeactivate(id: $id) {
    giftCard { id enabled }
    userErrors { field message }
  }
}"""


def objection(
    amount_minor: int,  # noqa: ARG001
    currency: str,  # noqa: ARG001
) -> Objection | None:
    """The shop itself says in which currency, and how much at the most."""
    return None


def send(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
    if transfer.amount_minor < 0:
        return _end(account, transfer, ask)
    shop = mapping(_question(account, ask, CURRENCY, {}))
    worth = Discount(transfer.currency, amount_minor=transfer.amount_minor)
    require_currency(worth, text(shop.get("currencyCode")))
    wanted = {
        "initialValue": major(transfer.amount_minor, transfer.currency),
        "code": transfer.code,
        "note": note_of(transfer),
    }
    result = _change(account, ask, _MAKE, {"input": wanted})
    said = _messages(result)
    if any(_TAKEN in each for each in said):
        raise CardTakenError("another card has that code.", field="code")
    if said:
        raise ShopCodeRefusedError(
            f"the shop won't make that gift card{_places(result)}.",
            field="amount_minor",
            remedy="Look at the most that a card may be worth there, and at the shop's currency.",
        )
    return text(mapping(result.get("giftCard")).get("id")) or odd()


def read(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> Sequence[str]:
    """By the code, and then by the note: the card that was made, or the one that was ended."""
    if transfer.amount_minor < 0:
        found = _question(account, ask, _LOOK, {"id": transfer.reference})
        ended = found is None or not flag(fields(found).get("enabled"))
        return [f"{transfer.reference}{ENDED}"] if ended else []
    found = fields(_question(account, ask, _FIND, {"query": transfer.code}))
    return [
        text(row.get("id")) or odd()
        for row in objects(found.get("nodes"))
        if _has_our_note(row, transfer)
    ]


def note_of(transfer: Transfer) -> str:
    """What the shop's own people read beside the card."""
    return f"Goodword reward {transfer.name}"


def _has_our_note(row: Mapping[str, Any], transfer: Transfer) -> bool:
    money = mapping(row.get("initialValue"))
    try:
        worth = Decimal(text(money.get("amount")))
    except InvalidOperation:
        odd()
    same = worth == Decimal(major(transfer.amount_minor, transfer.currency))
    return same and row.get("note") == note_of(transfer)


def _end(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
    """For good; what was spent of it by then is let go, and a card that is gone is fine."""
    result = _change(account, ask, _END, {"id": transfer.reference})
    if _messages(result) and not read(account, transfer, ask):
        raise ShopCodeRefusedError(
            f"the shop won't end that gift card{_places(result)}.",
            field="code",
            remedy="End it there by hand.",
        )
    return f"{transfer.reference}{ENDED}"


def _change(
    account: StoreAccount, ask: StoreClient, mutation: str, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    answer = mutate_admin(account, ask, mutation, variables, scopes=SCOPES)
    return mapping(only_answer(answer, SCOPES)) or odd()


def _messages(result: Mapping[str, Any]) -> list[str]:
    return [text(row.get("message")) or "no reason" for row in rows(result.get("userErrors"))]


def _places(result: Mapping[str, Any]) -> str:
    """Which parts of the question it names; what it says of them is not told on."""
    named = (row.get("field") for row in rows(result.get("userErrors")))
    lasts = (error_code(each[-1]) for each in named if isinstance(each, list) and each)
    found = sorted(set(filter(None, lasts)))
    return f" (it names {', '.join(found)})" if found else ""


def _question(
    account: StoreAccount, ask: StoreClient, query: str, variables: Mapping[str, Any]
) -> object:
    with readable(SCOPES):
        answer = query_admin(account, ask, query, variables)
    return only_answer(answer, SCOPES)
