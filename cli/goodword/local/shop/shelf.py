"""The bakery's own memory: one SQLite file, one connection for each request."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from goodword.local.shop import hook_shelf, money_shelf
from goodword.local.shop.discount import CodeDiscount
from goodword.local.shop.hook_shelf import HookTables
from goodword.local.shop.order import BakeryOrder

SECONDS = 10
FIRST_NUMBER = 2001
TABLES = """
CREATE TABLE IF NOT EXISTS carts (name TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS discounts (
  number INTEGER PRIMARY KEY, code TEXT UNIQUE NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segments (number INTEGER PRIMARY KEY, name TEXT, query TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS orders (
  number INTEGER PRIMARY KEY, token TEXT UNIQUE NOT NULL, email TEXT NOT NULL,
  changed_at INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS orders_by_email ON orders (email);
CREATE TABLE IF NOT EXISTS webhooks (
  number INTEGER PRIMARY KEY AUTOINCREMENT, order_number INTEGER NOT NULL, topic TEXT NOT NULL,
  body TEXT NOT NULL, place REAL NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '', triggered_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS webhooks_waiting ON webhooks (state, place);
CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


class Cart(BaseModel):
    items: dict[int, int] = {}
    """How many of which product."""
    code: str = ""
    delivery: bool = False
    attributes: dict[str, str] = {}
    landing: str = ""
    """The page that the visit began with."""
    customer: str = ""
    """The token of this browser's last order: the account page knows people by it."""


@dataclass(frozen=True, slots=True)
class ShopWebhook:
    """`state`: waiting, told, lost (on purpose), dropped (after too many tries) or unwanted (no
    address has its topic).
    """

    number: int
    order_number: int
    topic: str
    body: str
    state: str
    tries: int
    answer: str
    triggered_at: str


_WEBHOOK = "number, order_number, topic, body, state, tries, answer, triggered_at"


@dataclass(frozen=True, slots=True)
class ShopShelf:
    path: Path

    def prepare(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as line:
            line.execute("PRAGMA journal_mode = WAL")
            line.executescript(TABLES + hook_shelf.TABLES + money_shelf.TABLES)

    @contextmanager
    def writing(self) -> Iterator["ShopTables"]:
        """All of it or nothing; one writer at a time, from the first look on."""
        with self._connection() as line:
            line.execute("BEGIN IMMEDIATE")
            try:
                yield ShopTables(line)
            except BaseException:
                line.execute("ROLLBACK")
                raise
            line.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator["ShopTables"]:
        with self._connection() as line:
            yield ShopTables(line)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        line = sqlite3.connect(self.path, timeout=SECONDS, isolation_level=None)
        try:
            yield line
        finally:
            line.close()


@dataclass(frozen=True, slots=True)
class ShopTables:
    line: sqlite3.Connection

    @property
    def hooks(self) -> HookTables:
        return HookTables(self.line)

    def cart(self, name: str) -> Cart:
        row = self._row("SELECT data FROM carts WHERE name = ?", name)
        return Cart.model_validate_json(row[0]) if row else Cart()

    def keep_cart(self, name: str, cart: Cart) -> None:
        self.line.execute("REPLACE INTO carts VALUES (?, ?)", (name, cart.model_dump_json()))

    def discount(self, code: str) -> CodeDiscount | None:
        """Whatever the case in which it is written."""
        row = self._row("SELECT data FROM discounts WHERE code = ?", code.strip().casefold())
        return CodeDiscount.model_validate_json(row[0]) if row else None

    def discount_by_number(self, number: int) -> CodeDiscount | None:
        row = self._row("SELECT data FROM discounts WHERE number = ?", number)
        return CodeDiscount.model_validate_json(row[0]) if row else None

    def discounts(self, most: int = 50) -> list[CodeDiscount]:
        """Newest first."""
        found = self.line.execute(
            "SELECT data FROM discounts ORDER BY number DESC LIMIT ?", (most,)
        )
        return [CodeDiscount.model_validate_json(data) for (data,) in found]

    def keep_discount(self, discount: CodeDiscount) -> None:
        row = (discount.number, discount.code.casefold(), discount.model_dump_json())
        self.line.execute("REPLACE INTO discounts VALUES (?, ?, ?)", row)

    def drop_discount(self, number: int) -> None:
        self.line.execute("DELETE FROM discounts WHERE number = ?", (number,))

    def segment(self, number: int) -> str:
        """What people in it have in common; empty for none by that number."""
        row = self._row("SELECT query FROM segments WHERE number = ?", number)
        return str(row[0]) if row else ""

    def segments(self) -> list[tuple[int, str, str]]:
        return list(self.line.execute("SELECT number, name, query FROM segments ORDER BY number"))

    def keep_segment(self, name: str, query: str) -> int:
        self.line.execute(
            "INSERT OR IGNORE INTO segments (name, query) VALUES (?, ?)", (name, query)
        )
        row = self._row("SELECT number FROM segments WHERE query = ?", query)
        return int(row[0]) if row else 0

    def order(self, number: int) -> BakeryOrder | None:
        return self._order("SELECT data FROM orders WHERE number = ?", number)

    def order_by_token(self, token: str) -> BakeryOrder | None:
        return self._order("SELECT data FROM orders WHERE token = ?", token)

    def orders(self, most: int = 50) -> list[BakeryOrder]:
        """Newest first."""
        return self._orders("SELECT data FROM orders ORDER BY number DESC LIMIT ?", most)

    def orders_of(self, email: str) -> list[BakeryOrder]:
        query = "SELECT data FROM orders WHERE email = ? ORDER BY number DESC"
        return self._orders(query, email.casefold())

    def changed_orders(self, since: int, until: int) -> list[BakeryOrder]:
        """By the time of their last change, the oldest first."""
        query = "SELECT data FROM orders WHERE changed_at >= ? AND changed_at < ?"
        return self._orders(f"{query} ORDER BY changed_at, number", since, until)

    def keep_order(self, order: BakeryOrder) -> None:
        at = int(order.changed_at.timestamp())
        row = (order.number, order.token, order.email.casefold(), at, order.model_dump_json())
        self.line.execute("REPLACE INTO orders VALUES (?, ?, ?, ?, ?)", row)

    def next_order(self) -> int:
        return self._next("SELECT MAX(number) FROM orders")

    def next_discount(self) -> int:
        return self._next("SELECT MAX(number) FROM discounts")

    def queue_webhook(self, order_number: int, topic: str, body: str, triggered_at: str) -> None:
        self.line.execute(
            "INSERT INTO webhooks (order_number, topic, body, place, state, triggered_at)"
            " SELECT ?, ?, ?, COALESCE(MAX(place), 0) + 1, 'waiting', ? FROM webhooks",
            (order_number, topic, body, triggered_at),
        )

    def webhooks(self, order_number: int | None = None, most: int = 50) -> list[ShopWebhook]:
        """Newest first, of one order or of all."""
        where = "" if order_number is None else "WHERE order_number = :order"
        found = self.line.execute(
            f"SELECT {_WEBHOOK} FROM webhooks {where} ORDER BY place DESC LIMIT :most",  # noqa: S608
            {"order": order_number, "most": most},
        )
        return [ShopWebhook(*row) for row in found]

    def next_webhook(self) -> ShopWebhook | None:
        """The one whose turn it is."""
        row = self._row(
            f"SELECT {_WEBHOOK} FROM webhooks WHERE state = 'waiting' ORDER BY place LIMIT 1"  # noqa: S608
        )
        return ShopWebhook(*row) if row else None

    def mark_webhook(self, number: int, state: str, tries: int, answer: str) -> None:
        self.line.execute(
            "UPDATE webhooks SET state = ?, tries = ?, answer = ? WHERE number = ?",
            (state, tries, answer, number),
        )

    def advance_webhook(self, order_number: int, topic: str) -> None:
        """The order's waiting webhooks of that topic go before all others."""
        self.line.execute(
            "UPDATE webhooks SET place = (SELECT MIN(place) FROM webhooks) - 1"
            " WHERE order_number = ? AND topic = ? AND state = 'waiting'",
            (order_number, topic),
        )

    def switch(self, name: str) -> int:
        row = self._row("SELECT value FROM switches WHERE name = ?", name)
        return int(row[0]) if row else 0

    def set_switch(self, name: str, value: int) -> None:
        self.line.execute("REPLACE INTO switches VALUES (?, ?)", (name, value))

    def _next(self, query: str) -> int:
        row = self._row(query)
        return max((row and row[0]) or 0, FIRST_NUMBER - 1) + 1

    def _row(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self.line.execute(query, values).fetchone()
        return found

    def _order(self, query: str, value: Any) -> BakeryOrder | None:
        row = self._row(query, value)
        return BakeryOrder.model_validate_json(row[0]) if row else None

    def _orders(self, query: str, *values: Any) -> list[BakeryOrder]:
        return [
            BakeryOrder.model_validate_json(data) for (data,) in self.line.execute(query, values)
        ]
