"""Reads a shop's export of customers or orders: an e-mail address and a day from each row."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from referrals.model.errors import NotFoundError, RefusedError
from referrals.steps.people.import_customers import CustomerRow, RowFault

EMAIL = ("email", "e-mail", "email address", "customer email", "billing email", "billing_email")
DAY = (
    *("first_order_on", "first order", "first order date", "first_order_date", "first_order_at"),
    *("created at", "created_at", "order date", "date created", "date_created", "date"),
)
# A customer without any order, and an order that was never paid or went back: no former customer.
ORDERS = ("total orders", "orders count", "orders_count", "orders")
STATUS = ("financial status", "financial_status")
_PAID = ("paid", "partially_refunded", "partially refunded")
_FIRST_YEAR = 2000


class NoCustomerFileError(NotFoundError):
    code = "no_customer_file"


class BadCustomerFileError(RefusedError):
    code = "bad_customer_file"


@dataclass(frozen=True, slots=True)
class CustomerFile:
    path: Path
    zone: str
    """Whose days count: the program's."""
    email_column: str = ""
    day_column: str = ""
    before: date | None = None
    """The day by which everybody in the file had ordered, where no column says more."""
    day_format: str = ""

    def rows(self) -> Iterator[CustomerRow | RowFault | None]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as text:
                yield from self._rows(text)
        except FileNotFoundError:
            raise NoCustomerFileError(f"{self.path} does not exist.") from None
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise BadCustomerFileError(
                f"{self.path} cannot be read: {error}.", remedy="Save it as CSV in UTF-8."
            ) from None

    def _rows(self, text: TextIO) -> Iterator[CustomerRow | RowFault | None]:
        first = text.readline()
        text.seek(0)
        reader = csv.DictReader(text, delimiter=_delimiter(first))
        names = [name for name in reader.fieldnames or () if name]
        email = _column(names, self.email_column, EMAIL)
        if email is None:
            raise _no_column("an e-mail address", "--email-column", names)
        day = _column(names, self.day_column, DAY)
        if day is None and self.before is None:
            raise _no_column("the first order's day", "--day-column, or --before DAY", names)
        orders, status = _column(names, "", ORDERS), _column(names, "", STATUS)
        for row in reader:
            if _without_order(row, orders, status) or not (row[email] or "").strip():
                yield None
                continue
            found = self._day(row.get(day or "") or "")
            line, address = reader.line_num, row[email].strip()
            yield (found and CustomerRow(line, address, found)) or RowFault(line, _BAD_DAY)

    def _day(self, text: str) -> date | None:
        text = text.strip()
        if not text:
            return self.before
        try:
            if self.day_format:
                found = datetime.strptime(text, self.day_format)  # noqa: DTZ007
            else:
                found = datetime.fromisoformat(text.removesuffix(" UTC"))
        except ValueError:
            return None
        local = found.astimezone(ZoneInfo(self.zone)) if found.tzinfo else found
        return local.date() if local.year >= _FIRST_YEAR else None


_BAD_DAY = "its day is none; write 2026-11-22, or say --day-format '%d.%m.%Y'"


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _column(names: Sequence[str], wish: str, usual: Sequence[str]) -> str | None:
    plain = {name.strip().lower(): name for name in names}
    wanted = (wish.strip().lower(),) if wish else usual
    return next((plain[each] for each in wanted if each in plain), None)


def _no_column(what: str, option: str, names: Sequence[str]) -> BadCustomerFileError:
    columns = ", ".join(names)[:200] or "none"
    return BadCustomerFileError(
        f"no column has {what}.", remedy=f"Name it with {option}. The columns are: {columns}."
    )


def _without_order(row: dict[str, str], orders: str | None, status: str | None) -> bool:
    if orders and (row[orders] or "").strip() in ("", "0"):
        return True
    return bool(status) and (row[status or ""] or "").strip().lower() not in _PAID
