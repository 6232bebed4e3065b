"""The ledger's lines: immutable entries numbered per account, and each account's balance.

A balance is replaced only by whoever read it last, so no two postings follow the same entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.moment import stamp
from referrals.model.reward.ledger import Balance, Booking, Entry, owner_of
from referrals.store.batch import read_batch
from referrals.store.table import Change, Table

BALANCE = "balance"
# The day (UTC) of a balance's last change: by it the nightly audit finds what to look at.
CHANGED_ON = "changed_on"
ENDING = "ending"
ABSENT = Change(guard="attribute_not_exists(account)")


@dataclass(frozen=True, slots=True)
class Ledger:
    table: Table

    def balance(self, account: str) -> Balance:
        """As it is at this moment; an account that was never used is at zero."""
        item = self.table.get({"account": account, "entry": BALANCE}, consistent=True)
        return Balance.model_validate(item) if item else Balance(account=account)

    def balances(self, accounts: Iterable[str]) -> dict[str, Balance]:
        return {account: self.balance(account) for account in accounts}

    def read_together(self, accounts: Sequence[str]) -> dict[str, Balance]:
        """The same by one request, for who shows several."""
        keys = [{"account": account, "entry": BALANCE} for account in accounts]
        found = {item["account"]: item for item in read_batch(self.table, keys)}
        unused = {account: {"account": account} for account in accounts}
        return {
            account: Balance.model_validate(item) for account, item in {**unused, **found}.items()
        }

    def of_person(self, person_id: str) -> list[Balance]:
        """A person's accounts by first use; found through an index, read as they are now."""
        found = self.table.query("person_id = :p", {":p": person_id}, IndexName="by_person")
        return [self.balance(item["account"]) for item in found if item["entry"] == BALANCE]

    def accounts_of_person(self, person_id: str) -> list[str]:
        """Their names by first use, from an index."""
        found = self.table.query(
            "person_id = :p",
            {":p": person_id},
            IndexName="by_person",
            ProjectionExpression="account, entry",
        )
        return [item["account"] for item in found if item["entry"] == BALANCE]

    def entries(self, account: str, upto: int) -> Iterator[Entry]:
        """Oldest first, up to entry number `upto`."""
        if upto < 1:
            return iter(())
        items = self.table.query(*_between(account, 1, upto), ConsistentRead=True)
        return (Entry.model_validate(item) for item in items)

    def some_entries(self, account: str, after: int, upto: int, limit: int) -> list[Entry]:
        """Up to `limit` of them that follow on entry number `after`, oldest first."""
        if upto <= after:
            return []
        lines = _between(account, after + 1, upto)
        items, _ = self.table.page(*lines, ConsistentRead=True, Limit=limit)
        return [Entry.model_validate(item) for item in items]

    def newest_entries(self, account: str, upto: int, limit: int) -> list[Entry]:
        """Newest first, from entry number `upto` down."""
        if upto < 1:
            return []
        lines = _between(account, 1, upto)
        items, _ = self.table.page(*lines, ScanIndexForward=False, ConsistentRead=True, Limit=limit)
        return [Entry.model_validate(item) for item in items]

    def booking_actions(self, booking: Booking) -> list[Item]:
        """Part of the transaction of whatever the postings are for."""
        entries = [self.table.put_action(_entry_item(e), ABSENT) for e in booking.entries]
        pairs = zip(booking.before, booking.after, strict=True)
        days = [entry.posted_at.date().isoformat() for entry in booking.entries[:1]]
        kept = [self._balance_action(*pair, day) for day in days for pair in pairs]
        return [*entries, *kept, *self._ending_actions(booking)]

    def unmoved_action(self, balance: Balance) -> Item:
        """Fails when the account moved since the balance was read."""
        unmoved = Change(guard="seq = :seq", values={":seq": balance.seq})
        place = {"account": balance.account, "entry": BALANCE}
        return self.table.check_action(place, unmoved if balance.seq else ABSENT)

    def ending_accounts(self, until: datetime, page: int) -> Iterator[str]:
        """Those of which something ends soon, as it seems, so many at a time: a hint, from an
        index."""
        items = self.table.query(
            "hold_state = :ending AND hold_until <= :until",
            {":ending": ENDING, ":until": stamp(until)},
            IndexName="by_hold",
            Limit=page,
        )
        return (item["account"] for item in items)

    def warned_until(self, account: str) -> datetime | None:
        """The last end that the person was written to about."""
        item = self.table.get(_ending_place(account), consistent=True)
        return moment_of(item["warned_until"]) if item and "warned_until" in item else None

    def next_look_action(
        self, account: str, at: datetime | None, warned_until: datetime | None
    ) -> Item:
        """When the clock looks at the account next; None for when something new comes."""
        if at is None:
            return self.table.delete_action(_ending_place(account))
        item = {**_ending_place(account), "hold_state": ENDING, "hold_until": stamp(at)}
        known = {"warned_until": epoch_seconds(warned_until)} if warned_until else {}
        return self.table.put_action({**item, **known})

    def _ending_actions(self, booking: Booking) -> Iterator[Item]:
        """Lets the clock look at an account of which something ends earlier than before."""
        for before, after in zip(booking.before, booking.after, strict=True):
            first = after.lots[0].ends_at if after.lots else None
            if first and not (before.lots and before.lots[0].ends_at <= first):
                change = Change(
                    update="SET hold_state = :ending, hold_until = :at",
                    values={":ending": ENDING, ":at": stamp(booking.entries[0].posted_at)},
                )
                yield self.table.update_action(_ending_place(after.account), change)

    def _balance_action(self, before: Balance, after: Balance, day: str) -> Item:
        unmoved = Change(guard="seq = :seq", values={":seq": before.seq})
        item = {**_balance_item(after), CHANGED_ON: day}
        return self.table.put_action(item, unmoved if before.seq else ABSENT)


def _between(account: str, first: int, last: int) -> tuple[str, Item]:
    """DynamoDB refuses bounds the wrong way round, so whoever asks looks at them first."""
    values = {":a": account, ":first": _line(first), ":last": _line(last)}
    return "account = :a AND entry BETWEEN :first AND :last", values


def _line(seq: int) -> str:
    return f"entry#{seq:012d}"


def _ending_place(account: str) -> Item:
    return {"account": account, "entry": ENDING}


def _entry_item(entry: Entry) -> Item:
    return {"entry": _line(entry.seq), **_without_empty_lots(entry.model_dump(mode="json"))}


def _without_empty_lots(item: Item) -> Item:
    """As lines and balances were before there were lots, and as small."""
    return item if item["lots"] else {k: v for k, v in item.items() if k != "lots"}


def _balance_item(balance: Balance) -> Item:
    item = {"entry": BALANCE, **_without_empty_lots(balance.model_dump(mode="json"))}
    owner = owner_of(balance.account)
    if not owner:
        return item
    assert balance.opened_at
    return {**item, "person_id": owner, "granted_at": stamp(balance.opened_at)}
