"""Keeps who was a customer before the shop told of orders: a keyed hash and a day, nothing else.

Nobody is rewarded, written to or made a person by it. Safe to repeat and to break off: of
several days the earliest stays, whichever came first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from referrals.model.people.mailbox import BadEmailError, email_hash
from referrals.store.order.former_customer import FormerCustomers

MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class CustomerRow:
    line: int
    email: str
    first_order_on: date


@dataclass(frozen=True, slots=True)
class RowFault:
    line: int
    message: str


@dataclass(slots=True)
class ImportCounts:
    added: int = 0
    """New, or known by a later day until now."""
    known: int = 0
    skipped: int = 0
    """Rows that tell of no order: never paid, or nobody's."""
    refused: int = 0
    faults: list[RowFault] = field(default_factory=list)
    """The first few of the refused rows, without what stood in them."""

    def refuse(self, fault: RowFault) -> None:
        self.refused += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class CustomerDesk:
    customers: FormerCustomers
    identity_key: bytes


def import_customers(
    program_id: str,
    rows: Iterable[CustomerRow | RowFault | None],
    desk: CustomerDesk,
    *,
    today: date,
) -> ImportCounts:
    """None among the rows is one that tells of no order."""
    counts = ImportCounts()
    earliest: dict[str, date] = {}
    for row in rows:
        match row:
            case None:
                counts.skipped += 1
            case RowFault():
                counts.refuse(row)
            case CustomerRow():
                if hashed := _hash(row, counts, desk.identity_key, today):
                    earliest[hashed] = min(earliest.get(hashed, today), row.first_order_on)
    for hashed, day in earliest.items():
        new = desk.customers.add(program_id, hashed, day)
        counts.added, counts.known = counts.added + new, counts.known + (not new)
    return counts


def _hash(row: CustomerRow, counts: ImportCounts, key: bytes, today: date) -> str:
    """Empty for a row that says what can't be, which is counted."""
    if row.first_order_on > today:
        counts.refuse(RowFault(row.line, "this day is still to come"))
        return ""
    try:
        return email_hash(key, row.email)
    except BadEmailError:
        counts.refuse(RowFault(row.line, "this is not an e-mail address"))
        return ""
