"""Today in words: one function each for the paragraph, what waits and what is wrong, so that the
desk and every channel say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.insight.insight import day_of
from referrals.model.program.outlook import BudgetOutlook
from referrals.model.words.wording import Wording
from referrals.views.connection.today import Today
from referrals.views.delivery.desk_queue import QueueCount
from referrals.views.insight.figures import count_text, money_text, share_text

SOON = timedelta(days=21)
"""A budget that ends within so long is told of."""
LATE_LOOK = timedelta(hours=3)
"""The clock looks at the sources once an hour."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of the paragraph."""

    text: str
    rows: str = ""
    """What is behind it, where it is a number, as the desk's list of rows calls it."""
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that waits or is wrong, and what to do about it."""

    text: str
    page: str
    """Of the desk, where it is done."""
    command: str
    """Which does the same."""
    mark: str = ""
    """What sets it apart: a number that is late."""
    name: str = ""
    """What tells it from others like it, where it is told at once."""
    step: str = ""
    """Where neither a page nor a command helps: where to look."""


def month_name(found: Today, words: Wording) -> str:
    month = day_of(found.now, found.rules.time_zone).month
    return str(words.words["date"]["months"][month - 1])


def paragraph(found: Today, words: Wording) -> tuple[Phrase, ...]:
    """The month so far; what is too little to say is said so."""
    figures, name = found.month.total, month_name(found, words)
    orders = count_text(figures.conversions, "order", "orders", words)
    if not (figures.people or figures.referred or figures.rewards):
        others = (Phrase("; "), Phrase(orders, rows="orders"), Phrase(" came by other ways"))
        return (
            Phrase(f"Nobody has followed a friend’s link in {name} yet"),
            *(others if figures.conversions else ()),
            Phrase(". Most people send their link to one friend first."),
        )
    currency = found.rules.currency
    share = found.month.share
    few = f"{count_text(figures.conversions, 'order is', 'orders are', words)} too few to say"
    return (
        Phrase(f"In {name} so far people followed a friend’s link "),
        Phrase(count_text(figures.people, "time", "times", words), rows="clicks"),
        Phrase(", and "),
        Phrase(
            count_text(figures.friends, "friend’s first order", "friends’ first orders", words),
            rows="first",
        ),
        Phrase(" stayed; "),
        Phrase(count_text(figures.rewards, "reward", "rewards", words), rows="rewards"),
        Phrase(f" {'was' if figures.rewards == 1 else 'were'} given. It cost "),
        Phrase(money_text(found.month.cost, words, currency), rows="rewards"),
        Phrase(" and brought "),
        Phrase(money_text(found.month.revenue, words, currency), rows="brought"),
        Phrase(" of orders that stayed. "),
        Phrase(
            share_text(share) if share else f"{few} which share came through friends.",
            rows="brought" if share else "orders",
            is_soft=True,
        ),
    )


def waiting(found: Today, words: Wording) -> Iterator[Concern]:
    """What waits for a person of the shop."""
    program, queue, look = found.rules.program, found.queue, found.look
    held = QueueCount(look.held_count if look else 0)
    late = f"{queue.late.number} late" if queue.late else ""
    counted = (
        (queue.reviews, "order", "orders", "to look at before a reward", "reviews",
         "reviews list", late),
        (queue.appeals, "appeal", "appeals", "against a no", "reviews", "reviews list", ""),
        (queue.answers, "unhappy answer", "unhappy answers", "without a reply", "listening",
         f"answers list {program}", ""),
        (queue.stories, "story", "stories", "nobody has read", "stories",
         f"stories list {program}", ""),
        (queue.suggestions, "suggestion", "suggestions", "without a word of yours", "listening",
         f"suggestions list {program}", ""),
        (queue.by_hand, "thing", "things", "to hand over", "deliveries?which=hand",
         "todo list", ""),
        (held, "delivery of a shop", "deliveries of shops", "not understood, kept", "held",
         f"conversions held {program} {_first_source(found)}", ""),
    )  # fmt: skip
    for number, one, many, what, page, command, mark in counted:
        if number:
            text = f"{queue_text(number, one, many, words)} {what}"
            yield Concern(text[0].upper() + text[1:], page, command, mark)


def queue_text(count: QueueCount, one: str, many: str, words: Wording) -> str:
    """`1 order`, `1,200 or more orders`; where others' things fill the list, that is said."""
    if not count.is_cut:
        return count_text(count.number, one, many, words)
    number = f"{words.number(count.number)} or more" if count.number else "perhaps some"
    return f"{number} {many}"


def troubles(found: Today, words: Wording) -> Iterator[Concern]:
    """What is wrong, the heaviest first."""
    rules, queue = found.rules, found.queue
    if rules.paused:
        text = "The program is paused: friends are sent on, and nobody is rewarded."
        yield Concern(text, "program", "program apply")
    yield from urgencies(found, words)
    look = found.look
    if look and found.now - look.looked_at > LATE_LOOK:
        text = f"The clock last looked at the shops on {_date(found, words, look.looked_at)}."
        yield Concern(text, "connections", "log")
    if queue.late:
        late = queue_text(queue.late, "order has", "orders have", words)
        text = f"{late} waited longer than their people were promised."
        yield Concern(text, "reviews", "reviews list")
    if queue.failures:
        gone = queue_text(queue.failures, "delivery was", "deliveries were", words)
        yield Concern(
            f"{gone[0].upper()}{gone[1:]} given up.",
            "deliveries?which=failed",
            "outbox list parked",
        )
    yield from _mail_troubles(found)


def urgencies(found: Today, words: Wording) -> Iterator[Concern]:
    """Those that are told at once where a shop wants that: a quiet source, a budget that ends."""
    rules, look, reach = found.rules, found.look, found.reach
    for each in look.quiet if look else ():
        since = _date(found, words, each.quiet_since) if each.quiet_since else ""
        text = f"Far fewer orders come from {each.source} than at other times, since {since}."
        name = f"quiet-{each.source}-{each.quiet_since:%Y%m%d%H}" if each.quiet_since else ""
        yield Concern(text, "connections", f"source list {rules.program}", name=name)
    if reach and _ends_soon(found, reach):
        left = words.money(max(reach.left_minor, 0), rules.currency)
        until = f"{reach.lasts_until:%d %B}".lstrip("0") if reach.lasts_until else "nothing is left"
        text = f"The budget ends: {left} are left, at this rate until {until}."
        # Told once for each budget, and once more when there is nothing left of it.
        stage = "over" if reach.left_minor <= 0 else "soon"
        name = f"budget-{rules.limits.budget_minor}-{stage}"
        yield Concern(text, "program", "program apply", name=name)


def _mail_troubles(found: Today) -> Iterator[Concern]:
    mail = found.mail
    if mail is None:
        return
    for text in filter(None, (mail.step, *mail.harms)):
        yield Concern(text, "connections", "connection list")
    for alarm in mail.alarms:
        yield Concern(f"An alarm rings: {alarm.text}", "", "", step=f"CloudWatch: {alarm.name}")


def _ends_soon(found: Today, reach: BudgetOutlook) -> bool:
    if reach.left_minor <= 0:
        return True
    now = day_of(found.now, found.rules.time_zone)
    return reach.lasts_until is not None and reach.lasts_until - now <= SOON


def _date(found: Today, words: Wording, moment: datetime) -> str:
    return words.date(moment, found.rules.time_zone)


def _first_source(found: Today) -> str:
    states = found.look.states if found.look else ()
    return next((each.source for each in states if each.held), "")
