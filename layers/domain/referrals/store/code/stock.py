"""Codes in stock, in the ledger's table: each once by its own item, and findable while it is free.

A pool is spread over shards, so that takers at once find different codes and no key is hot. What is
left is counted where it is asked for; no item counts it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice

from awswire.codec import Item
from referrals.model.code.stock import SHARDS, shard_of, stock_key
from referrals.model.moment import stamp
from referrals.store.table import CancelledError, Change, Table, transact

# Of one shard, for one taker.
_LOOKED_AT = 8
_BATCH = 40


@dataclass(frozen=True, slots=True)
class FreeCode:
    program_id: str
    pool: str
    code: str
    """As the till spells it."""


@dataclass(frozen=True, slots=True)
class Pool:
    program_id: str
    name: str
    imports: int
    """How often codes came."""
    codes: int
    """How many ever came."""


@dataclass(frozen=True, slots=True)
class Stock:
    table: Table

    def add(self, program_id: str, pool: str, codes: Sequence[str], now: datetime) -> set[str]:
        """Those that are new, by their keys; any other was there before, free or taken."""
        added: set[str] = set()
        for start in range(0, len(codes), _BATCH):
            added |= self._add_batch(program_id, pool, list(codes[start : start + _BATCH]), now)
        return added

    def note_import(self, program_id: str, pool: str, codes: int) -> None:
        change = Change(
            update="ADD imports :one, codes :n",
            values={":one": 1, ":n": codes},
        )
        self.table.update(_pool_place(program_id, pool), change)

    def pools(self, program_id: str) -> list[Pool]:
        items = self.table.query("account = :a", {":a": f"stock#{program_id}"})
        return [
            Pool(program_id, item["entry"].removeprefix("pool#"), item["imports"], item["codes"])
            for item in items
        ]

    def free(self, program_id: str, pool: str, seed: str) -> Iterator[FreeCode]:
        """Some free codes; another `seed` begins elsewhere."""
        start, turn = shard_of(seed), sha256(seed.encode()).digest()[1]
        for step in range(SHARDS):
            account = _account(program_id, pool, (start + step) % SHARDS)
            items = self._free_items(account, _LOOKED_AT)
            for each in range(len(items)):
                item = items[(each + turn) % len(items)]
                yield FreeCode(program_id, pool, item["code"])

    def count_free(self, program_id: str, pool: str, most: int) -> int:
        """How many are free, up to `most`."""
        shards = (_account(program_id, pool, number) for number in range(SHARDS))
        found = (item for account in shards for item in self._free_pages(account))
        return sum(1 for _ in islice(found, most))

    def take_actions(self, free: FreeCode, reward_id: str) -> list[Item]:
        """Parts of the transaction that hands the code out; both fail when somebody was first."""
        key = stock_key(free.code)
        taken = Change(
            update="SET reward_id = :r",
            guard="attribute_exists(account) AND attribute_not_exists(reward_id)",
            values={":r": reward_id},
        )
        return [
            self.table.update_action(_code_place(free), taken),
            self.table.delete_action(
                {"account": _account_of(free), "entry": f"free#{key}"},
                Change(guard="attribute_exists(account)"),
            ),
        ]

    def _add_batch(self, program_id: str, pool: str, codes: list[str], now: datetime) -> set[str]:
        """Once more without those that were there, as often as it takes."""
        while codes:
            free = [FreeCode(program_id, pool, code) for code in codes]
            actions = [part for each in free for part in self._add_actions(each, now)]
            try:
                transact(self.table.dynamo, actions)
            except CancelledError as cancelled:
                gone = {place // 2 for place in cancelled.failed}
                codes = [code for place, code in enumerate(codes) if place not in gone]
                continue
            break
        return {stock_key(code) for code in codes}

    def _add_actions(self, free: FreeCode, now: datetime) -> list[Item]:
        absent = Change(guard="attribute_not_exists(account)")
        whole = {"code": free.code, "pool": free.pool, "added_at": stamp(now)}
        waiting = {"account": _account_of(free), "entry": f"free#{stock_key(free.code)}"}
        return [
            self.table.put_action({**_code_place(free), **whole}, absent),
            self.table.put_action({**waiting, "code": free.code}),
        ]

    def _free_items(self, account: str, limit: int) -> list[Item]:
        items, _ = self.table.page(*_free_of(account), Limit=limit)
        return items

    def _free_pages(self, account: str) -> Iterator[Item]:
        return self.table.query(*_free_of(account))


def _free_of(account: str) -> tuple[str, Item]:
    return "account = :a AND begins_with(entry, :free)", {":a": account, ":free": "free#"}


def _code_place(free: FreeCode) -> Item:
    """The same in every pool: one file imported for two promises pays one of them."""
    key = stock_key(free.code)
    account = f"stock-codes#{free.program_id}#{shard_of(key):02}"
    return {"account": account, "entry": f"code#{key}"}


def _account_of(free: FreeCode) -> str:
    return _account(free.program_id, free.pool, shard_of(stock_key(free.code)))


def _account(program_id: str, pool: str, shard: int) -> str:
    return f"stock#{program_id}#{pool}#{shard:02}"


def _pool_place(program_id: str, pool: str) -> Item:
    return {"account": f"stock#{program_id}", "entry": f"pool#{pool}"}
