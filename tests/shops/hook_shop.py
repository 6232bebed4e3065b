"""A shop that webhooks are registered in, whatever its platform."""

from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ShopQuestion


@dataclass
class HookShop:
    """Rows by id, each with its topics, address, secret, and whether it is switched on."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: bool = True
    denied: set[str] = field(default_factory=set)
    """Places, or scopes, that the credential isn't allowed."""
    made_ever: int = 0

    def stored(self, topics: list[str], address: str, **more: Any) -> dict[str, Any]:
        self.made_ever += 1
        name = f"{self.made_ever}"
        self.rows[name] = {"id": name, "topics": topics, "address": address, "live": True, **more}
        return self.rows[name]

    def topics_at(self, address: str) -> list[str]:
        there = [row for row in self.rows.values() if row["address"] == address and row["live"]]
        return sorted(topic for row in there for topic in row["topics"])

    def secret_at(self, address: str) -> set[str]:
        return {row["secret"] for row in self.rows.values() if row["address"] == address}

    def is_denied(self, asked: ShopQuestion) -> bool:
        return f"{asked.method} {asked.path}" in self.denied
