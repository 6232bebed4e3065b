"""Where the bakery's webhooks go: an address for each topic that somebody registered."""

import sqlite3
from dataclasses import dataclass

TABLES = """
CREATE TABLE IF NOT EXISTS hooks (
  number INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, address TEXT NOT NULL,
  UNIQUE (topic, address));
"""
TOPICS = (
    "APP_UNINSTALLED",
    "ORDERS_CANCELLED",
    "ORDERS_CREATE",
    "ORDERS_EDITED",
    "ORDERS_PAID",
    "ORDERS_UPDATED",
    "REFUNDS_CREATE",
)
INSTALLED = "installed"
"""A switch: the app's own webhooks were registered once, and are only moved after that."""


@dataclass(frozen=True, slots=True)
class ShopHook:
    number: int
    topic: str
    address: str


@dataclass(frozen=True, slots=True)
class HookTables:
    line: sqlite3.Connection

    def list_hooks(self) -> list[ShopHook]:
        found = self.line.execute("SELECT number, topic, address FROM hooks ORDER BY number")
        return [ShopHook(*row) for row in found]

    def addresses(self, topic: str) -> list[str]:
        """`topic` as webhooks have it in their heads: `orders/create`."""
        name = topic.upper().replace("/", "_")
        return [hook.address for hook in self.list_hooks() if hook.topic == name]

    def add(self, topic: str, address: str) -> ShopHook | None:
        """None where the address has that topic already."""
        done = self.line.execute(
            "INSERT OR IGNORE INTO hooks (topic, address) VALUES (?, ?)", (topic, address)
        )
        return ShopHook(done.lastrowid or 0, topic, address) if done.rowcount else None

    def drop(self, number: int) -> bool:
        return self.line.execute("DELETE FROM hooks WHERE number = ?", (number,)).rowcount > 0

    def move(self, path: str, address: str) -> None:
        """Those of this machine with that path lead to `address` from now on."""
        self.line.execute(
            "UPDATE OR IGNORE hooks SET address = ? WHERE address LIKE ?",
            (address, f"http://localhost:%{path}"),
        )
