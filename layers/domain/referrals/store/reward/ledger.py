"""The ledger's lines: immutable entries numbered per account, and each account's balance.

A balance is replaced only by whoever read it last, so no two postings follow the same entry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from awswire.codec import Item, encode_item
from referrals.model.moment import stamp
from referrals.model.reward.audit import Audit
from referrals.model.reward.ledger import Balance, Booking, Entry, owner_of
from referrals.store.table import Change, Table

BALANCE = "balance"
ABSENT = Change(guard="attribute_not_exists(account)")
_AUDIT = {"account": "audit", "entry": "latest"}


@dataclass(frozen=True, slots=True)
class Ledger:
    table: Table

    def balance(self, account: str) -> Balance:
        """As it is at this moment; an account that was never used is at zero."""
        item = self.table.get({"account": account, "entry": BALANCE}, consistent=True)
        return Balance.model_validate(item) if item else Balance(account=account)

    def balances(self, accounts: Iterable[str]) -> dict[str, Balance]:
        return {account: self.balance(account) for account in accounts}

    def of_person(self, person_id: str) -> list[Balance]:
        """A person's accounts by first use; found through an index, read as they are now."""
        found = self.table.query("person_id = :p", {":p": person_id}, IndexName="by_person")
        return [self.balance(item["account"]) for item in found if item["entry"] == BALANCE]

    def entries(self, account: str, upto: int) -> Iterator[Entry]:
        """Oldest first, up to entry number `upto`."""
        items = self.table.query(
            "account = :a AND entry BETWEEN :first AND :last",
            {":a": account, ":first": _line(1), ":last": _line(upto)},
            ConsistentRead=True,
        )
        return (Entry.model_validate(item) for item in items)

    def newest_entries(self, account: str, upto: int, limit: int) -> list[Entry]:
        """Newest first, from entry number `upto` down."""
        items, _ = self.table.page(
            "account = :a AND entry BETWEEN :first AND :last",
            {":a": account, ":first": _line(1), ":last": _line(upto)},
            ScanIndexForward=False,
            ConsistentRead=True,
            Limit=limit,
        )
        return [Entry.model_validate(item) for item in items]

    def booking_actions(self, booking: Booking) -> list[Item]:
        """Part of the transaction of whatever the postings are for."""
        entries = [self.table.put_action(_entry_item(e), ABSENT) for e in booking.entries]
        pairs = zip(booking.before, booking.after, strict=True)
        return [*entries, *(self._balance_action(before, after) for before, after in pairs)]

    def unmoved_action(self, balance: Balance) -> Item:
        """Fails when the account moved since the balance was read."""
        unmoved = Change(guard="seq = :seq", values={":seq": balance.seq})
        place = {"account": balance.account, "entry": BALANCE}
        return self.table.check_action(place, unmoved if balance.seq else ABSENT)

    def some_balances(self, start: Any, limit: int) -> tuple[list[Balance], Any]:
        """A page of all accounts, in no order; `limit` bounds the items looked at."""
        items, after = self.table.scan_page(
            start=start,
            FilterExpression="entry = :b",
            ExpressionAttributeValues=encode_item({":b": BALANCE}),
            ConsistentRead=True,
            Limit=limit,
        )
        return [Balance.model_validate(item) for item in items], after

    def audit(self) -> Audit | None:
        item = self.table.get(_AUDIT, consistent=True)
        return Audit.model_validate(item) if item else None

    def keep_audit(self, audit: Audit) -> None:
        self.table.put({**_AUDIT, **audit.model_dump(mode="json")})

    def _balance_action(self, before: Balance, after: Balance) -> Item:
        unmoved = Change(guard="seq = :seq", values={":seq": before.seq})
        return self.table.put_action(_balance_item(after), unmoved if before.seq else ABSENT)


def _line(seq: int) -> str:
    return f"entry#{seq:012d}"


def _entry_item(entry: Entry) -> Item:
    return {"entry": _line(entry.seq), **entry.model_dump(mode="json")}


def _balance_item(balance: Balance) -> Item:
    item = {"entry": BALANCE, **balance.model_dump(mode="json")}
    owner = owner_of(balance.account)
    if not owner:
        return item
    assert balance.opened_at
    return {**item, "person_id": owner, "granted_at": stamp(balance.opened_at)}
