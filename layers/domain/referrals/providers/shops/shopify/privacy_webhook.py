"""What Shopify tells beside orders, refunds and disputes: privacy requests, and what is ignored."""

import re

from referrals.model.order.conversion import Held, Ignored, Reading
from referrals.model.privacy.request import PrivacyKind, PrivacyRequest, plain_shop
from referrals.providers.shops.body import Body, customer_hash, mapping, text
from referrals.providers.shops.source import SourceContext

_MUST_BE_ORDERS = {"orders/paid", "orders/create", "orders/updated", "orders/cancelled"}
_REDACT_SHOP = {"shop_id", "shop_domain"}
_ORDER_ID = re.compile(r"[0-9]{1,30}")
_MOST_ORDERS = 2000


def read_other_topic(body: Body, topic: str, context: SourceContext) -> Reading:
    if "shop_id" in body and "shop_domain" in body:
        return _privacy(body, topic, context)
    if topic == "app/uninstalled" and "shop_owner" in body:
        # shop/update looks the same, so that the unsigned topic decides: it only tells people.
        shop = plain_shop(text(body.get("myshopify_domain")))
        return PrivacyRequest(PrivacyKind.UNINSTALLED, shop=shop)
    if "order_edit" in body:
        return Ignored("an edit says that an order changed: orders/updated tells how")
    if "admin_graphql_api_customer_kept_id" in body:
        return Ignored("customers are known by their e-mail address, which a merge leaves alone")
    if "order_id" in body and "kind" in body and "gateway" in body:
        return Ignored("a transaction: orders/updated and refunds/create tell what it changed")
    if topic in _MUST_BE_ORDERS:
        return Held(f"unreadable_body: {topic} without an order")
    return Ignored("neither an order nor a refund nor a dispute")


def _privacy(body: Body, topic: str, context: SourceContext) -> Reading:
    """By the body's shape; erasing takes a topic that doesn't say something else."""
    kind, field = _kind(body)
    if kind is None or topic not in ("", _TOPICS[kind]):
        return Held("unreadable_body: a privacy request that is none we know")
    ids = body.get(field) or []
    listed = [text(each) for each in ids] if isinstance(ids, list) else [""]
    if len(listed) > _MOST_ORDERS or not all(map(_ORDER_ID.fullmatch, listed)):
        return Held(f"unreadable_body: {field} is not a list of order ids")
    hashed = customer_hash(context.identity_key, mapping(body.get("customer")).get("email"))
    if kind is not PrivacyKind.SHOP_REDACT and not (hashed or listed):
        return Held("unreadable_body: a privacy request without a person")
    reference = text(mapping(body.get("data_request")).get("id"))
    shop = plain_shop(text(body.get("shop_domain")))
    return PrivacyRequest(kind, hashed, tuple(dict.fromkeys(listed)), reference[:60], shop)


def _kind(body: Body) -> tuple[PrivacyKind | None, str]:
    if "orders_requested" in body:
        return PrivacyKind.DATA_REQUEST, "orders_requested"
    if "orders_to_redact" in body:
        return PrivacyKind.CUSTOMER_REDACT, "orders_to_redact"
    return (PrivacyKind.SHOP_REDACT if body.keys() == _REDACT_SHOP else None), ""


_TOPICS = {
    PrivacyKind.DATA_REQUEST: "customers/data_request",
    PrivacyKind.CUSTOMER_REDACT: "customers/redact",
    PrivacyKind.SHOP_REDACT: "shop/redact",
}
