"""Tallies of experiments beside the numbers: one small item for each link that takes part, and one
for each arm.

A link's tally is what its days come to; it is written in one transaction with its arm's sums,
guarded by its version, as many links together as fit. So it may be folded again, late, or out of
order, and nothing counts twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from awswire.codec import Item
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.experiment.tally import ArmTally, LinkTally, arm_tally
from referrals.model.insight.insight import Bucket, Counter, Day, qualified_counter
from referrals.model.program.program import Program
from referrals.store.batch import read_batch
from referrals.store.insight.bucket import addition, bucket_key
from referrals.store.insight.insight import MOST_ACTIONS, TRIAL
from referrals.store.table import CancelledError, Change, ConditionFailedError, Table, transact

_ABSENT = Change(guard="attribute_not_exists(series)")


class TrialPlace(NamedTuple):
    """An experiment of a program; the version that it began with tells two of one name apart."""

    program_id: str
    name: str
    began_version: int

    @property
    def spelling(self) -> str:
        return f"{self.program_id}#{self.name}#{self.began_version}"


def trial_place(experiment: DeclaredExperiment, program_id: str) -> TrialPlace:
    return TrialPlace(program_id, experiment.name, experiment.began_version)


class KeptTally(NamedTuple):
    arm: str
    tally: LinkTally
    version: int = 0
    """0 before it was ever stored."""


class TallyPlace(NamedTuple):
    """Of one link in one experiment."""

    trial: TrialPlace
    code: str


class TallyMove(NamedTuple):
    """A link's tally as it was read, and as it is to be."""

    place: TallyPlace
    before: KeptTally | None
    after: KeptTally

    @property
    def arm(self) -> tuple[TrialPlace, str]:
        return self.place.trial, self.after.arm

    @property
    def difference(self) -> ArmTally:
        was = arm_tally(self.before.tally) if self.before else ArmTally()
        return arm_tally(self.after.tally) - was


class WrongTally(NamedTuple):
    """A tally that isn't what the days come to, of a link or of an arm."""

    rules: Program
    experiment: DeclaredExperiment
    place: TrialPlace
    code: str
    """The link's; empty where it is an arm's."""
    arm: str
    counted: ArmTally
    expected: ArmTally


@dataclass(frozen=True, slots=True)
class TrialTallies:
    table: Table

    def find(self, place: TrialPlace, code: str) -> KeptTally | None:
        item = self.table.get(_link_key(place, code), consistent=True)
        return _read_link(item) if item else None

    def find_all(self, places: Sequence[TallyPlace]) -> dict[TallyPlace, KeptTally]:
        """Of those that were ever stored, as they are now."""
        if len(places) == 1:
            found = self.find(*places[0])
            return {places[0]: found} if found else {}
        by_series = {_link_key(*each)["series"]: each for each in places}
        items = read_batch(self.table, [_link_key(*each) for each in places])
        return {by_series[item["series"]]: _read_link(item) for item in items}

    def links(self, place: TrialPlace) -> Iterator[tuple[str, KeptTally]]:
        """Every link's, by its code, for comparing with its days: scans the table."""
        start = f"trial-link#{place.spelling}#"
        for item in self.table.scan():
            if item["bucket"] == TRIAL and item["series"].startswith(start):
                yield item["series"].removeprefix(start), _read_link(item)

    def arm(self, place: TrialPlace, arm: str) -> ArmTally:
        series = _arm_key(place, arm)["series"]
        items = self.table.query("series = :s", {":s": series}, ConsistentRead=True)
        item: Item = next(iter(items), {})
        return ArmTally(**{each.name: item.get(each.name, 0) for each in fields(ArmTally)})

    def by_days(
        self, program_id: str, code: str, days: tuple[date, date], currency: str
    ) -> LinkTally:
        """What the link's days come to by now; nothing, where none was whole before the end."""
        # DynamoDB refuses a range whose ends stand the wrong way round.
        if days[0] > days[1]:
            return LinkTally()
        first, last = (each.isoformat() for each in days)
        items = self.table.query(
            "series = :s AND #b BETWEEN :f AND :l",
            {
                ":s": bucket_key(Bucket(program_id, days[0], code))["series"],
                ":f": first,
                ":l": last,
            },
            ExpressionAttributeNames={"#b": "bucket"},
            ConsistentRead=True,
        )
        clicks = orders = money = 0
        for item in items:
            day = Day(Bucket(program_id, days[0], code), item)
            clicks += sum(day.by(Counter.PEOPLE).values())
            orders += item.get(Counter.WON.value, 0)
            money += item.get(qualified_counter(Counter.WON_MINOR, currency), 0)
        return LinkTally(clicks, orders, money).within_bounds

    def commit(self, moves: Sequence[TallyMove]) -> bool:
        """Links' tallies, and what that moves of their arms: all or nothing. False where somebody
        changed one of them meanwhile."""
        try:
            transact(self.table.dynamo, self.commit_actions(moves))
        except CancelledError:
            return False
        return True

    def commit_actions(self, moves: Sequence[TallyMove]) -> list[Item]:
        """Of links first: they fail where somebody changed the link's tally meanwhile."""
        sums: dict[tuple[TrialPlace, str], ArmTally] = {}
        for move in moves:
            sums[move.arm] = sums.get(move.arm, ArmTally()) + move.difference
        arms = {arm: moved.counters for arm, moved in sums.items()}
        return [
            *(self._link_action(move) for move in moves),
            *(
                self.table.update_action(_arm_key(*arm), addition(counters))
                for arm, counters in arms.items()
                if counters
            ),
        ]

    def _link_action(self, move: TallyMove) -> Item:
        guard, version = _ABSENT, 1
        if move.before:
            version = move.before.version + 1
            values = {":v": move.before.version}
            guard = Change(guard="#v = :v", names={"#v": "version"}, values=values)
        item = {
            **_link_key(*move.place),
            "arm": move.after.arm,
            "version": version,
            "clicks": move.after.tally.clicks,
            "orders": move.after.tally.orders,
            "money": move.after.tally.money,
        }
        return self.table.put_action(item, guard)

    def enter_actions(self, place: TrialPlace, code: str, arm: str) -> list[Item]:
        """An advocate's link takes part, and has brought nothing yet; the first fails for one that
        does already."""
        first = TallyMove(TallyPlace(place, code), None, KeptTally(arm, LinkTally()))
        entered = addition({"entered": 1})
        return [
            *self.commit_actions([first]),
            self.table.update_action(_arm_key(place, arm), entered),
        ]

    def correct(self, place: TrialPlace, arm: str, counted: ArmTally, expected: ArmTally) -> bool:
        """Sets an arm's sums right; False where they have moved since they were compared."""
        item = {
            **_arm_key(place, arm),
            **{each.name: getattr(expected, each.name) for each in fields(ArmTally)},
        }
        guard = Change(
            guard="(attribute_not_exists(clicks) OR (clicks = :c AND links = :l))"
            " AND (attribute_not_exists(entered) OR entered = :e)",
            values={":c": counted.clicks, ":l": counted.links, ":e": counted.entered},
        )
        try:
            self.table.put(item, guard)
        except ConditionFailedError:
            return False
        return True


def portions(moves: Sequence[TallyMove]) -> Iterator[list[TallyMove]]:
    """`moves` in order, cut so that each portion fits one transaction with its arms."""
    portion: list[TallyMove] = []
    arms: set[tuple[TrialPlace, str]] = set()
    for move in moves:
        if portion and len(portion) + len({*arms, move.arm}) >= MOST_ACTIONS:
            yield portion
            portion, arms = [], set()
        portion.append(move)
        arms.add(move.arm)
    if portion:
        yield portion


def _link_key(place: TrialPlace, code: str) -> Item:
    return {"series": f"trial-link#{place.spelling}#{code}", "bucket": TRIAL}


def _arm_key(place: TrialPlace, arm: str) -> Item:
    return {"series": f"trial#{place.spelling}#{arm}", "bucket": TRIAL}


def _read_link(item: Item) -> KeptTally:
    tally = LinkTally(item["clicks"], item["orders"], item["money"])
    return KeptTally(item["arm"], tally, item["version"])
