"""What happened in the bakery's year, made up from a seed: who came by whom, and bought what when.

Pure: it knows nothing of programs and rewards. What comes of it is decided by whoever lives it.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from goodword.local.year.neighbour import Neighbour, a_neighbour
from goodword.local.year.season import busyness, so_many

# A year and a quarter: of twelve months of customers the youngest have been known for 90 days.
DAYS = 455
# How many strangers order for the first time on a usual day, when the year begins and ends.
STRANGERS = (1.15, 1.8)
RETURN = {False: 0.19, True: 0.33}
"""How likely an order is followed by another: who was recommended stays a little longer."""
GLADLY = 0.14
"""How much likelier it is of who is glad of the shop, and less likely of the others."""
REGULARS, SHARERS, BROUGHT = 0.04, 0.045, 210
FRIENDS = (0,) * 3 + (1,) * 12 + (2,) * 9 + (3, 4, 10)
"""How many somebody brings who has a link, each number as often as it stands here. So that enough
of them are asked how it was, and bring somebody after it, for measures of two groups or three to
say a number on whichever day the year ends."""
TELLING = 120
"""Days in which somebody tells others of it, once it has come to their mind."""
BROUGHT_ORDER, BROUGHT_TELL = 60, 0.85
"""When those begin who were brought along: in the first days, and in the first part of the year."""
LOOKS = {"people": 4.2, "previews": 1.5, "bots": 0.5}
"""Visits that lead to nothing, for each friend that somebody brings."""
TROUBLE, NEWEST = 0.06, 4
"""Of friends: how many come again under a throw-away name, from the same phone. After the newest
it is certain: something waits for a person on whichever day the year ends."""


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

    @property
    def is_friend(self) -> bool:
        """Whether somebody brought them, and they are who they say."""
        return self.came.sharer is not None and self.came.phone_of is None


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


class Deck:
    """Numbers in a drawn order, each as often as it stands in the cards."""

    def __init__(self, cards: Sequence[int], rng: Random) -> None:
        self.cards, self.rng, self.left = cards, rng, list[int]()

    def draw(self, *, glad: bool) -> int:
        """Of the next two the higher one for who is glad; the other is the next one's."""
        if len(self.left) < 2:
            self.left = [*self.rng.sample(self.cards, k=len(self.cards)), *self.left]
        low, high = sorted((self.left.pop(), self.left.pop()))
        self.left.append(low if glad else high)
        return high if glad else low


class YearStory:
    """`size` 1 is a whole shop; a part of it, and of its days, is enough for a test."""

    def __init__(self, until: datetime, seed: int, size: float = 1.0, days: int = DAYS) -> None:
        self.until, self.size, self.rng = until, size, Random(seed)  # noqa: S311
        self.days, begin = days, until - timedelta(days=days)
        self.plan, self.friends = YearPlan(begin), Deck(FRIENDS, self.rng)
        self.people: list[Neighbour] = []
        self.sharers = set[int]()
        self.tellings: list[tuple[date, int]] = []
        self.returns: list[tuple[datetime, int, bool, bool]] = []

    def make_plan(self) -> YearPlan:
        today = self.until.date()
        self._bring()
        for back in range(self.days - 1, -1, -1):
            self._live(today - timedelta(days=back), 1 - back / self.days)
        for made in self._newest_friends():
            late = self.until - timedelta(hours=self.rng.uniform(3, 24))
            self._note_trouble(made, late)
        self._forget_tomorrow()
        return self.plan

    def _bring(self) -> None:
        """Customers since long, with a link from the first day on."""
        begin = self.plan.begin.date()
        for _ in range(max(round(BROUGHT * self.size), 2)):
            who = self._make_neighbour()
            self.plan.brought.append(who)
            self.sharers.add(who.number)
            ordered = self.rng.randrange(1, BROUGHT_ORDER)
            told = self.rng.uniform(ordered, max(self.days * BROUGHT_TELL, ordered))
            at = self._hour(begin + timedelta(ordered))
            heapq.heappush(self.returns, (at, who.number, self._is_regular(who), False))
            self._tell(who, begin + timedelta(told))

    def _live(self, day: date, passed: float) -> None:
        usual = STRANGERS[0] + (STRANGERS[1] - STRANGERS[0]) * passed
        for _ in range(so_many(self.rng, usual * busyness(day) * self.size)):
            self._buy(self._make_neighbour(), self._hour(day), first=True)
        while self.tellings and self.tellings[0][0] <= day:
            _, number = heapq.heappop(self.tellings)
            self._share(number, day)
        end = datetime.combine(day + timedelta(days=1), time(), self.until.tzinfo)
        while self.returns and self.returns[0][0] < end:
            at, number, regular, friend = heapq.heappop(self.returns)
            self._buy(self.people[number], at, first=False, regular=regular, friend=friend)

    def _tell(self, who: Neighbour, since: date) -> None:
        """On which days they bring whom, and others only look."""
        many = self.friends.draw(glad=who.glad)
        days = [since + timedelta(days=1 + each) for each in range(TELLING)]
        for place in range(many):
            part = days[TELLING * place // many : TELLING * (place + 1) // many]
            heapq.heappush(self.tellings, (self._day_of(part), who.number))
        for kind, often in LOOKS.items():
            for _ in range(so_many(self.rng, often * (many + 0.2))):
                self.plan.looks.append(Look(self._hour(self._day_of(days)), who.number, kind))

    def _day_of(self, days: Sequence[date]) -> date:
        return self.rng.choices(days, [busyness(each) for each in days])[0]

    def _share(self, sharer: int, day: date) -> None:
        at = self._hour(day)
        clicked = at - timedelta(hours=abs(self.rng.gauss(0, 50)) + 0.1)
        came = self._buy(self._make_neighbour(), at, Arrival(sharer, clicked), first=True)
        if self.rng.random() < TROUBLE:
            self._note_trouble(came, at + timedelta(hours=self.rng.uniform(0.5, 20)))

    def _newest_friends(self) -> list[Purchase]:
        """Those of yesterday and before."""
        friends = [each for each in self.plan.purchases if each.is_friend]
        known = [each for each in friends if each.at < self.until - timedelta(days=1)]
        return sorted(known, key=lambda each: each.at)[-NEWEST:]

    def _note_trouble(self, known: Purchase, at: datetime) -> None:
        """The same phone, another name: what a person at the desk is to look at."""
        who = self._make_neighbour(throw_away=True)
        self._note(who, at, known.came._replace(phone_of=known.number), first=True)

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
        often = self._is_regular(who) if regular is None else regular
        likely = RETURN[friend] + (GLADLY if who.glad else -GLADLY)
        if often or self.rng.random() < likely:
            wait = self.rng.uniform(10, 17) if often else 9 + self.rng.expovariate(1 / 45)
            again = (at + timedelta(days=wait), who.number, often, friend)
            heapq.heappush(self.returns, again)
        if self.rng.random() < SHARERS and who.number not in self.sharers:
            joined = at + timedelta(hours=self.rng.uniform(1, 60))
            self.plan.joinings.append(Joining(joined, who))
            self.sharers.add(who.number)
            self._tell(who, joined.date())
        return made

    def _is_regular(self, who: Neighbour) -> bool:
        return who.glad and self.rng.random() < REGULARS

    def _note(self, who: Neighbour, at: datetime, came: Arrival, *, first: bool) -> Purchase:
        typical = (3100 if came.sharer is None else 3500) + (300 if who.glad else -300)
        minor = max(round(self.rng.lognormvariate(0, 0.42) * typical / 10) * 10, 450)
        made = Purchase(len(self.plan.purchases) + 1, who, at, minor, first, came)
        self.plan.purchases.append(made)
        return made

    def _make_neighbour(self, *, throw_away: bool = False) -> Neighbour:
        who = a_neighbour(len(self.people), self.rng, throw_away=throw_away)
        self.people.append(who)
        return who

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
