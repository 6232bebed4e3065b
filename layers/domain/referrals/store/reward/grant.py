"""Grants: one item per order that earned something, replaced only by whoever read it last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from awswire.codec import Item
from referrals.model.errors import NotFoundError
from referrals.model.moment import stamp
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.store.batch import read_batch
from referrals.store.table import Change, Table

GRANT = "grant"


class GrantNotFoundError(NotFoundError):
    code = "grant_not_found"


@dataclass(frozen=True, slots=True)
class Grants:
    table: Table
    page_keys: ClassVar[tuple[str, ...]] = ("account", "entry", "program_id", "granted_at")
    """What tells where a page ended."""

    def find(self, key: str) -> Grant | None:
        item = self.table.get(_place(key), consistent=True)
        return Grant.model_validate(item) if item else None

    def find_all(self, keys: Iterable[str]) -> dict[str, Grant]:
        """Those that are there, by their orders' keys; a hundred cost one request."""
        places = [_place(key) for key in dict.fromkeys(keys)]
        found = (Grant.model_validate(item) for item in read_batch(self.table, places))
        return {grant.key: grant for grant in found}

    def get(self, key: str) -> Grant:
        found = self.find(key)
        if found is None:
            raise GrantNotFoundError(f"nothing was granted for {key}.", field="order_id")
        return found

    def ended_holds(self, until: datetime, page: int) -> Iterator[str]:
        """Keys whose hold seems to be over, longest ago first, so many at a time: a hint, from an
        index."""
        held = {":held": GrantStatus.HELD.value, ":until": stamp(until)}
        items = self.table.query(
            "hold_state = :held AND hold_until <= :until", held, IndexName="by_hold", Limit=page
        )
        return (item["key"] for item in items)

    def keys_of_friend(self, friend_id: str) -> Iterator[str]:
        """Of what a friend was granted, oldest first, from an index."""
        items = self.table.query("person_id = :p", {":p": friend_id}, IndexName="by_person")
        return (item["key"] for item in items if item["entry"] == GRANT)

    def page(
        self,
        program_id: str,
        since: datetime,
        until: datetime,
        *,
        limit: int,
        start: Item | None = None,
    ) -> tuple[list[Grant], Item | None]:
        """Up to `limit` of a program that were granted from then until then, the earliest first,
        from an index of keys, as they are now; and where to go on."""
        found, after = self.table.page(
            "program_id = :p AND granted_at BETWEEN :s AND :u",
            {":p": program_id, ":s": stamp(since), ":u": stamp(until)},
            start=start,
            IndexName="by_program",
            Limit=limit,
        )
        keys = [{"account": item["account"], "entry": item["entry"]} for item in found]
        read = map(read_grant, read_batch(self.table, keys))
        return [grant for grant in read if grant], after

    def add_action(self, grant: Grant) -> Item:
        """Fails when the order has its grant already: there is never a second one."""
        absent = Change(guard="attribute_not_exists(account)")
        return self.table.put_action(_as_item(grant), absent)

    def change_action(self, grant: Grant) -> Item:
        """Fails unless the stored grant is the version before this one."""
        return self.table.put_action(_as_item(grant), _follows(grant))

    def change(self, grant: Grant) -> None:
        """As `change_action`, alone; ConditionFailedError when somebody was first."""
        self.table.put(_as_item(grant), _follows(grant))


def read_grant(item: Item) -> Grant | None:
    """The grant that a stream image holds; None when it holds something else of the ledger."""
    return Grant.model_validate(item) if item["entry"] == GRANT else None


def _follows(grant: Grant) -> Change:
    return Change(
        guard="#v = :before", names={"#v": "version"}, values={":before": grant.version - 1}
    )


def _place(key: str) -> Item:
    return {"account": f"grant#{key}", "entry": GRANT}


def _as_item(grant: Grant) -> Item:
    item = {
        **_place(grant.key),
        **grant.model_dump(mode="json"),
        "person_id": grant.friend_id,
    }
    held = grant.status is GrantStatus.HELD and not grant.inquired
    return {**item, "hold_state": GrantStatus.HELD.value} if held else item
