"""Shopify's store credit: an amount for a customer, spent at the checkout once they sign in.

It keeps no note of ours beside a transaction. What may be ours has the same amount and came after
we asked; whoever reads claims it, so that one transaction never stands for two rewards.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from referrals.model.code.discount import major
from referrals.providers.shops.body import error_code, mapping, milliseconds, rows, text
from referrals.providers.shops.credit import (
    LEEWAY,
    CreditSpentError,
    NoShopCustomerError,
    Transfer,
)
from referrals.providers.shops.fulfilment import Objection, ShopCodeRefusedError, readable
from referrals.providers.shops.list_answer import fields, objects, odd
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.shopify.admin import mutate_admin, query_admin
from referrals.providers.shops.shopify.fulfilment import only_answer
from referrals.providers.shops.store_client import StoreClient

WORDS: tuple[str, ...] = ("access token",)
SCOPES = (
    "Its app needs the scopes read_customers, read_store_credit_accounts and "
    "write_store_credit_account_transactions; then install it anew."
)
_PAGE = 250
_CUSTOMER = """query FindCustomer($query: String!) {
  customers(first: 2, query: $query) { nodes { id email } }
}"""
_READ = """query ReadCredit($id: ID!) {
  customer(id: $id) {
    storeCreditAccounts(first: 20) {
      nodes {
        id
        transactions(first: 250, reverse: true) {
          nodes { createdAt amount { amount currencyCode }
            ... on StoreCreditAccountCreditTransaction { id }
            ... on StoreCreditAccountDebitTransaction { id }
          }
        }
      }
    }
  }
}"""
_CREDIT = """mutation Credit($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
  storeCreditAccountCredit(id: $id, creditInput: $creditInput) {
    storeCreditAccountTransaction { id }
    userErrors { field code message }
  }
}"""
_DEBIT = """mutation Debit($id: ID!, $debitInput: StoreCreditAccountDebitInput!) {
  storeCreditAccountDebit(id: $id, debitInput: $debitInput) {
    storeCreditAccountTransaction { id }
    userErrors { field code message }
  }
}"""


def objection(
    amount_minor: int,  # noqa: ARG001
    currency: str,  # noqa: ARG001
) -> Objection | None:
    """The shop itself says which currencies it keeps."""
    return None


def send(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
    customer = _customer(account, transfer, ask)
    back = transfer.amount_minor < 0
    money = {
        "amount": major(abs(transfer.amount_minor), transfer.currency),
        "currencyCode": transfer.currency,
    }
    wanted: dict[str, Any] = (
        {"id": customer, "debitInput": {"debitAmount": money}}
        if back
        else {"id": customer, "creditInput": {"creditAmount": money}}
    )
    answer = mutate_admin(account, ask, _DEBIT if back else _CREDIT, wanted, scopes=SCOPES)
    result = mapping(only_answer(answer, SCOPES)) or odd()
    codes = [error_code(row.get("code")) or "UNNAMED" for row in rows(result.get("userErrors"))]
    if back and {"INSUFFICIENT_FUNDS", "ACCOUNT_NOT_FOUND"} & set(codes):
        raise CreditSpentError("the customer has used it.", field="amount_minor")
    if codes:
        raise ShopCodeRefusedError(
            f"the shop won't do that ({', '.join(sorted(set(codes)))[:100]}).",
            field="credential",
            remedy="Look at the shop's settings for store credit.",
        )
    made = mapping(result.get("storeCreditAccountTransaction"))
    return text(made.get("id")) or odd()


def read(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> Sequence[str]:
    customer = _customer(account, transfer, ask)
    found = fields(_question(account, ask, _READ, {"id": customer}))
    accounts = objects(fields(found.get("storeCreditAccounts")).get("nodes"))
    ids: list[str] = []
    for each in accounts:
        nodes = objects(fields(each.get("transactions")).get("nodes"))
        ids += [text(row.get("id")) for row in nodes if _may_be(row, transfer)]
        if len(nodes) >= _PAGE and _came_after(nodes[-1], transfer):
            odd()
    return [each for each in ids if each][::-1]


def _may_be(row: Mapping[str, Any], transfer: Transfer) -> bool:
    money = mapping(row.get("amount"))
    try:
        same = Decimal(text(money.get("amount"))) == Decimal(
            major(transfer.amount_minor, transfer.currency)
        )
    except InvalidOperation:
        odd()
    return same and money.get("currencyCode") == transfer.currency and _came_after(row, transfer)


def _came_after(row: Mapping[str, Any], transfer: Transfer) -> bool:
    since = (transfer.sent_at - LEEWAY).timestamp() * 1000
    return milliseconds(row, "createdAt") >= since


def _customer(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
    plain = transfer.email.replace("\\", "").replace('"', "")
    found = fields(_question(account, ask, _CUSTOMER, {"query": f'email:"{plain}"'}))
    for row in objects(found.get("nodes")) if plain else []:
        if text(row.get("email")).casefold() == transfer.email.casefold():
            return text(row.get("id")) or odd()
    raise NoShopCustomerError(
        "the shop has no customer with this person's address.",
        field="email",
        remedy="Create the customer there, then `goodword outbox resend`.",
    )


def _question(
    account: StoreAccount, ask: StoreClient, query: str, variables: Mapping[str, Any]
) -> object:
    with readable(SCOPES):
        answer = query_admin(account, ask, query, variables)
    return only_answer(answer, SCOPES)
