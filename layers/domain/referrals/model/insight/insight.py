"""Insights: numbers folded from facts. Every number is the sum of what items count for.

An item's change moves the numbers by what it counts for now less what it counted for before, so
they stay equal to a sum over the tables, whatever order facts came in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from referrals.model.attribution.referral import Referral
from referrals.model.era import within_era
from referrals.model.link.click import Click
from referrals.model.link.visitor import VisitorVerdict, judge
from referrals.model.money import portion
from referrals.model.order.conversion import Conversion
from referrals.model.reward.grant import Grant, Side, total_worth


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
    GRANTED_MINOR = "granted_minor"
    """What those rewards are worth, by currency."""
    REGAINED_MINOR = "regained_minor"
    """Reward cost that came back by reversals, without amounts spent by then, by currency."""
    SHARES = "shares"
    """How often links were taken along from their advocates' pages, by channel; counted there."""
    HEARD = "heard"
    """Orders of one source, tests left out, by the hour (UTC) in which a delivery first told."""


COUNTER_OF = {
    VisitorVerdict.PERSON: Counter.PEOPLE,
    VisitorVerdict.PREVIEW: Counter.PREVIEWS,
    VisitorVerdict.BOT: Counter.BOTS,
    VisitorVerdict.UNSURE: Counter.UNSURE,
}
CLICK_COUNTERS = tuple(COUNTER_OF.values())
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


type Counted = dict[Bucket, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Move:
    """How one change moves the numbers; `mark` is the change's own name, folded once."""

    mark: str
    counted: Counted
    group: str = ""
    """Changes that are marked in one item, the same ones however a batch is cut; empty for one
    that is marked alone."""


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
        assert not counter.endswith("_minor"), "amounts of different currencies don't add up"
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


def click_counts(click: Click, zone: str) -> Counted:
    """One click, by what the rules take its visitor for."""
    judgement = judge(click)
    counter = qualified_counter(COUNTER_OF[judgement.verdict], judgement.rules_version)
    return program_and_link_counts(
        click.program_id, day_of(click.clicked_at, zone), click.code, {counter: 1}
    )


def share_counts(program_id: str, code: str, channel: str, on: date) -> Counted:
    """One time that a link was taken along."""
    counter = qualified_counter(Counter.SHARES, channel)
    return program_and_link_counts(program_id, on, code, {counter: 1})


def conversion_counts(conversion: Conversion, zone: str) -> Counted:
    """A paid order that isn't a test counts on the day it was placed, where that day can be."""
    order = conversion.order
    if order is None or order.test or not conversion.paid or not within_era(order.occurred_at):
        return {}
    if conversion.act.is_free:
        return {}  # No order, and no money.
    currency = order.amounts.currency
    bucket = Bucket(conversion.key.program_id, day_of(order.occurred_at, zone))
    return {
        bucket: {
            Counter.CONVERSIONS: 1,
            qualified_counter(Counter.ORDERS_MINOR, currency): max(order.amounts.gross_minor, 0),
            qualified_counter(Counter.LOST_MINOR, currency): conversion.lost_minor,
        }
    }


def heard_counts(conversion: Conversion, heard_at: datetime | None) -> Counted:
    """An order of a source in the hour of its first delivery, where there was one; no test."""
    if heard_at is None or (conversion.order and conversion.order.test):
        return {}
    key = conversion.key
    bucket = Bucket(key.program_id, heard_at.date(), source=key.source)
    return {bucket: {qualified_counter(Counter.HEARD, f"{heard_at.hour:02}"): 1}}


def referral_counts(referral: Referral, zone: str) -> Counted:
    """An attributed order counts for its program and for the link that brought it."""
    figures = referral.figures
    occurred_at = figures.occurred_at
    if not referral.is_attributed or figures.test or not within_era(occurred_at):
        return {}
    on = day_of(occurred_at, zone)
    if figures.act.is_free:
        acts = {qualified_counter(Counter.ACTS, figures.act): 1}
        return program_and_link_counts(referral.program_id, on, referral.attribution.code, acts)
    counters = {
        Counter.REFERRED: 1,
        qualified_counter(Counter.REFERRED_MINOR, figures.currency): max(figures.gross_minor, 0),
    }
    return program_and_link_counts(referral.program_id, on, referral.attribution.code, counters)


def grant_counts(grant: Grant, zone: str) -> Counted:
    """Both sides and any milestones that ever stood: their worth, and what of it came back."""
    sides = [side for side in grant.all_sides if side.stood]
    counters = {
        qualified_counter(Counter.GRANTED_MINOR, grant.currency): total_worth(sides),
        qualified_counter(Counter.REGAINED_MINOR, grant.currency): sum(map(_regained_worth, sides)),
    }
    for side in sides:
        name = qualified_counter(Counter.REWARDS, side.kind)
        counters[name] = counters.get(name, 0) + 1
    on = day_of(grant.granted_at, zone)
    return {Bucket(grant.program_id, on): counters}


def _regained_worth(side: Side) -> int:
    worth = side.worth
    return portion(worth.worth_minor, side.reversed - side.uncollected, worth.amount)


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
