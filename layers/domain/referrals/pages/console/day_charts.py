"""What was counted day by day, as charts: links followed, first orders, rewards given."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from referrals.model.words.wording import Wording
from referrals.pages.console.chart import Chart, ChartHead, ChartValue, bar_chart
from referrals.views.insight.figures import FIRST_ORDERS, FOLLOWED
from referrals.views.insight.funnel import Funnel, FunnelFigures

MOST_BARS = 62
A_WEEK = 7


class DayTopic(NamedTuple):
    name: str
    title: str
    noun: str
    count: Callable[[FunnelFigures], int]


TOPICS = (
    DayTopic("came", FOLLOWED.capitalize(), "times", lambda each: each.people),
    DayTopic("bought", FIRST_ORDERS.capitalize(), "first orders", lambda each: each.friends),
    DayTopic("given", "Rewards given", "rewards", lambda each: each.rewards),
)


class DaySpan(NamedTuple):
    starts: Sequence[date]
    """The first days of what one bar stands for."""
    days: int


def day_charts(found: Funnel, today: date, words: Wording) -> list[Chart]:
    """A bar for each day until today; for each whole week where the days are too many."""
    last = max(min(found.last, today), found.first)
    days = (last - found.first).days + 1
    step = 1 if days <= MOST_BARS else A_WEEK
    span = DaySpan([found.first + timedelta(days=step * n) for n in range(days // step)], step)
    return [_chart(topic, found, span, words) for topic in TOPICS]


def day_text(day: date) -> str:
    return f"{day.day} {day:%b}"


def _chart(topic: DayTopic, found: Funnel, span: DaySpan, words: Wording) -> Chart:
    values = list(_values(topic, found, span, words))
    each_bar = "day" if span.days == 1 else "week, named by its first day"
    most = max(values, key=lambda each: each.value or 0)
    total = words.number(sum(int(each.value or 0) for each in values))
    said = f"{total} from {span.starts[0]} on, a bar for each {each_bar}; the most: {most.text}."
    head = ChartHead(topic.name, topic.title, said, height=112)
    return bar_chart(head, values, lambda level: words.number(int(level)))


def _values(topic: DayTopic, found: Funnel, span: DaySpan, words: Wording) -> Iterator[ChartValue]:
    counted = {each.on: topic.count(each.figures) for each in found.days}
    for start in span.starts:
        number = sum(counted.get(start + timedelta(days=n), 0) for n in range(span.days))
        label = day_text(start)
        yield ChartValue(label, number, f"{label}: {words.number(number)} {topic.noun}")
