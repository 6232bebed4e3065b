"""What happened in the bakery's year, made up from a seed: who came by whom, and bought what when.

Pure: it knows nothing of programs and rewards. What comes of it is decided by whoever lives it.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from goodword.local.year.neighbour import Neighbour, a_neighbour
from goodword.local.year.season import busyness, so_many

A_YEAR = 365
# A little more than a year, so that the first month's customers have been known for one.
DAYS = 425
# How many strangers order for the first time on a usual day, when the year begins and ends.
STRANGERS = (1.3, 2.4)
RETURN = {False: 0.37, True: 0.53}
"""How likely an order is followed by another: who was recommended stays a little longer."""
REGULARS, SHARERS, BROUGHT = 0.03, 0.085, 32
MOST_FRIENDS = 14.0
TROUBLE = 0.045
"""Of friends: how many come again under a throw-away name, from the same phone."""
TROUBLE_LATELY, LATELY = 0.7, timedelta(days=4)


class Arrival(NamedTuple):
    """How somebody found the shop."""

    sharer: int | None = None
    """By whose link they came, by that neighbour's number."""
    clicked_at: datetime | None = None
    phone_of: int | None = None
    """The purchase whose click it shares, where it does."""


BY_THEMSELVES = Arrival()


@dataclass(frozen=True, slots=True)
class Purchase:
    number: int
    buyer: Neighbour
    at: datetime
    minor: int
    first: bool
    came: Arrival


@dataclass(frozen=True, slots=True)
class Joining:
    at: datetime
    sharer: Neighbour


@dataclass(frozen=True, slots=True)
class Look:
    """A visit to a link that led to nothing."""

    at: datetime
    sharer: int
    kind: str
    """`people`, `previews` or `bots`."""


@dataclass
class YearPlan:
    begin: datetime
    purchases: list[Purchase] = field(default_factory=list)
    joinings: list[Joining] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    brought: list[Neighbour] = field(default_factory=list)
    """Advocates of the program that the bakery had before."""


@dataclass
class _Sharer:
    who: Neighbour
    pull: float
    """How many friends they would bring in a year."""


class YearStory:
    """`size` 1 is a whole shop; a part of it, and of its days, is enough for a test."""

    def __init__(self, until: datetime, seed: int, size: float = 1.0, days: int = DAYS) -> None:
        self.until, self.size, self.rng = until, size, Random(seed)  # noqa: S311
        self.days, begin = days, until - timedelta(days=days)
        self.plan, self.sharers = YearPlan(begin), list[_Sharer]()
        self.people: list[Neighbour] = []
        self.returns: list[tuple[datetime, int, bool, bool]] = []

    def make_plan(self) -> YearPlan:
        today = self.until.date()
        for _ in range(max(round(BROUGHT * self.size), 2)):
            who = self._make_neighbour()
            self.plan.brought.append(who)
            self.sharers.append(_Sharer(who, self._pull()))
        for back in range(self.days - 1, -1, -1):
            self._live(today - timedelta(days=back), 1 - back / self.days)
        self._forget_tomorrow()
        return self.plan

    def _live(self, day: date, passed: float) -> None:
        usual = STRANGERS[0] + (STRANGERS[1] - STRANGERS[0]) * passed
        for _ in range(so_many(self.rng, usual * busyness(day) * self.size)):
            self._buy(self._make_neighbour(), self._hour(day), first=True)
        for sharer in list(self.sharers):
            self._share(sharer, day)
        end = datetime.combine(day + timedelta(days=1), time(), self.until.tzinfo)
        while self.returns and self.returns[0][0] < end:
            at, number, regular, friend = heapq.heappop(self.returns)
            self._buy(self.people[number], at, first=False, regular=regular, friend=friend)

    def _share(self, sharer: _Sharer, day: date) -> None:
        pace = sharer.pull / A_YEAR * busyness(day)
        for _ in range(so_many(self.rng, pace)):
            at = self._hour(day)
            clicked = at - timedelta(hours=abs(self.rng.gauss(0, 50)) + 0.1)
            arrival = Arrival(sharer.who.number, clicked)
            came = self._buy(self._make_neighbour(), at, arrival, first=True)
            lately = self.until.date() - day < LATELY
            if self.rng.random() < (TROUBLE_LATELY if lately else TROUBLE):
                self._note_trouble(came)
        for kind, often in (("people", 7.0), ("previews", 2.5), ("bots", 0.8)):
            for _ in range(so_many(self.rng, pace * often)):
                self.plan.looks.append(Look(self._hour(day), sharer.who.number, kind))

    def _note_trouble(self, known: Purchase) -> None:
        """The same phone, another name: what a person at the desk is to look at."""
        who = self._make_neighbour(throw_away=True)
        later = known.at + timedelta(hours=self.rng.uniform(0.5, 20))
        self._note(who, later, known.came._replace(phone_of=known.number), first=True)

    def _buy(
        self,
        who: Neighbour,
        at: datetime,
        came: Arrival = BY_THEMSELVES,
        *,
        first: bool,
        regular: bool | None = None,
        friend: bool = False,
    ) -> Purchase:
        """With what follows: perhaps another order, perhaps a link of their own."""
        made = self._note(who, at, came, first=first)
        friend = friend or came.sharer is not None
        often = self.rng.random() < REGULARS if regular is None else regular
        if often or self.rng.random() < RETURN[friend]:
            wait = self.rng.uniform(10, 17) if often else 9 + self.rng.expovariate(1 / 45)
            again = (at + timedelta(days=wait), who.number, often, friend)
            heapq.heappush(self.returns, again)
        if self.rng.random() < SHARERS and all(each.who != who for each in self.sharers):
            joined = at + timedelta(hours=self.rng.uniform(1, 60))
            self.plan.joinings.append(Joining(joined, who))
            self.sharers.append(_Sharer(who, self._pull()))
        return made

    def _note(self, who: Neighbour, at: datetime, came: Arrival, *, first: bool) -> Purchase:
        typical = 3100 if came.sharer is None else 3500
        minor = max(round(self.rng.lognormvariate(0, 0.42) * typical / 10) * 10, 450)
        made = Purchase(len(self.plan.purchases) + 1, who, at, minor, first, came)
        self.plan.purchases.append(made)
        return made

    def _make_neighbour(self, *, throw_away: bool = False) -> Neighbour:
        who = a_neighbour(len(self.people), self.rng, throw_away=throw_away)
        self.people.append(who)
        return who

    def _pull(self) -> float:
        """Most know a few people, and a few know many."""
        return min(self.rng.paretovariate(1.05) - 1, MOST_FRIENDS)

    def _hour(self, day: date) -> datetime:
        minutes = self.rng.triangular(6 * 60, 20 * 60, 9 * 60)
        return datetime.combine(day, time(), self.until.tzinfo) + timedelta(minutes=minutes)

    def _forget_tomorrow(self) -> None:
        plan, until = self.plan, self.until
        plan.purchases = sorted(_before(plan.purchases, until), key=lambda each: each.at)
        plan.joinings = sorted(_before(plan.joinings, until), key=lambda each: each.at)
        plan.looks = sorted(_before(plan.looks, until), key=lambda each: each.at)


def _before[T: (Purchase, Joining, Look)](these: list[T], until: datetime) -> Iterator[T]:
    return (each for each in these if each.at < until)
