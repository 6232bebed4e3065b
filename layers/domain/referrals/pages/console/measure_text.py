"""Measured numbers as the desk says them: with their unit, their interval, and of whom they are."""

from referrals.model.measure.definition import MeasureUnit
from referrals.model.measure.figure import MeasureFigure
from referrals.model.words.wording import Wording

MINUS = "\u2212"
GROUPS = {
    "referred": "came through a friend",
    "others": "came by themselves",
    "difference": "how much more the first are worth",
    "promoters": "answered 9 or 10",
    "passives": "answered 7 or 8",
    "detractors": "answered 0 to 6",
    "with_friend": "9 or 10 among who brought a friend within 90 days",
    "without_friend": "9 or 10 among who brought nobody",
    "first_quartile": "a quarter of them",
    "median": "half of them",
    "third_quartile": "three quarters of them",
}
GROUPS_OF = {
    ("value_by_score", "difference"): "how much more the first are worth than the others",
}
UNITS = {
    MeasureUnit.DAYS: ("day", "days"),
    MeasureUnit.HOURS: ("hour", "hours"),
}


def value_text(figure: MeasureFigure, words: Wording) -> str:
    """The number with its unit, or why there is none."""
    return number_text(figure, figure.value, words) if figure.value is not None else figure.note


def interval_text(figure: MeasureFigure, words: Wording) -> str:
    """Empty for a sum, which is exact; an end that nobody knows yet is left open."""
    if figure.value is None or (figure.low is None and figure.high is None):
        return ""
    low = number_text(figure, figure.low, words) if figure.low is not None else ""
    high = number_text(figure, figure.high, words) if figure.high is not None else "no end known"
    return f"{low} to {high}"


def number_text(figure: MeasureFigure, number: str, words: Wording) -> str:
    match figure.unit:
        case MeasureUnit.MONEY:
            return plain_money(int(number), figure.currency, words).replace("-", MINUS)
        case MeasureUnit.PROPORTION:
            return f"{float(number) * 100:.1f} %"
        case MeasureUnit.DAYS | MeasureUnit.HOURS:
            one, many = UNITS[figure.unit]
            return f"{number} {one if number == '1' else many}"
        case MeasureUnit.POINTS:
            return f"{float(number):+.0f}".replace("-", MINUS)
        case MeasureUnit.RATIO | MeasureUnit.PER_PERSON:
            return f"{float(number):.2f}".replace("-", MINUS)
    return number


def plain_money(minor: int, currency: str, words: Wording) -> str:
    """A minus stands before the sign of the currency."""
    sign = "-" if minor < 0 else ""
    return sign + words.money(abs(minor), currency)


def group_text(figure: MeasureFigure) -> str:
    """`after 90 days, came through a friend`; empty for everybody."""
    usual = GROUPS.get(figure.group, figure.group.replace("_", " "))
    group = GROUPS_OF.get((figure.measure, figure.group), usual)
    if figure.measure == "review_wait":
        group = ""
    days = f"after {figure.horizon_days} days" if figure.horizon_days else ""
    return ", ".join(each for each in (days, group) if each)
