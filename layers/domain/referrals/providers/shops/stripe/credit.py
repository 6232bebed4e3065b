"""Stripe's customer balance: a negative amount is credit, and invoices use it up.

Each transaction keeps our name among its metadata, so what came is known for certain.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from referrals.providers.shops.body import mapping, text
from referrals.providers.shops.credit import CreditSpentError, NoShopCustomerError, Transfer
from referrals.providers.shops.fulfilment import Objection, readable, refuse
from referrals.providers.shops.list_answer import bearer, fields, objects, odd, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import write_form
from referrals.providers.shops.stripe.fulfilment import OURS, VERSION, units_of
from referrals.providers.shops.stripe.order_list import HOME

WORDS: tuple[str, ...] = ("secret key",)
SCOPES = "A restricted key needs write access to customers and read access to their balance."
_SIZE, _MOST_PAGES = 100, 50


def objection(amount_minor: int, currency: str) -> Objection | None:
    if units_of(amount_minor, currency) is None:
        return Objection(
            "amount_minor",
            f"Stripe counts {currency} in larger steps.",
            "Write an amount without the last digits.",
        )
    return None


def send(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
    place = _place(account, transfer, ask)
    if transfer.amount_minor < 0:
        _require_rest(account, place, transfer, ask)
    wanted = {
        "amount": str(-_units(transfer)),
        "currency": transfer.currency.lower(),
        "description": f"Goodword reward {transfer.name}"[:350],
        f"metadata[{OURS}]": transfer.name,
    }
    key = {"idempotency-key": f"{transfer.name}.{transfer.sent_at.timestamp():.0f}"[:255]}
    made = write_form(ask, f"{place}/balance_transactions", {**_headers(account), **key}, wanted)
    if not made.is_done:
        refuse(made.status, SCOPES, text(mapping(mapping(made.body).get("error")).get("code")))
    return text(fields(made.body).get("id")) or odd()


def read(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> Sequence[str]:
    place, after = _place(account, transfer, ask), ""
    found: list[str] = []
    for _ in range(_MOST_PAGES):
        asked = {"limit": str(_SIZE), **({"starting_after": after} if after else {})}
        body = _body(account, f"{place}/balance_transactions?{urlencode(asked)}", ask)
        rows = objects(body.get("data"))
        found += [
            text(row.get("id"))
            for row in rows
            if mapping(row.get("metadata")).get(OURS) == transfer.name
        ]
        if body.get("has_more") is not True or not rows:
            return found[::-1]
        after = text(rows[-1].get("id")) or odd()
    return odd()


def _require_rest(account: StoreAccount, place: str, transfer: Transfer, ask: StoreClient) -> None:
    """Beyond it the customer would owe the difference: nobody is asked to pay a reward back."""
    balance = _body(account, place, ask).get("balance")
    if not isinstance(balance, int):
        odd()
    if -balance < -_units(transfer):
        raise CreditSpentError("the customer has used it.", field="amount_minor")


def _place(account: StoreAccount, transfer: Transfer, ask: StoreClient) -> str:
    """The customer's; of several with one address the first that Stripe tells."""
    require_home(account, HOME)
    query = urlencode({"email": transfer.email, "limit": "1"})
    rows = objects(_body(account, f"/v1/customers?{query}", ask).get("data"))
    if not (transfer.email and rows):
        raise NoShopCustomerError(
            "Stripe has no customer with this person's address.",
            field="email",
            remedy="Create the customer there, then `goodword outbox resend`.",
        )
    return f"/v1/customers/{text(rows[0].get('id')) or odd()}"


def _body(account: StoreAccount, path: str, ask: StoreClient) -> Mapping[str, object]:
    with readable(SCOPES):
        return fields(ask.get(path, _headers(account)).body)


def _units(transfer: Transfer) -> int:
    units = units_of(transfer.amount_minor, transfer.currency)
    return units if units is not None else odd()


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "stripe-version": VERSION}
