"""A budget's shards, as they are stored beside the program's accounts."""

from awswire.codec import Item
from referrals.model.program.budget import Shard, fresh_shards
from referrals.store.table import Table

FIELDS = ("number", "left_minor", "spent_minor", "version")


def budget_account(program_id: str) -> str:
    return f"budget#{program_id}"


def shard_key(program_id: str, number: int) -> Item:
    return {"account": budget_account(program_id), "entry": f"shard#{number:02d}"}


def read_shard(item: Item) -> Shard:
    return Shard(**{name: item[name] for name in FIELDS})


def stored_shards(table: Table, program_id: str) -> tuple[Shard, ...]:
    """All shards of the program's budget, in order; unstored ones are empty."""
    account = {":a": budget_account(program_id)}
    items = table.query("account = :a", account, ConsistentRead=True)
    stored = {item["number"]: read_shard(item) for item in items}
    return tuple(stored.get(shard.number, shard) for shard in fresh_shards())
