"""What single items count for: a click, an order, a referral, a grant, a press to share."""

from datetime import date, datetime

from referrals.model.attribution.referral import OrderFigures, Referral
from referrals.model.era import within_era
from referrals.model.insight.insight import (
    COUNTER_OF,
    Bucket,
    Counted,
    Counter,
    day_of,
    program_and_link_counts,
    qualified_counter,
    total_of,
)
from referrals.model.link.click import Click
from referrals.model.link.visitor import VisitorJudgement, VisitorVerdict, judge
from referrals.model.money import portion
from referrals.model.order.conversion import Conversion
from referrals.model.order.payment import Act
from referrals.model.program.signal import Signal
from referrals.model.reward.grant import Grant, Side, total_worth

ALL = "all"
BY_HAND = "by_hand"
"""Stands for a check where a person denied what none had found anything in."""
MOST_HOURS = 720
"""Longer waits count as so many hours."""


def click_counts(click: Click, zone: str) -> Counted:
    """One click, by what the rules take its visitor for; and how far a person came."""
    judgement, on = judge(click), day_of(click.clicked_at, zone)
    counter = qualified_counter(COUNTER_OF[judgement.verdict], judgement.rules_version)
    counters = {counter: 1, **_page_counters(click, judgement)}
    return program_and_link_counts(click.program_id, on, click.code, counters)


def _page_counters(click: Click, judgement: VisitorJudgement) -> dict[str, int]:
    """Of the friend's page."""
    if not click.to_page or judgement.verdict is not VisitorVerdict.PERSON:
        return {}
    names = (Counter.PAGE_PEOPLE, Counter.WENT_ON) if click.went_on_at else (Counter.PAGE_PEOPLE,)
    return {qualified_counter(name, judgement.rules_version): 1 for name in names}


def share_counts(program_id: str, code: str, channel: str, on: date) -> Counted:
    """One time that a link was taken along."""
    counter = qualified_counter(Counter.SHARES, channel)
    return program_and_link_counts(program_id, on, code, {counter: 1})


def counts_as_order(placed_at: datetime, act: Act, *, is_paid: bool, is_test: bool) -> bool:
    """What is free is no order, and no money; nor is what was placed on a day that can't be."""
    return is_paid and not is_test and not act.is_free and within_era(placed_at)


def conversion_counts(conversion: Conversion, zone: str) -> Counted:
    """An order counts on the day it was placed."""
    order = conversion.order
    if order is None or not counts_as_order(
        order.occurred_at, conversion.act, is_paid=conversion.paid, is_test=order.test
    ):
        return {}
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
        qualified_counter(Counter.REFERRED_BASE_MINOR, figures.currency): kept_base_minor(figures),
    }
    ordered = program_and_link_counts(referral.program_id, on, referral.attribution.code, counters)
    return total_of([ordered, _won_counts(referral, zone)])


def _won_counts(referral: Referral, zone: str) -> Counted:
    """What experiments compare: a first order counts on the day on which its friend was promised
    something, as the click does that brought it."""
    figures, code = referral.figures, referral.attribution.code
    won_at = promise_moment(referral)
    if not (code and has_won(referral) and within_era(won_at)):
        return {}
    money = qualified_counter(Counter.WON_MINOR, figures.currency)
    bucket = Bucket(referral.program_id, day_of(won_at, zone), code)
    return {bucket: {Counter.WON.value: 1, money: kept_base_minor(figures)}}


def has_won(referral: Referral) -> bool:
    """Whether it is a friend's first order, and stayed, in whole or in part."""
    figures = referral.figures
    kept = figures.paid and figures.lost_minor < figures.gross_minor
    ours = referral.is_attributed and not figures.test and not figures.act.is_free
    return ours and kept and figures.first_order


def promise_moment(referral: Referral) -> datetime:
    """When the click was made that won, or the gift by which the friend came; else the order's."""
    touched = (
        each.touched_at
        for each in referral.attribution.candidates
        if each.chosen and each.signal in (Signal.CLICK, Signal.COUPON) and each.touched_at
    )
    return next(touched, referral.figures.occurred_at)


def kept_base_minor(figures: OrderFigures) -> int:
    """What of the program's base stayed with the shop."""
    if not figures.paid:
        return 0
    base, gross = max(figures.base_minor, 0), max(figures.gross_minor, 0)
    return base - portion(base, min(max(figures.lost_minor, 0), gross), gross) if gross else base


def review_counts(referral: Referral, zone: str) -> Counted:
    """A review, what it came to and how long it took, on the day on which it was opened."""
    case = referral.reward.review if referral.reward else None
    if case is None:
        return {}
    counters = {Counter.REVIEWS.value: 1}
    if case.answered_at:
        hours = int((case.answered_at - case.opened_at).total_seconds() // 3600)
        counters[qualified_counter(Counter.ANSWER_HOURS, min(max(hours, 0), MOST_HOURS))] = 1
    for rule in (ALL, *(case.rules or (BY_HAND,))) if case.denied_at else ():
        counters[qualified_counter(Counter.DENIALS, rule)] = 1
        if case.reversed_at:
            counters[qualified_counter(Counter.REVERSALS, rule)] = 1
    return {Bucket(referral.program_id, day_of(case.opened_at, zone)): counters}


def all_referral_counts(referral: Referral, zone: str) -> Counted:
    """Everything that one referral counts for."""
    return total_of([referral_counts(referral, zone), review_counts(referral, zone)])


def grant_counts(grant: Grant, zone: str) -> Counted:
    """Both sides and any milestones that ever stood: their worth, and what of it came back."""
    sides = [side for side in grant.all_sides if side.stood]
    counters = {
        qualified_counter(Counter.GRANTED_MINOR, grant.currency): total_worth(sides),
        qualified_counter(Counter.REGAINED_MINOR, grant.currency): sum(map(regained_worth, sides)),
    }
    if is_rewarded(grant):
        counters[Counter.REWARDED] = 1
    for side in sides:
        name = qualified_counter(Counter.REWARDS, side.kind)
        counters[name] = counters.get(name, 0) + 1
        cost = qualified_counter(Counter.COST_MINOR, f"{side.kind}:{grant.currency}")
        counters[cost] = counters.get(cost, 0) + side.worth.worth_minor - regained_worth(side)
    on = day_of(grant.granted_at, zone)
    return {Bucket(grant.program_id, on): counters}


def is_rewarded(grant: Grant) -> bool:
    """An order, of which a side has something still; a sign-up or trial is none."""
    return not grant.act.is_free and any(side.stood and side.remaining for side in grant.sides)


def regained_worth(side: Side) -> int:
    """What came back of a reward, without what had been spent by then."""
    worth = side.worth
    return portion(worth.worth_minor, side.reversed - side.uncollected, worth.amount)
