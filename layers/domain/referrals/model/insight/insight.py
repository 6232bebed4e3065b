"""Insights: numbers folded from facts. Every number is the sum of what items count for.

An item's change moves the numbers by what it counts for now less what it counted for before, so
they stay equal to a sum over the tables, whatever order facts came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from referrals.model.link.visitor import VisitorVerdict


class Counter(StrEnum):
    """What is counted. Money and verdicts carry a qualifier: `orders_minor@EUR`, `people@1`."""

    PEOPLE = "people"
    """Clicks by people, by version of the rules that judged them."""
    PREVIEWS = "previews"
    """Fetches by programs that draw a preview of a link, by version of the rules."""
    BOTS = "bots"
    """Clicks by programs that read along, by version of the rules."""
    UNSURE = "unsure"
    """Clicks that the rules can't place, by version of the rules."""
    PAGE_PEOPLE = "page_people"
    """Those clicks by people that led to the friend's page, by version of the rules."""
    WENT_ON = "went_on"
    """Those of them that went on to the shop by its button, on the day of the click."""
    CONVERSIONS = "conversions"
    """Orders that were paid, tests left out, referred or not."""
    ORDERS_MINOR = "orders_minor"
    """What those orders came to, by currency."""
    LOST_MINOR = "lost_minor"
    """Revenue that was refunded, cancelled or disputed, by currency."""
    REFERRED = "referred"
    """Those conversions that were attributed to an advocate."""
    REFERRED_MINOR = "referred_minor"
    """What the referred ones came to, by currency."""
    ACTS = "acts"
    """Sign-ups and trials that were attributed to an advocate, by which they are."""
    REWARDS = "rewards"
    """Rewards given to one person each, by kind, on the day they were granted."""
    REWARDED = "rewarded"
    """Orders of whose reward something still stands, on the day on which it was granted."""
    GRANTED_MINOR = "granted_minor"
    """What those rewards are worth, by currency."""
    REGAINED_MINOR = "regained_minor"
    """Reward cost that came back by reversals, without amounts spent by then, by currency."""
    REFERRED_BASE_MINOR = "referred_base_minor"
    """What referred orders came to on the program's base, less what was lost of it, by currency."""
    COST_MINOR = "cost_minor"
    """What rewards are worth less what came back of them, by kind and currency: `points:EUR`."""
    REVIEWS = "reviews"
    """Orders that came to be looked at, on the day on which the review was opened."""
    ANSWER_HOURS = "answer_hours"
    """Reviews that a person answered, by whole hours until then."""
    DENIALS = "denials"
    """Denials, by check that had found something; all of them under `all`."""
    REVERSALS = "reversals"
    """Denials that a person took back, by the same."""
    FIRST_ORDERS = "first_orders"
    """Customers, on the day of their first kept order."""
    FIRST_REFERRED = "first_referred"
    """Those of them whom an advocate brought."""
    CONVERTED = "converted"
    """Customers whose first kept order was brought by a click, on the day of that click."""
    WON = "won"
    """Friends' first orders that stayed, of one link, on the day of the click that won; by a code,
    on the order's own."""
    WON_MINOR = "won_minor"
    """What of those stayed on the program's base, by currency."""
    PARTICIPANTS = "participants"
    """Links on the day on which they were first taken along, or followed by a person."""
    VIEWERS = "viewers"
    """Links whose advocates looked at their page, on the day of their first look in the month."""
    SHARERS = "sharers"
    """Links that were taken along from there, on the day of the first time in the month."""
    CUSTOMERS = "customers"
    """Customers of a cohort."""
    VALUE_MINOR = "value_minor"
    """What the cohort's first days came to, in the program's currency."""
    VALUE_SQUARES = "value_squares"
    """The squares of those sums, customer by customer."""
    REPEATS = "repeats"
    """Customers of it with a second kept order in those days."""
    FRIENDS = "friends"
    """Friends whom they brought in those days."""
    FRIEND_SQUARES = "friend_squares"
    """The squares of that, customer by customer."""
    ANSWERERS = "answerers"
    """Advocates among customers, by the month of their newest answer to the one question."""
    PROMOTERS = "promoters"
    """Those of them who answered 9 or 10."""
    ADVOCATES = "advocates"
    """Advocates among them."""
    BROUGHT = "brought"
    """Advocates who brought their first friend, by whole days after their own first order."""
    SHARES = "shares"
    """How often links were taken along from their advocates' pages, by channel; counted there."""
    HEARD = "heard"
    """Orders of one source, tests left out, by the hour (UTC) in which a delivery first told."""


_APART = "amounts of different currencies don't add up"
STARTS = "starts"
"""The cohort of advocates who placed their own first order on a day."""
COUNTER_OF = {
    VisitorVerdict.PERSON: Counter.PEOPLE,
    VisitorVerdict.PREVIEW: Counter.PREVIEWS,
    VisitorVerdict.BOT: Counter.BOTS,
    VisitorVerdict.UNSURE: Counter.UNSURE,
}
CLICK_COUNTERS = (*COUNTER_OF.values(), Counter.PAGE_PEOPLE, Counter.WENT_ON)
COUNTS = "counts"
"""Where a mark says what it counted."""
UNREADABLE = "unreadable"
"""No number of ours: how many items of a table a check could not read."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One day of a program or one of its links, in its time zone; or of one source, in UTC."""

    program_id: str
    on: date
    code: str = ""
    """Empty for the whole program."""
    source: str = ""
    cohort: str = ""
    """Of customers who began on that day, or in the month that it begins: which of them."""


type Counted = dict[Bucket, dict[str, int]]


def read_counts(texts: Iterable[Sequence[Any]]) -> Counted:
    """As a mark says them."""
    return {
        Bucket(program_id, date.fromisoformat(on), code=code, cohort=cohort): dict(counters)
        for program_id, on, code, cohort, counters in texts
    }


@dataclass(frozen=True, slots=True)
class Move:
    """How one change moves the numbers; `mark` is the change's own name, folded once."""

    mark: str
    counted: Counted
    group: str = ""
    """Changes that are marked in one item, the same ones however a batch is cut; empty for one
    that is marked alone."""
    lasting: bool = False
    """Whether its mark stays for good; others go when nothing can come again."""
    keeps_counts: bool = False
    """Whether its mark, an item of its own, says what was counted: for what lies in no table."""

    @property
    def mark_text(self) -> dict[str, Any]:
        """What the mark says of it: of programs, links and cohorts."""
        if not self.keeps_counts:
            return {}
        return {
            COUNTS: [
                [each.program_id, each.on.isoformat(), each.code, each.cohort, dict(counters)]
                for each, counters in self.counted.items()
            ]
        }


@dataclass(frozen=True, slots=True)
class Day:
    """The numbers of one bucket."""

    bucket: Bucket
    counters: Mapping[str, int] = field(default_factory=dict)

    def by(self, counter: Counter) -> dict[str, int]:
        """By qualifier: currency, asset or version of the rules."""
        split = {name: name.partition("@") for name in self.counters}
        return {split[n][2]: v for n, v in self.counters.items() if split[n][0] == counter}

    def total(self, counter: Counter) -> int:
        assert not counter.endswith("_minor") or counter is Counter.VALUE_MINOR, _APART
        return sum(self.by(counter).values())

    @property
    def referred_share(self) -> Fraction | None:
        """Referred conversions in all conversions; None when there were none."""
        conversions = self.total(Counter.CONVERSIONS)
        return Fraction(self.total(Counter.REFERRED), conversions) if conversions else None


@dataclass(frozen=True, slots=True)
class Deviation:
    """One counter that isn't what the tables come to."""

    bucket: Bucket
    counter: str
    counted: int
    expected: int


def day_of(moment: datetime, zone: str) -> date:
    """The day on which `moment` fell there."""
    return moment.astimezone(ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> datetime:
    """The moment at which `day` begins there."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def qualified_counter(counter: Counter, qualifier: object) -> str:
    return f"{counter}@{qualifier}"


def program_and_link_counts(
    program_id: str, on: date, code: str, counters: Mapping[str, int]
) -> Counted:
    """The same counters for the program and, where one is known, for the link."""
    whole = {Bucket(program_id, on): dict(counters)}
    return {**whole, Bucket(program_id, on, code): dict(counters)} if code else whole


def difference(now: Counted, before: Counted) -> Counted:
    """What moves the numbers from `before` to `now`; empty when nothing does."""
    moved: Counted = {}
    for bucket in {**before, **now}:
        new, old = now.get(bucket, {}), before.get(bucket, {})
        steps = {name: new.get(name, 0) - old.get(name, 0) for name in {**old, **new}}
        if steps := {name: step for name, step in steps.items() if step}:
            moved[bucket] = steps
    return moved


def total_of(counted: Iterable[Counted]) -> Counted:
    """All of them added up, bucket by bucket."""
    total: Counted = {}
    for one in counted:
        for bucket, counters in one.items():
            sums = total.setdefault(bucket, {})
            for name, value in counters.items():
                sums[name] = sums.get(name, 0) + value
    return total
