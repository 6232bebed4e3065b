"""Customers as measures know them: one small item each beside the numbers, by keyed hash.

It is written in one transaction with the counters that it moves, guarded by its version, so nothing
is counted twice or lost, whoever else writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.insight.insight import Counted
from referrals.model.measure.customer import CustomerOrder, CustomerRecord
from referrals.model.measure.customer_answer import CustomerAnswer
from referrals.model.survey.survey import ScoreBand
from referrals.store.batch import read_batch
from referrals.store.insight.bucket import bucket_change, bucket_key
from referrals.store.insight.insight import CUSTOMER
from referrals.store.table import (
    CancelledError,
    Change,
    ConditionFailedError,
    Table,
    transact,
)

_ABSENT = Change(guard="attribute_not_exists(series)")


@dataclass(frozen=True, slots=True)
class CustomerRecords:
    table: Table

    def get(self, program_id: str, customer_hash: str) -> CustomerRecord:
        """An empty one where nothing is known."""
        item = self.table.get(_key(program_id, customer_hash), consistent=True)
        return _read(item) if item else CustomerRecord(program_id, customer_hash)

    def find_all(self, program_id: str, hashes: Sequence[str]) -> Iterator[CustomerRecord]:
        """Those that are known, a hundred a request."""
        return map(_read, read_batch(self.table, [_key(program_id, each) for each in hashes]))

    def all_records(self) -> Iterator[CustomerRecord]:
        """Of everybody, for comparing with the tables."""
        return (_read(item) for item in self.table.scan() if item["bucket"] == CUSTOMER)

    def commit(
        self,
        pairs: Sequence[tuple[CustomerRecord, CustomerRecord]],
        counted: Counted,
        *,
        checks: Sequence[Item] = (),
    ) -> bool:
        """Records as they were and as they are, with what that moves: all or nothing. False where
        somebody changed one of them meanwhile, or one of `checks`, on other tables, fails."""
        actions = [self._replace_action(before, after) for before, after in pairs]
        actions += [
            self.table.update_action(bucket_key(bucket), bucket_change(bucket, counters))
            for bucket, counters in counted.items()
        ]
        try:
            transact(self.table.dynamo, [*actions, *checks])
        except CancelledError:
            return False
        return True

    def forget(self, program_id: str, customer_hash: str) -> None:
        """Whoever has no orders here: those of others give way to a stand-in with their orders, so
        that what they counted for stays. Safe to repeat."""
        bare = Change(guard="#o = :none", names={"#o": "orders"}, values={":none": {}})
        try:
            self.table.delete(_key(program_id, customer_hash), bare)
        except ConditionFailedError:
            return

    def _replace_action(self, before: CustomerRecord, after: CustomerRecord) -> Item:
        guard = _ABSENT
        if before.version:
            guard = Change(guard="#v = :v", names={"#v": "version"}, values={":v": before.version})
        if after.is_empty:
            return self.table.delete_action(_key(after.program_id, after.customer_hash), guard)
        return self.table.put_action(_as_item(after, before.version + 1), guard)


def _key(program_id: str, customer_hash: str) -> Item:
    return {"series": f"customer#{program_id}#{customer_hash}", "bucket": CUSTOMER}


def _as_item(record: CustomerRecord, version: int) -> Item:
    return {
        **_key(record.program_id, record.customer_hash),
        "version": version,
        "orders": {key: _order_item(order) for key, order in record.orders.items()},
        "friends": {key: epoch_seconds(at) for key, at in record.friends.items()},
        "advocate": record.advocate,
        "answers": {name: _answer_item(answer) for name, answer in record.answers.items()},
    }


def _answer_item(answer: CustomerAnswer) -> Item:
    return {"at": epoch_seconds(answer.answered_at), "band": answer.band.value}


def _order_item(order: CustomerOrder) -> Item:
    return {
        "at": epoch_seconds(order.placed_at),
        "kept": order.kept,
        "value": order.value_minor,
        "by": order.advocate_id,
        "click": epoch_seconds(order.clicked_at) if order.clicked_at else None,
        "stamp": list(order.stamp),
    }


def _read(item: Item) -> CustomerRecord:
    _, program_id, customer_hash = item["series"].split("#", 2)
    return CustomerRecord(
        program_id,
        customer_hash,
        orders={key: _read_order(order) for key, order in item["orders"].items()},
        friends={key: moment_of(at) for key, at in item["friends"].items()},
        advocate=item["advocate"],
        answers={name: _read_answer(each) for name, each in item.get("answers", {}).items()},
        version=item["version"],
    )


def _read_answer(item: Item) -> CustomerAnswer:
    return CustomerAnswer(moment_of(item["at"]), ScoreBand(item["band"]))


def _read_order(item: Item) -> CustomerOrder:
    return CustomerOrder(
        placed_at=moment_of(item["at"]),
        kept=item["kept"],
        value_minor=item["value"],
        advocate_id=item["by"],
        clicked_at=None if item["click"] is None else moment_of(item["click"]),
        stamp=(item["stamp"][0], item["stamp"][1]),
    )
