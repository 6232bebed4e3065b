"""What do answers to the one question tell of a period's months?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from referrals.model.measure.figure import FigurePlace, MeasureFigure
from referrals.model.measure.interval import FEWEST, RatioPart, mean, proportion
from referrals.model.nudge.confidence import Interval, RunningSums
from referrals.model.survey.nps import net_promoter_score
from referrals.model.survey.survey import BEST, HIGHEST


def listening(months: Iterable[Mapping[str, int]], place: FigurePlace) -> Iterator[MeasureFigure]:
    counts = Counter[str]()
    for month in months:
        counts.update(month)
    found = net_promoter_score({s: counts[f"score_{s}"] for s in range(HIGHEST + 1)})
    interval = None
    if found.score is not None and found.half_width is not None:
        low, high = found.score - found.half_width, found.score + found.half_width
        interval = Interval(found.score, max(low, -100.0), min(high, 100.0))
    yield place.figure("nps", interval, found.answers)
    yield _satisfaction(counts, found.answers, place)
    mailed, answered = counts["mailed"], counts["mail_answers"]
    rate = proportion(RatioPart(min(answered, mailed), mailed))
    yield place.figure("response_rate", rate, mailed)


def _satisfaction(counts: Counter[str], asked: int, place: FigurePlace) -> MeasureFigure:
    """Asked of whoever has answered the first question."""
    numbers = {number: counts[f"satisfied_{number}"] for number in range(1, BEST + 1)}
    many = sum(numbers.values())
    total = sum(number * count for number, count in numbers.items())
    squares = sum(number * number * count for number, count in numbers.items())
    note = f"{many} of {asked} who answered the first question" if many >= FEWEST else ""
    return place.figure("csat", mean(RunningSums(many, total, squares)), many, note=note)
