"""The bakery's Admin API about webhooks: which there are, one more, one less."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from goodword.local.shop.hook_shelf import TOPICS, HookTables, ShopHook

_NODE = "gid://shopify/WebhookSubscription/"
_HERE = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class AdminHooks:
    tables: HookTables

    def page(self, _: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [_node(hook) for hook in self.tables.list_hooks()]

    def make(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        topic, wanted = str(asked["topic"]), asked["webhookSubscription"]
        address = str(wanted.get("uri") or "")
        if topic not in TOPICS:
            return _refusal(["topic"], "You do not have permission to create or update it")
        if not _may_be_told(address):
            return _refusal(["webhookSubscription", "callbackUrl"], "Address is invalid")
        made = self.tables.add(topic, address)
        if made is None:
            said = "Address for this topic has already been taken"
            return _refusal(["webhookSubscription", "callbackUrl"], said)
        return {"webhookSubscription": _node(made), "userErrors": []}

    def drop(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        number = str(asked["id"]).rpartition("/")[2]
        if not (number.isdecimal() and self.tables.drop(int(number))):
            gone = {"field": ["id"], "message": "Webhook subscription does not exist"}
            return {"deletedWebhookSubscriptionId": None, "userErrors": [gone]}
        return {"deletedWebhookSubscriptionId": f"{_NODE}{number}", "userErrors": []}


def _node(hook: ShopHook) -> dict[str, Any]:
    return {
        "id": f"{_NODE}{hook.number}",
        "topic": hook.topic,
        "uri": hook.address,
        "format": "JSON",
    }


def _refusal(field: list[str], said: str) -> dict[str, Any]:
    return {"webhookSubscription": None, "userErrors": [{"field": field, "message": said}]}


def _may_be_told(address: str) -> bool:
    """Https, as at the one it stands in for; and this machine, where there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    )
