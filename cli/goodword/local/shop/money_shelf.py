"""Money of the bakery's customers: store credit as a list of bookings, and gift cards."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

TABLES = """
CREATE TABLE IF NOT EXISTS credits (
  number INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, minor INTEGER NOT NULL,
  booked_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS gift_cards (
  number INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT UNIQUE NOT NULL, minor INTEGER NOT NULL,
  note TEXT NOT NULL, enabled INTEGER NOT NULL, made_at TEXT NOT NULL);
"""
_CARD = "number, code, minor, note, enabled, made_at"


@dataclass(frozen=True, slots=True)
class CreditBooking:
    number: int
    email: str
    minor: int
    """Below zero where it was taken back."""
    booked_at: str


@dataclass(frozen=True, slots=True)
class ShopGiftCard:
    number: int
    code: str
    minor: int
    note: str
    enabled: bool
    made_at: str


@dataclass(frozen=True, slots=True)
class MoneyTables:
    line: sqlite3.Connection

    def customer_number(self, email: str) -> int:
        """Whoever ordered is a customer, by the number of their first order; 0 for a stranger."""
        query = "SELECT MIN(number) FROM orders WHERE email = ?"
        row = self.line.execute(query, (email.casefold(),)).fetchone()
        return int(row[0] or 0)

    def customer_email(self, number: int) -> str:
        query = "SELECT email FROM orders WHERE number = ?"
        row = self.line.execute(query, (number,)).fetchone()
        return str(row[0]) if row else ""

    def bookings(self, email: str) -> list[CreditBooking]:
        """Newest first."""
        query = "SELECT * FROM credits WHERE email = ? ORDER BY number DESC"
        return [CreditBooking(*row) for row in self.line.execute(query, (email.casefold(),))]

    def balance(self, email: str) -> int:
        return sum(each.minor for each in self.bookings(email))

    def balances(self) -> list[tuple[str, int]]:
        query = "SELECT email, SUM(minor) FROM credits GROUP BY email ORDER BY email"
        return list(self.line.execute(query))

    def book(self, email: str, minor: int, now: datetime) -> CreditBooking:
        stamped = now.isoformat(timespec="seconds")
        done = self.line.execute(
            "INSERT INTO credits (email, minor, booked_at) VALUES (?, ?, ?)",
            (email.casefold(), minor, stamped),
        )
        return CreditBooking(done.lastrowid or 0, email, minor, stamped)

    def make_card(self, code: str, minor: int, note: str, now: datetime) -> int | None:
        """Its number; None where another card has that code."""
        done = self.line.execute(
            "INSERT OR IGNORE INTO gift_cards (code, minor, note, enabled, made_at)"
            " VALUES (?, ?, ?, 1, ?)",
            (code.casefold(), minor, note, now.isoformat(timespec="seconds")),
        )
        return done.lastrowid if done.rowcount else None

    def end_card(self, number: int) -> None:
        self.line.execute("UPDATE gift_cards SET enabled = 0 WHERE number = ?", (number,))

    def cards(self) -> list[ShopGiftCard]:
        """Newest first."""
        query = f"SELECT {_CARD} FROM gift_cards ORDER BY number DESC"  # noqa: S608
        return [_card(row) for row in self.line.execute(query)]

    def card(self, number: int) -> ShopGiftCard | None:
        query = f"SELECT {_CARD} FROM gift_cards WHERE number = ?"  # noqa: S608
        row = self.line.execute(query, (number,)).fetchone()
        return _card(row) if row else None


def _card(row: tuple[int, str, int, str, int, str]) -> ShopGiftCard:
    number, code, minor, note, enabled, made_at = row
    return ShopGiftCard(number, code, minor, note, bool(enabled), made_at)
