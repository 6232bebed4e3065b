"""Counters move once per mark, however batches are repeated or cut."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from awswire.dynamo import AwsError, Dynamo
from referrals.model.era import moment_of
from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import Bucket, Counter, Deviation, Move
from referrals.store.insight.insight import Insights, portions
from referrals.store.insight.moment_marks import FULL, MOST_MOMENTS, FullMarks, MomentMarks
from referrals.store.table import Table
from referrals.wiring import clients, stores

DAY = date(2026, 11, 22)
AT = 1_795_000_000
NOW = moment_of(AT)


def a_move(mark: str, people: int = 1, code: str = "", group: str = "") -> Move:
    return Move(mark, {Bucket("friends", DAY, code): {"people@1": people}}, group)


def moment(*marks: str) -> list[Move]:
    """Changes of one moment."""
    return [a_move(mark, group="clicks#1") for mark in marks]


@dataclass
class BusyDynamo:
    """DynamoDB, in conflict with somebody for the first so many transactions."""

    dynamo: Dynamo
    conflicts: int
    requests: list[str] = field(default_factory=list)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.requests.append(operation)
        if operation == "TransactWriteItems" and self.conflicts:
            self.conflicts -= 1
            raise AwsError("TransactionCanceledException", "", ("TransactionConflict",))
        return self.dynamo.call(operation, request)


def busy(conflicts: int) -> tuple[Insights, BusyDynamo, list[int]]:
    """The numbers over a busy table, and the pauses that were made."""
    table, pauses = stores.insights().table, list[int]()
    dynamo = BusyDynamo(table.dynamo, conflicts)
    there = Table(dynamo, table.name)
    return Insights(there, pauses.append, MomentMarks(there, FullMarks())), dynamo, pauses


def people(code: str = "") -> int:
    days = stores.insights().days("friends", DAY, DAY, code)
    return sum(day.total(Counter.PEOPLE) for day in days)


def test_each_mark_moves_the_counters_once(account: None) -> None:
    insights = stores.insights()

    assert insights.fold([a_move("a"), a_move("b")], NOW) == 2
    assert insights.fold([a_move("a"), a_move("b")], NOW) == 0
    assert people() == 2


def test_a_batch_cut_differently_counts_only_the_rest(account: None) -> None:
    insights = stores.insights()
    insights.fold([a_move("a"), a_move("b")], NOW)

    assert insights.fold([a_move("b"), a_move("c"), a_move("a"), a_move("d")], NOW) == 2
    assert people() == 4


def test_the_same_mark_twice_in_one_batch_counts_once(account: None) -> None:
    assert stores.insights().fold([a_move("a"), a_move("a")], NOW) == 1
    assert people() == 1


def test_portions_fit_one_transaction_and_keep_order() -> None:
    moves = [a_move(str(n), code=f"code-{n}") for n in range(130)]

    cut = list(portions(moves))

    assert [move for portion in cut for move in portion] == moves
    assert [len(portion) for portion in cut] == [50, 50, 30]


def test_the_largest_portion_is_accepted_by_the_table(account: None) -> None:
    moves = [a_move(str(n)) for n in range(200)]

    folded = [stores.insights().fold(portion, NOW) for portion in portions(moves)]

    assert folded == [99, 99, 2]
    assert people() == 200


def test_changes_of_a_moment_are_marked_once_and_counted_once(account: None) -> None:
    insights = stores.insights()

    assert insights.fold(moment("a", "b"), NOW) == 2
    assert insights.fold(moment("a", "b"), NOW) == 0
    assert insights.fold(moment("b", "c", "a", "d"), NOW) == 2
    assert people() == 4
    marks = [item for item in clients.table("insights").scan() if item["bucket"] == "mark"]
    assert [len(item["marks"]) for item in marks] == [4]


def test_many_changes_of_a_moment_cost_one_request(account: None) -> None:
    insights, dynamo, _ = busy(0)
    moves = moment(*(f"m{number}" for number in range(250)))

    assert [*portions(moves)] == [moves]
    assert insights.fold(moves, NOW) == 250
    assert len(dynamo.requests) == 1
    assert stores.insights().fold(moves[100:200], NOW) == 0
    assert people() == 250


@pytest.mark.parametrize("cut", [1, 40, 150, 400])
def test_a_storm_in_one_moment_counts_each_change_once(account: None, cut: int) -> None:
    """Cut in any way, told twice, by containers that know each other's work or none."""
    moves = moment(*(f"m{number}" for number in range(400)))
    twice = [*moves[: 2 * cut], *moves]
    folded = 0
    for start in range(0, len(twice), cut):
        insights, _, pauses = busy(0)
        known = insights if start % (2 * cut) else stores.insights()
        folded += known.fold(twice[start : start + cut], NOW)
        assert pauses == []

    marks = [item["marks"] for item in clients.table("insights").scan() if "marks" in item]

    assert folded == people() == sum(map(len, marks)) == 400
    assert all(len(each) < 2 * FULL for each in marks)
    assert sum(len(each) < FULL for each in marks) <= 1


def test_an_item_that_was_begun_while_others_were_read_proves_nothing(account: None) -> None:
    """Read with one that has room still, which was filled since."""
    table, full = clients.table("insights"), FullMarks()
    moves = moment(*(f"m{number}" for number in range(2 * FULL)))
    stores.insights().fold(moves, NOW)
    first = table.get({"series": "mark#clicks#1", "bucket": "mark"}) or {}
    table.put({**first, "marks": set(sorted(first["marks"])[:30])})

    assert len(MomentMarks(table, full).find_marks("clicks#1", moves)) == 30
    assert full.number("clicks#1") == 0


def test_changes_of_many_full_moments_are_counted_together(account: None) -> None:
    """As a shard of several tells them: a few changes of each moment."""
    groups = [f"clicks#{number}" for number in range(2 * MOST_MOMENTS)]
    filling = [a_move(f"{each}-{n}", group=each) for each in groups for n in range(FULL)]
    for portion in portions(filling):
        busy(0)[0].fold(portion, NOW)

    late = [a_move(f"{each}-late", group=each) for each in groups]

    assert stores.insights().fold([*late, *filling[::FULL]], NOW) == len(groups)
    assert people() == len(filling) + len(groups)


def test_full_items_of_old_moments_are_forgotten(account: None) -> None:
    full = FullMarks()
    names = [f"clicks#{number}" for number in range(MOST_MOMENTS + 2)]
    for each in names:
        full.note(each, {"a"})

    full.keep_newest(names[:1])

    assert list(full.moments) == [names[0], *names[2:]]


def test_a_conflict_is_tried_again_and_counts_once(account: None) -> None:
    insights, dynamo, pauses = busy(2)

    assert insights.fold(moment("a", "b"), NOW) == 2

    assert (pauses, dynamo.requests) == ([1, 2], ["TransactWriteItems"] * 3)
    assert people() == 2


def test_a_conflict_that_stays_is_left_to_the_stream(account: None) -> None:
    insights, _, _ = busy(99)

    with pytest.raises(UnavailableError):
        insights.fold(moment("a"), NOW)
    assert people() == 0


def test_marks_are_not_days_and_expire(account: None) -> None:
    stores.insights().fold([a_move("a")], NOW)

    assert [day.bucket.on for day in stores.insights().all_days()] == [DAY]
    mark = clients.table("insights").get({"series": "mark#a", "bucket": "mark"})
    assert mark is not None
    assert mark["expires_at"] == AT + 32 * 86_400


def test_a_correction_sets_a_counter_that_has_not_moved(account: None) -> None:
    bucket = Bucket("friends", DAY)
    stores.insights().fold([a_move("a")], NOW)

    stores.insights().correct(Deviation(bucket, "people@1", 1, 5))
    assert people() == 5

    with pytest.raises(UnavailableError):
        stores.insights().correct(Deviation(bucket, "people@1", 1, 9))
