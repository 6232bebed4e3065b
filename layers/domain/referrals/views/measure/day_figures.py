"""Which figures do a period's days tell by themselves?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import ceil, floor, sqrt

from referrals.model.insight.counts import ALL
from referrals.model.insight.insight import Counter, Day
from referrals.model.measure.figure import FigurePlace, MeasureFigure, too_few
from referrals.model.measure.interval import FEWEST, RatioPart, Z, proportion
from referrals.model.nudge.confidence import Interval
from referrals.model.program.budget import Shard

NO_MARGIN = "needs margin_percent in the program"
NO_COST = "there was no cost"
NO_PAGE = "no page in between: links lead straight to the shop (landing: shop)"


def referral_rate(days: Sequence[Day], place: FigurePlace) -> MeasureFigure:
    part, whole = _sum(days, Counter.FIRST_REFERRED), _sum(days, Counter.FIRST_ORDERS)
    return ratio("referral_rate", part, whole, place)


def share_rate(days: Sequence[Day], place: FigurePlace) -> MeasureFigure:
    part, whole = _sum(days, Counter.SHARERS), _sum(days, Counter.VIEWERS)
    return ratio("share_rate", part, whole, place)


def click_through(days: Sequence[Day], place: FigurePlace, *, leads_to_page: bool) -> MeasureFigure:
    part, whole = _sum(days, Counter.WENT_ON), _sum(days, Counter.PAGE_PEOPLE)
    note = NO_PAGE if not (leads_to_page or whole) else ""
    return ratio("click_through", part, whole, place, note=note)


def conversion(days: Sequence[Day], place: FigurePlace, last_old: date) -> MeasureFigure:
    """Up to the last day whose clicks are old enough for their friends to have had all the time."""
    old = [day for day in days if day.bucket.on <= last_old]
    part, whole = _sum(old, Counter.CONVERTED), _sum(old, Counter.PEOPLE)
    found = proportion(RatioPart(min(part, whole), whole))
    note = ""
    if last_old < place.first:
        note = f"all clicks are too young: the window of the newest ends after {last_old}"
    days_meant = (place.first, max(min(last_old, place.last), place.first))
    return place.figure("conversion", found, whole, note=note, days=days_meant)


def costs(days: Sequence[Day], place: FigurePlace) -> Iterator[MeasureFigure]:
    """All of it, then each kind of reward by its name; other currencies are never added."""
    total = cost_minor(days, place.currency)
    yield place.sum("program_cost", total, _sum(days, Counter.REWARDS))
    kinds: dict[str, int] = {}
    for day in days:
        for name, minor in day.by(Counter.COST_MINOR).items():
            kind, _, currency = name.partition(":")
            if currency == place.currency:
                kinds[kind] = kinds.get(kind, 0) + minor
    for kind, minor in sorted(kinds.items()):
        given = sum(day.by(Counter.REWARDS).get(kind, 0) for day in days)
        yield place.sum("program_cost", minor, given, group=kind)


def cost_minor(days: Sequence[Day], currency: str) -> int:
    given = _money(days, Counter.GRANTED_MINOR, currency)
    return given - _money(days, Counter.REGAINED_MINOR, currency)


def budget(shards: Iterable[Shard], place: FigurePlace) -> MeasureFigure:
    shards = list(shards)
    return place.sum("budget_reserved", sum(each.spent_minor for each in shards), len(shards))


def returns(days: Sequence[Day], place: FigurePlace, margin_percent: int | None) -> MeasureFigure:
    orders, cost = _sum(days, Counter.REFERRED), cost_minor(days, place.currency)
    if margin_percent is None:
        return place.figure("return", None, orders, note=NO_MARGIN)
    if orders < FEWEST:
        return place.figure("return", None, orders, note=too_few(orders))
    if cost <= 0:
        return place.figure("return", None, orders, note=NO_COST)
    base = _money(days, Counter.REFERRED_BASE_MINOR, place.currency)
    value = (base * margin_percent - 100 * cost) / (100 * cost)
    note = "not all of these orders were caused by the program"
    return place.figure("return", Interval(value, value, value), orders, note=note)


def harm(days: Sequence[Day], place: FigurePlace) -> Iterator[MeasureFigure]:
    """Denials taken back, in all and by check, and how long people waited for a person."""
    denials, reversals = _by(days, Counter.DENIALS), _by(days, Counter.REVERSALS)
    yield ratio("denials_reversed", reversals.get(ALL, 0), denials.get(ALL, 0), place)
    for rule in sorted(denials.keys() - {ALL}):
        found = proportion(RatioPart(reversals.get(rule, 0), denials[rule]))
        yield place.figure("denials_reversed", found, denials[rule], group=rule)
    hours = {int(hour): count for hour, count in _by(days, Counter.ANSWER_HOURS).items()}
    yield place.figure("review_wait", _median(hours), sum(hours.values()), group="median")


def ratio(
    measure: str, part: int, whole: int, place: FigurePlace, *, note: str = ""
) -> MeasureFigure:
    """Never above 1, though a part may be counted of whom the whole doesn't know yet."""
    return place.figure(measure, proportion(RatioPart(min(part, whole), whole)), whole, note=note)


def _median(hours: dict[int, int]) -> Interval | None:
    """By order statistics: what the ranks around the middle come to."""
    many = sum(hours.values())
    if many < FEWEST:
        return None
    reach = Z * sqrt(many) / 2
    ranks = ceil(many / 2), max(floor(many / 2 - reach), 1), min(ceil(many / 2 + reach) + 1, many)
    middle, low, high = (_at_rank(hours, rank) for rank in ranks)
    return Interval(middle, low, high)


def _at_rank(hours: dict[int, int], rank: int) -> int:
    passed = 0
    for hour in sorted(hours):
        passed += hours[hour]
        if passed >= rank:
            return hour
    raise AssertionError("a rank beyond the last one")


def _sum(days: Iterable[Day], counter: Counter) -> int:
    return sum(day.total(counter) for day in days)


def _money(days: Iterable[Day], counter: Counter, currency: str) -> int:
    return sum(day.by(counter).get(currency, 0) for day in days)


def _by(days: Iterable[Day], counter: Counter) -> dict[str, int]:
    sums: dict[str, int] = {}
    for day in days:
        for name, count in day.by(counter).items():
            sums[name] = sums.get(name, 0) + count
    return {name: count for name, count in sums.items() if count}
