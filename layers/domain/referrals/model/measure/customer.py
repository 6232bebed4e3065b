"""A customer as measures know them: when their orders were placed, what those came to, whom they
brought. What they count for follows from that alone, so it is the same in whatever order it came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from referrals.model.attribution.referral import OrderFigures, Referral
from referrals.model.era import within_era
from referrals.model.insight.counts import kept_base_minor
from referrals.model.insight.insight import (
    STARTS,
    Bucket,
    Counted,
    Counter,
    day_of,
    qualified_counter,
    total_of,
)
from referrals.model.measure.customer_answer import (
    BANDS,
    WITH_FRIEND,
    WITHOUT_FRIEND,
    CustomerAnswer,
)
from referrals.model.measure.terms import ProgramTerms
from referrals.model.privacy.request import ERASED
from referrals.model.program.signal import Signal
from referrals.model.setting.join import InvitationHoldOut
from referrals.model.survey.survey import ScoreBand

HORIZONS = (30, 90, 180, 365)
K_DAYS = 90
LAST_DAY = 365
"""Who brought nobody within so many days is watched no longer."""
REFERRED, OTHERS = "referred", "others"
INVITED, HELD_OUT = "invited", "held_out"
"""Customers since the hold-out of invitations began: who may be asked to share, and who is not."""
MOST_ORDERS, MOST_FRIENDS = 100, 300
"""Nobody orders or brings that often but a till or an advertiser; the earliest count."""
MOST_MINOR = 10**12
"""More than any person spends: so that squares keep within what a table can add up."""


@dataclass(frozen=True, slots=True)
class CustomerOrder:
    """One order of theirs, kept or not."""

    placed_at: datetime
    kept: bool
    value_minor: int
    """Of the program's base, what stayed; 0 in a currency that can't be reckoned."""
    advocate_id: str
    """Who brought it; empty for nobody."""
    clicked_at: datetime | None
    """When the click was made that won."""
    stamp: tuple[int, int]
    """How new this is: the order's revision, and how many decisions were made on it."""


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    program_id: str
    customer_hash: str
    orders: Mapping[str, CustomerOrder] = field(default_factory=dict)
    """By the order's key."""
    friends: Mapping[str, datetime] = field(default_factory=dict)
    """By the key of the order that made them one: when it was placed."""
    advocate: bool = False
    """Whether they have a link in the program."""
    answers: Mapping[str, CustomerAnswer] = field(default_factory=dict)
    """By the person's id: one address is of one advocate and one friend at most."""
    version: int = 0
    """0 before it was ever stored."""

    @property
    def first(self) -> tuple[str, CustomerOrder] | None:
        """The first kept order, with its key."""
        kept = [(key, order) for key, order in self.orders.items() if order.kept]
        return min(kept, key=lambda each: (each[1].placed_at, each[0])) if kept else None

    @property
    def is_empty(self) -> bool:
        return not (self.orders or self.friends or self.advocate or self.answers)

    @property
    def answer(self) -> CustomerAnswer | None:
        """The newest, whichever of their persons gave it; None where nobody knows one."""
        found = [(each.answered_at, name) for name, each in self.answers.items()]
        return self.answers[max(found)[1]] if found else None

    @property
    def brought_by(self) -> tuple[str, str, datetime] | None:
        """Whose friend they are by their first kept order: advocate, order and moment."""
        first = self.first
        if first is None or not first[1].advocate_id:
            return None
        return first[1].advocate_id, first[0], first[1].placed_at

    @property
    def own_orders(self) -> tuple[datetime, ...]:
        """When those were placed that stayed and that nobody brought."""
        orders = self.orders.values()
        return tuple(each.placed_at for each in orders if each.kept and not each.advocate_id)

    def with_order(self, key: str, order: CustomerOrder) -> "CustomerRecord":
        """The newer word on an order holds."""
        known = self.orders.get(key)
        if known and known.stamp > order.stamp:
            return self
        orders = {**self.orders, key: order}
        earliest = sorted(orders, key=lambda each: (orders[each].placed_at, each))[:MOST_ORDERS]
        return replace(self, orders={each: orders[each] for each in earliest})

    def without_order(self, key: str) -> "CustomerRecord":
        return replace(self, orders={k: o for k, o in self.orders.items() if k != key})

    def with_friend(self, key: str, placed_at: datetime) -> "CustomerRecord":
        friends = {**self.friends, key: placed_at}
        earliest = sorted(friends, key=lambda each: (friends[each], each))[:MOST_FRIENDS]
        return replace(self, friends={each: friends[each] for each in earliest})

    def without_friend(self, key: str) -> "CustomerRecord":
        return replace(self, friends={k: at for k, at in self.friends.items() if k != key})

    def with_answer(self, person_id: str, answer: CustomerAnswer | None) -> "CustomerRecord":
        """What that person answered last; None for nothing any more."""
        others = {k: each for k, each in self.answers.items() if k != person_id}
        return replace(self, answers={**others, person_id: answer} if answer else others)


def customer_order(referral: Referral, terms: ProgramTerms) -> CustomerOrder:
    """A test or a free act is an order that wasn't kept."""
    figures = referral.figures
    kept = is_kept(figures)
    reckoned = kept and figures.currency == terms.currency
    clicked_at = winning_click_at(referral) if kept else None
    return CustomerOrder(
        placed_at=figures.occurred_at.replace(microsecond=0),
        kept=kept,
        value_minor=min(kept_base_minor(figures), MOST_MINOR) if reckoned else 0,
        advocate_id=referral.attribution.advocate_id if kept and referral.is_attributed else "",
        clicked_at=clicked_at.replace(microsecond=0) if clicked_at else None,
        stamp=(figures.revision, len(referral.decisions)),
    )


def is_kept(figures: OrderFigures) -> bool:
    """Paid, no test, no free act, and not lost as a whole."""
    real = figures.paid and not figures.test and not figures.act.is_free
    return real and figures.lost_minor < figures.gross_minor and within_era(figures.occurred_at)


def winning_click_at(referral: Referral) -> datetime | None:
    """When the click was made that brought it; None where none did."""
    if not referral.is_attributed:
        return None
    chosen = [each for each in referral.attribution.candidates if each.chosen]
    clicks = (each.touched_at for each in chosen if each.signal is Signal.CLICK)
    return next((at for at in clicks if at), None)


def customer_counts(
    record: CustomerRecord, time_zone: str, hold_out: InvitationHoldOut | None = None
) -> Counted:
    """Everything that one customer counts for; nothing before the first kept order."""
    if record.first is None:
        return {}
    _, first = record.first
    on = day_of(first.placed_at, time_zone)
    program_id = record.program_id
    referred = int(bool(first.advocate_id))
    day = {Counter.FIRST_ORDERS.value: 1, Counter.FIRST_REFERRED.value: referred}
    parts: list[Counted] = [{Bucket(program_id, on): day}]
    if first.clicked_at:
        clicked_on = day_of(first.clicked_at, time_zone)
        parts.append({Bucket(program_id, clicked_on): {Counter.CONVERTED.value: 1}})
    for group, days in _groups(record, first, on, hold_out):
        bucket = Bucket(program_id, on.replace(day=1), cohort=cohort_name(group, days))
        parts.append({bucket: _horizon_counts(record, first, days)})
    if record.advocate:
        parts.append({Bucket(program_id, on, cohort=STARTS): _start_counts(record, first)})
        parts += [_answer_counts(record, each, time_zone) for each in (record.answer,) if each]
    return total_of(parts)


def _groups(
    record: CustomerRecord, first: CustomerOrder, on: date, hold_out: InvitationHoldOut | None
) -> Iterator[tuple[str, int]]:
    """Which cohorts of the month they belong to, and for how many of their first days."""
    for days in HORIZONS:
        yield REFERRED if first.advocate_id else OTHERS, days
    if arm := _invitation_arm(record, on, hold_out):
        yield arm, K_DAYS
    if record.answer:
        yield BANDS[record.answer.band], K_DAYS


def _invitation_arm(record: CustomerRecord, on: date, hold_out: InvitationHoldOut | None) -> str:
    """Empty for who began before, and for a stand-in."""
    erased = record.customer_hash.startswith(ERASED)
    if hold_out is None or on < hold_out.since or erased:
        return ""
    held_out = hold_out.holds(record.program_id, record.customer_hash)
    return HELD_OUT if held_out else INVITED


def cohort_name(group: str, days: int) -> str:
    return f"{group}-{days}"


def _horizon_counts(record: CustomerRecord, first: CustomerOrder, days: int) -> dict[str, int]:
    end = first.placed_at + timedelta(days=days)
    orders = [each for each in record.orders.values() if each.kept and each.placed_at < end]
    value = min(sum(each.value_minor for each in orders), MOST_MINOR)
    counters = {
        Counter.CUSTOMERS.value: 1,
        Counter.VALUE_MINOR.value: value,
        Counter.VALUE_SQUARES.value: value * value,
        Counter.REPEATS.value: int(len(orders) > 1),
    }
    if days == K_DAYS:
        friends = sum(first.placed_at <= at < end for at in record.friends.values())
        counters |= {Counter.FRIENDS.value: friends, Counter.FRIEND_SQUARES.value: friends**2}
    return counters


def _start_counts(record: CustomerRecord, first: CustomerOrder) -> dict[str, int]:
    counters = {Counter.ADVOCATES.value: 1}
    since = [at for at in record.friends.values() if at >= first.placed_at]
    if since:
        days = (min(since) - first.placed_at).days
        if days <= LAST_DAY:
            counters[qualified_counter(Counter.BROUGHT, days)] = 1
    return counters


def _answer_counts(record: CustomerRecord, answer: CustomerAnswer, time_zone: str) -> Counted:
    """Of an advocate, in the month of their answer: whether they brought somebody soon after."""
    end = answer.answered_at + timedelta(days=K_DAYS)
    brought = any(answer.answered_at < at < end for at in record.friends.values())
    month = day_of(answer.answered_at, time_zone).replace(day=1)
    name = cohort_name(WITH_FRIEND if brought else WITHOUT_FRIEND, K_DAYS)
    promoters = int(answer.band is ScoreBand.PROMOTER)
    counters = {Counter.ANSWERERS.value: 1, Counter.PROMOTERS.value: promoters}
    return {Bucket(record.program_id, month, cohort=name): counters}
