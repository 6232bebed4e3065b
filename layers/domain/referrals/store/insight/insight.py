"""Insights: counters by day, and a mark for every change they have folded.

Marks and counters move in one transaction, so a batch that comes again, or comes again cut
differently, moves nothing twice. Changes of one moment share an item of marks, whatever batch they
come in, so that a busy moment costs little more than a single change.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import STARTS, Bucket, Day, Deviation, Move, total_of
from referrals.store.table import CancelledError, Change, ConditionFailedError, Table, transact

# Far beyond a stream's one day and the failure queue's fourteen; a month's first look, too.
KEEP_MARK_SECONDS = 32 * 86_400
# DynamoDB's own limit of a transaction.
MOST_ACTIONS = 100
# A guard names each mark, and an expression has 300 operators and 4,096 letters at most.
MOST_OF_GROUP = 140
TRIES = 5
# What stands in place of a day: a change already folded, a source's spell of quiet, a customer,
# a tally of an experiment.
MARK, SPELL, CUSTOMER, TRIAL = "mark", "spell", "customer", "trial"
NO_DAYS = frozenset({MARK, SPELL, CUSTOMER, TRIAL})


@dataclass(frozen=True, slots=True)
class Insights:
    table: Table
    pause: Callable[[int], None]
    """Waits before try number n, with jitter: conflicts pass when nobody hurries."""

    def fold(self, moves: Sequence[Move], now: datetime) -> int:
        """How many of `moves` were new; those folded before are left out."""
        fresh = list({move.mark: move for move in moves}.values())
        end = epoch_seconds(now) + KEEP_MARK_SECONDS
        for attempt in range(1, TRIES + 1):
            if not fresh:
                return 0
            groups = group_moves(fresh)
            try:
                transact(self.table.dynamo, self._actions(groups, fresh, end))
            except CancelledError as cancelled:
                # Guards stand on marks only, and marks are never taken away: fewer each round.
                failed = [group for place, group in enumerate(groups) if place in cancelled.failed]
                known = {
                    mark for group in failed for mark in self._kept_marks(group, groups[group])
                }
                fresh = [move for move in fresh if move.mark not in known]
            except UnavailableError:
                if attempt == TRIES:
                    raise
                self.pause(attempt)
            else:
                return len(fresh)
        raise UnavailableError("others are counting the same.", remedy="Try again.")

    def _kept_marks(self, group: str, moves: Sequence[Move]) -> Iterator[str]:
        """Marks of the group's that are there by now."""
        if not moves[0].group:
            yield moves[0].mark
            return
        item = self.table.get(_mark_key(group), consistent=True) or {}
        marks = item.get("marks", frozenset())
        yield from (move.mark for move in moves if _short(move.mark) in marks)

    def has_mark(self, mark: str) -> bool:
        """Whether it was folded, as far as a read that may lag knows: the fold itself decides."""
        return self.table.get(_mark_key(mark)) is not None

    def days(self, program_id: str, first: date, last: date, code: str = "") -> Iterator[Day]:
        """Days on which something was counted, oldest first, of the program or of one link."""
        series = _series(Bucket(program_id, first, code))
        items = self.table.query(
            "series = :s AND #b BETWEEN :f AND :l",
            {":s": series, ":f": first.isoformat(), ":l": last.isoformat()},
            ExpressionAttributeNames={"#b": "bucket"},
        )
        return (_read(item) for item in items)

    def source_days(self, program_id: str, source: str, first: date) -> Iterator[Day]:
        """Days (UTC) since `first` on which something was heard from a source, oldest first."""
        series = _series(Bucket(program_id, first, source=source))
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
        change = Change(
            update="SET #c = :new",
            guard="#c = :old" if deviation.counted else "attribute_not_exists(#c) OR #c = :old",
            names={"#c": deviation.counter},
            values={":new": deviation.expected, ":old": deviation.counted},
        )
        try:
            self.table.update(bucket_key(deviation.bucket), change)
        except ConditionFailedError:
            raise UnavailableError(
                "the numbers moved meanwhile.", remedy="Check again when it is quieter."
            ) from None
        return True

    def _actions(
        self, groups: Mapping[str, Sequence[Move]], moves: Sequence[Move], end: int
    ) -> list[Item]:
        """The marks first, in the order of the groups."""
        absent = Change(guard="attribute_not_exists(series)")
        marks = [
            self.table.update_action(_mark_key(group), _marking(theirs, end))
            if theirs[0].group
            else self.table.put_action(_mark_item(theirs[0], end), absent)
            for group, theirs in groups.items()
        ]
        counted = total_of(move.counted for move in moves)
        return marks + [
            self.table.update_action(bucket_key(bucket), addition(counters))
            for bucket, counters in counted.items()
        ]


def group_moves(moves: Iterable[Move]) -> dict[str, list[Move]]:
    """By the item that marks them."""
    groups: dict[str, list[Move]] = {}
    for move in moves:
        groups.setdefault(move.group or move.mark, []).append(move)
    return groups


def portions(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """`moves` in order, cut so that each portion fits one transaction and each guard its length."""
    portion: list[Move] = []
    buckets: set[Bucket] = set()
    groups: Counter[str] = Counter()
    for move in moves:
        group, wider = move.group or move.mark, buckets | move.counted.keys()
        full = len({*groups, group}) + len(wider) > MOST_ACTIONS or groups[group] == MOST_OF_GROUP
        if portion and full:
            yield portion
            portion, wider, groups = [], set(move.counted), Counter()
        portion, buckets = [*portion, move], wider
        groups[group] += 1
    if portion:
        yield portion


def _marking(moves: Sequence[Move], end: int) -> Change:
    """Adds the marks where none of them is there."""
    names = [_short(move.mark) for move in moves]
    any_of_them = " OR ".join(f"contains(marks,:m{place})" for place in range(len(names)))
    return Change(
        update="SET expires_at = :end ADD marks :all",
        guard=f"attribute_not_exists(marks) OR NOT ({any_of_them})",
        values={
            ":end": end,
            ":all": set(names),
            **{f":m{place}": name for place, name in enumerate(names)},
        },
    )


def _short(mark: str) -> str:
    """Enough to tell some thousands of marks apart, and little to keep."""
    return hashlib.sha256(mark.encode()).hexdigest()[:16]


def addition(counters: dict[str, int]) -> Change:
    names = {f"#c{place}": name for place, name in enumerate(counters)}
    values = {f":c{place}": step for place, step in enumerate(counters.values())}
    sums = ", ".join(f"#c{place} :c{place}" for place in range(len(counters)))
    return Change(update=f"ADD {sums}", names=names, values=values)


def _series(bucket: Bucket) -> str:
    if bucket.cohort:
        kind = STARTS if bucket.cohort == STARTS else "cohort"
        return f"{kind}#{bucket.program_id}"
    if bucket.source:
        return f"source#{bucket.program_id}#{bucket.source}"
    if bucket.code:
        return f"link#{bucket.program_id}#{bucket.code}"
    return f"program#{bucket.program_id}"


def bucket_key(bucket: Bucket) -> Item:
    if bucket.cohort and bucket.cohort != STARTS:
        return {"series": _series(bucket), "bucket": f"{bucket.on:%Y-%m}#{bucket.cohort}"}
    return {"series": _series(bucket), "bucket": bucket.on.isoformat()}


def _mark_item(move: Move, end: int) -> Item:
    item = {**_mark_key(move.mark), **move.mark_text}
    return item if move.lasting else {**item, "expires_at": end}


def _mark_key(mark: str) -> Item:
    return {"series": f"mark#{mark}", "bucket": MARK}


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
