"""Where claims about a friend are: an order's own index knows only the address that its shop told.

In the Conversions table, `claim#<conversion key>` under `<program>#claims#<friend's hash>`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.order_key import ConversionKey
from referrals.store.table import Change, Table

CLAIM = "claim#"


@dataclass(frozen=True, slots=True)
class ClaimIndex:
    table: Table

    def add(self, key: ConversionKey, friend_hash: str) -> None:
        """Before the claim itself, so that none is ever without; safe to repeat."""
        values = {":o": key.order_id, ":m": friend_hash}
        change = Change(update="SET order_id = :o, mailbox = :m", values=values)
        self.table.update(_place(key, friend_hash), change)

    def of_friend(self, program_id: str, friend_hash: str) -> Iterator[ConversionKey]:
        items = self.table.query(
            "conversion_key = :k AND begins_with(fact, :c)",
            {":k": _key(program_id, friend_hash), ":c": CLAIM},
            ConsistentRead=True,
        )
        return (ConversionKey.parse(item["fact"].removeprefix(CLAIM)) for item in items)

    def remove(self, key: ConversionKey, friend_hash: str) -> None:
        self.table.delete(_place(key, friend_hash))


def _key(program_id: str, friend_hash: str) -> str:
    return f"{program_id}#claims#{friend_hash}"


def _place(key: ConversionKey, friend_hash: str) -> Item:
    return {"conversion_key": _key(key.program_id, friend_hash), "fact": f"{CLAIM}{key}"}
