"""Shopify: the scopes that the app was installed with, and a webhook for each topic."""

from collections.abc import Iterable, Mapping
from typing import Any

from referrals.providers.shops.body import mapping, rows, text
from referrals.providers.shops.connection import Hook, HookWish, Purpose, Signer
from referrals.providers.shops.fulfilment import ShopCodeRefusedError, readable
from referrals.providers.shops.list_answer import fields, objects, odd
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.shopify.admin import mutate_admin, query_admin
from referrals.providers.shops.shopify.fulfilment import only_answer
from referrals.providers.shops.store_client import StoreClient

WORDS: tuple[str, ...] = ("access token",)
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: ("read_orders",),
    Purpose.HOOKS: ("read_orders",),
    Purpose.CODES: ("read_discounts", "write_discounts"),
    Purpose.FIRST_ORDERS: ("read_customers", "write_customers"),
    Purpose.CREDIT: (
        "read_customers",
        "read_store_credit_accounts",
        "write_store_credit_account_transactions",
    ),
    Purpose.GIFT_CARDS: ("read_gift_cards", "write_gift_cards"),
    Purpose.DISPUTES: ("read_shopify_payments_disputes",),
}
TOPICS: tuple[str, ...] = (
    "ORDERS_CREATE",
    "ORDERS_PAID",
    "ORDERS_UPDATED",
    "ORDERS_CANCELLED",
    "REFUNDS_CREATE",
    "APP_UNINSTALLED",
)
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {
    Purpose.DISPUTES: ("DISPUTES_CREATE", "DISPUTES_UPDATE")
}
BY_HAND = (
    "Privacy topics (customers/data_request, customers/redact, shop/redact) have no API: set them "
    "in the app's configuration, shopify.app.toml, to the same address."
)
# Webhooks that an app makes are signed with its client secret.
SIGNER = Signer.APP
ONE_FOR_ALL = False
_MOST = 250
_REMEDY = "Its app needs the scope read_orders; then install it anew."
_SCOPES = """query Scopes { currentAppInstallation { accessScopes { handle } } }"""
_HOOKS = """query Hooks {
  webhookSubscriptions(first: 250) { nodes { id topic uri } }
}"""
_ADD = """mutation AddHook(
  $topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!
) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
    webhookSubscription { id }
    userErrors { field message }
  }
}"""
_DROP = """mutation DropHook($id: ID!) {
  webhookSubscriptionDelete(id: $id) {
    deletedWebhookSubscriptionId
    userErrors { field message }
  }
}"""


def missing(
    account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
) -> tuple[str, ...]:
    found = fields(_question(account, ask, _SCOPES))
    held = {text(row.get("handle")) for row in objects(found.get("accessScopes"))}
    # Who may write may read as well.
    held |= {each.replace("write_", "read_", 1) for each in held if each.startswith("write_")}
    wanted = dict.fromkeys(scope for each in purposes for scope in SCOPES[each])
    return tuple(scope for scope in wanted if scope not in held)


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    """Only those that this app made: others of the shop are not shown to it."""
    found = objects(fields(_question(account, ask, _HOOKS)).get("nodes"))
    if len(found) >= _MOST:
        odd()
    return [
        Hook(text(row.get("id")), (text(row.get("topic")),), live=True)
        for row in found
        if row.get("uri") == address
    ]


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    (topic,) = wish.topics
    wanted = {
        "topic": topic,
        "webhookSubscription": {"uri": wish.address, "format": "JSON"},
    }
    made = _change(account, ask, _ADD, wanted)
    return Hook(text(mapping(made.get("webhookSubscription")).get("id")), wish.topics, live=True)


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    """Nothing to do: one that failed too often is deleted, and made anew."""


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    _change(account, ask, _DROP, {"id": hook.reference}, gone="does not exist")


def _question(account: StoreAccount, ask: StoreClient, query: str) -> object:
    with readable(_REMEDY):
        answer = query_admin(account, ask, query, {})
    return only_answer(answer, _REMEDY)


def _change(
    account: StoreAccount,
    ask: StoreClient,
    mutation: str,
    variables: Mapping[str, Any],
    *,
    gone: str = "",
) -> Mapping[str, Any]:
    answer = mutate_admin(account, ask, mutation, variables, scopes=_REMEDY)
    result = mapping(only_answer(answer, _REMEDY)) or odd()
    said = [text(row.get("message")) for row in rows(result.get("userErrors"))]
    # What was made by a try whose answer was lost is there.
    fine = ("already been taken", *((gone,) if gone else ()))
    wrong = [each for each in said if not any(word in each for word in fine)]
    if wrong:
        raise ShopCodeRefusedError(
            f"the shop won't have that webhook: {wrong[0][:100]}",
            field="url",
            remedy="Its address must be https, and the app be allowed the topic.",
        )
    return result
