"""Insights: counters by day, and a mark for every change they have folded.

Marks and counters move in one transaction, so a batch that comes again, or comes again cut
differently, moves nothing twice. Changes of one moment share items of marks, whatever batch they
come in, so that a busy moment costs little more than a single change.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import STARTS, Bucket, Day, Deviation, Move, total_of
from referrals.store.insight.bucket import bucket_change, bucket_key, enter_list, series_of
from referrals.store.insight.moment_marks import MARK, MomentMarks, mark_items, mark_key
from referrals.store.table import CancelledError, Change, ConditionFailedError, Table, transact

# Far beyond a stream's one day and the failure queue's fourteen; a month's first look, too.
KEEP_MARK_SECONDS = 32 * 86_400
# DynamoDB's own limit of a transaction.
MOST_ACTIONS = 100
TRIES = 5
# What stands in place of a day: a change already folded, a source's spell of quiet, a customer,
# a tally of an experiment.
SPELL, CUSTOMER, TRIAL = "spell", "customer", "trial"
NO_DAYS = frozenset({MARK, SPELL, CUSTOMER, TRIAL})


@dataclass(frozen=True, slots=True)
class Insights:
    table: Table
    pause: Callable[[int], None]
    """Waits before try number n, with jitter: conflicts pass when nobody hurries."""
    marks: MomentMarks

    def fold(self, moves: Sequence[Move], now: datetime) -> int:
        """How many of `moves` were new; those folded before are left out."""
        fresh = list({move.mark: move for move in moves}.values())
        end = epoch_seconds(now) + KEEP_MARK_SECONDS
        self.marks.full.keep_newest({move.group for move in fresh})
        for attempt in range(1, TRIES + 1):
            fresh = self.marks.unknown(fresh)
            if not fresh:
                return 0
            groups = group_moves(fresh)
            marks = list(self._mark_actions(groups, end))
            try:
                transact(self.table.dynamo, [action for _, action in marks] + self._sums(fresh))
            except CancelledError as cancelled:
                # Guards stand on marks only, and marks are never taken away: fewer each round.
                failed = dict.fromkeys(marks[place][0] for place in cancelled.failed)
                known = set[str]().union(*(self._kept_marks(each, groups[each]) for each in failed))
                fresh = [move for move in fresh if move.mark not in known]
            except UnavailableError:
                if attempt == TRIES:
                    raise
                self.pause(attempt)
            else:
                return len(fresh)
        raise UnavailableError("others are counting the same.", remedy="Try again.")

    def _kept_marks(self, group: str, moves: Sequence[Move]) -> set[str]:
        """Marks of the group's that are there by now."""
        return self.marks.find_marks(group, moves) if moves[0].group else {moves[0].mark}

    def has_mark(self, mark: str) -> bool:
        """Whether it was folded, as far as a read that may lag knows: the fold itself decides."""
        return self.table.get(mark_key(mark)) is not None

    def days(self, program_id: str, first: date, last: date, code: str = "") -> Iterator[Day]:
        """Days on which something was counted, oldest first, of the program or of one link."""
        series = series_of(Bucket(program_id, first, code))
        items = self.table.query(
            "series = :s AND #b BETWEEN :f AND :l",
            {":s": series, ":f": first.isoformat(), ":l": last.isoformat()},
            ExpressionAttributeNames={"#b": "bucket"},
        )
        return (_read(item) for item in items)

    def source_days(self, program_id: str, source: str, first: date) -> Iterator[Day]:
        """Days (UTC) since `first` on which something was heard from a source, oldest first."""
        series = series_of(Bucket(program_id, first, source=source))
        items = self.table.query(
            "series = :s AND #b >= :f",
            {":s": series, ":f": first.isoformat()},
            ExpressionAttributeNames={"#b": "bucket"},
        )
        return (_read(item) for item in items)

    def cohorts(self, program_id: str, last: date) -> Iterator[Day]:
        """Of every month of customers up to that of `last`: a few small items for each."""
        end = f"{last:%Y-%m}#~"
        items = self.table.query(
            "series = :s AND #b <= :l",
            {":s": f"cohort#{program_id}", ":l": end},
            ExpressionAttributeNames={"#b": "bucket"},
        )
        return (_read(item) for item in items)

    def starts(self, program_id: str, first: date, last: date) -> Iterator[Day]:
        """Days on which advocates' own first orders were placed, with what came of them."""
        items = self.table.query(
            "series = :s AND #b BETWEEN :f AND :l",
            {":s": f"starts#{program_id}", ":f": first.isoformat(), ":l": last.isoformat()},
            ExpressionAttributeNames={"#b": "bucket"},
        )
        return (_read(item) for item in items)

    def all_days(self) -> Iterator[Day]:
        """Every day of everything, for comparing with the tables."""
        return (day for item in self.table.scan() if (day := read_day(item)))

    def correct(self, deviation: Deviation) -> bool:
        """Sets one counter right; UnavailableError when it has moved since it was compared."""
        change = enter_list(
            deviation.bucket,
            Change(
                update="SET #c = :new",
                guard="#c = :old" if deviation.counted else "attribute_not_exists(#c) OR #c = :old",
                names={"#c": deviation.counter},
                values={":new": deviation.expected, ":old": deviation.counted},
            ),
        )
        try:
            self.table.update(bucket_key(deviation.bucket), change)
        except ConditionFailedError:
            raise UnavailableError(
                "the numbers moved meanwhile.", remedy="Check again when it is quieter."
            ) from None
        return True

    def _mark_actions(
        self, groups: Mapping[str, Sequence[Move]], end: int
    ) -> Iterator[tuple[str, Item]]:
        """Each with the group that it marks."""
        absent = Change(guard="attribute_not_exists(series)")
        for group, moves in groups.items():
            if not moves[0].group:
                yield group, self.table.put_action(_mark_item(moves[0], end), absent)
                continue
            for action in self.marks.actions(group, moves, end):
                yield group, action

    def _sums(self, moves: Iterable[Move]) -> list[Item]:
        counted = total_of(move.counted for move in moves)
        return [
            self.table.update_action(bucket_key(bucket), bucket_change(bucket, counters))
            for bucket, counters in counted.items()
        ]


def group_moves(moves: Iterable[Move]) -> dict[str, list[Move]]:
    """By the moment that marks them, or the mark of their own."""
    groups: dict[str, list[Move]] = {}
    for move in moves:
        groups.setdefault(move.group or move.mark, []).append(move)
    return groups


def portions(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """`moves` in order, cut so that each portion fits one transaction."""
    portion: list[Move] = []
    buckets: set[Bucket] = set()
    groups: Counter[str] = Counter()
    for move in moves:
        wider = buckets | move.counted.keys()
        groups[move.group or move.mark] += 1
        actions = sum(map(mark_items, groups.values())) + len(wider)
        if portion and actions > MOST_ACTIONS:
            yield portion
            portion, wider, groups = [], set(move.counted), Counter([move.group or move.mark])
        portion, buckets = [*portion, move], wider
    if portion:
        yield portion


def _mark_item(move: Move, end: int) -> Item:
    item = {**mark_key(move.mark), **move.mark_text}
    return item if move.lasting else {**item, "expires_at": end}


def read_day(item: Item) -> Day | None:
    """None for what stands beside the days: marks, customers, spells of quiet."""
    return None if item["bucket"] in NO_DAYS else _read(item)


def _read(item: Item) -> Day:
    kind, program_id, name = f"{item['series']}#".split("#")[:3]
    counters = {name: value for name, value in item.items() if isinstance(value, int)}
    if kind == "cohort":
        month, _, cohort = item["bucket"].partition("#")
        return Day(Bucket(program_id, date.fromisoformat(f"{month}-01"), cohort=cohort), counters)
    on = date.fromisoformat(item["bucket"])
    if kind == STARTS:
        return Day(Bucket(program_id, on, cohort=STARTS), counters)
    if kind == "source":
        return Day(Bucket(program_id, on, source=name), counters)
    return Day(Bucket(program_id, on, name), counters)
