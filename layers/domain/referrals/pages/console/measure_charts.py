"""Charts of measures: what customers are worth as they grow older, and how answers went."""

from collections.abc import Iterable, Sequence

from referrals.model.measure.figure import MeasureFigure
from referrals.model.words.wording import Wording
from referrals.pages.console.chart import (
    Chart,
    ChartHead,
    ChartValue,
    Scale,
    line_chart,
)
from referrals.pages.console.measure_text import GROUPS, MINUS, interval_text, value_text
from referrals.views.survey.monthly_scores import MonthScore

TALL = 240
WORTH = ("referred", "others")


def worth_chart(figures: Iterable[MeasureFigure], words: Wording) -> Chart | None:
    """Lifetime values by age, of who came through a friend and of the others; None for nothing."""
    found = [each for each in figures if each.measure == "lifetime_value" and each.group in WORTH]
    if not any(each.value for each in found):
        return None
    lines = {
        GROUPS[group]: [_worth(each, words) for each in found if each.group == group]
        for group in WORTH
    }
    said = "; ".join(each.text for line in lines.values() for each in line)
    head = ChartHead("worth", "What a customer is worth after so many days", said, height=TALL)
    currency = next(each.currency for each in found if each.currency)

    def level(minor: float) -> str:
        return words.money(round(minor), currency).removesuffix(".00")

    return line_chart(head, lines, level)


def _worth(figure: MeasureFigure, words: Wording) -> ChartValue:
    label = f"{figure.horizon_days} days"
    text = f"{GROUPS[figure.group]}, {label}: {value_text(figure, words)}"
    interval = interval_text(figure, words)
    numbers = (float(each) if each else None for each in (figure.value, figure.low, figure.high))
    value, low, high = numbers
    return ChartValue(label, value, f"{text} ({interval})" if interval else text, low, high)


def score_chart(scores: Sequence[MonthScore]) -> Chart | None:
    """The net promoter score by the month of the question; None where no month has one."""
    if all(each.score is None for each in scores):
        return None
    values = [_score(each) for each in scores]
    said = "; ".join(each.text for each in values)
    head = ChartHead("score", "Net promoter score, by month", said, height=TALL)

    def level(points: float) -> str:
        return f"{points:+.0f}".replace("-", MINUS) if points else "0"

    return line_chart(head, {"score": values}, level, scale=Scale(-100, 100, TALL))


def _score(month: MonthScore) -> ChartValue:
    if month.score is None or month.half_width is None:
        text = f"{month.month}: too few to say ({month.answers})"
        return ChartValue(month.month, None, text)
    low, high = max(month.score - month.half_width, -100), min(month.score + month.half_width, 100)
    text = f"{month.month}: {month.score:+.0f}, {low:+.0f} to {high:+.0f}"
    return ChartValue(month.month, month.score, text, low, high)
