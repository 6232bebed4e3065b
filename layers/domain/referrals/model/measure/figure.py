"""A figure: one measured number with its interval, how many it rests on, and what it means."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from math import isfinite

from pydantic import BaseModel, ConfigDict

from referrals.model.measure.definition import MeasureUnit, definition
from referrals.model.measure.interval import FEWEST
from referrals.model.moment import Moment
from referrals.model.nudge.confidence import Interval

_PLACES = {
    MeasureUnit.PROPORTION: "0.0001",
    MeasureUnit.PER_PERSON: "0.0001",
    MeasureUnit.RATIO: "0.0001",
    MeasureUnit.POINTS: "0.1",
    MeasureUnit.SCORE: "0.01",
}


class MeasureFigure(BaseModel):
    """Never a number alone: value, interval, observations, definition, as of."""

    model_config = ConfigDict(frozen=True)
    measure: str
    """The name of its definition."""
    title: str
    unit: MeasureUnit
    group: str = ""
    """Of whom, where a measure has several: `referred`, `median`, `promoters`, a reward's kind, a
    check."""
    horizon_days: int | None = None
    """Of lifetime values, repeat rates and values by score: how many of a customer's first days
    count."""
    value: str | None
    """A decimal number as text; money in minor units. None where there is no number to show."""
    low: str | None = None
    high: str | None = None
    """Where the truth lies with 95 % certainty; None for plain sums, which are exact."""
    currency: str = ""
    observations: int
    """The denominator."""
    note: str = ""
    """Why there is no value, or what to know of it: `too few to say (12)`."""
    first: date
    last: date
    """The days that it is about, in the program's time zone."""
    as_of: Moment
    """Later facts may move it."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """What figures of one answer have in common."""

    first: date
    last: date
    as_of: datetime
    currency: str

    def figure(
        self,
        measure: str,
        found: Interval | None,
        observations: int,
        *,
        group: str = "",
        horizon: int | None = None,
        note: str = "",
        days: tuple[date, date] | None = None,
    ) -> MeasureFigure:
        """Without a number: too few to say, unless `note` knows better."""
        known = definition(measure)
        first, last = days or (self.first, self.last)
        exact = found is not None and found.low == found.high == found.estimate
        return MeasureFigure(
            measure=measure,
            title=known.title,
            unit=known.unit,
            group=group,
            horizon_days=horizon,
            value=as_text(found.estimate, known.unit) if found else None,
            low=_end(found.low, known.unit) if found and not exact else None,
            high=_end(found.high, known.unit) if found and not exact else None,
            currency=self.currency if known.unit is MeasureUnit.MONEY else "",
            observations=observations,
            note=note or ("" if found else too_few(observations)),
            first=first,
            last=last,
            as_of=self.as_of,
        )

    def sum(
        self, measure: str, amount: int, observations: int, *, group: str = "", note: str = ""
    ) -> MeasureFigure:
        """An exact sum: it has no interval, and none is too few."""
        exact = Interval(amount, amount, amount)
        return self.figure(measure, exact, observations, group=group, note=note)


def as_text(number: float, unit: MeasureUnit) -> str:
    """With as many decimals as the unit has."""
    places = Decimal(_PLACES.get(unit, "1"))
    rounded = Decimal(number).quantize(places, rounding=ROUND_HALF_EVEN)
    return str(rounded or abs(rounded))


def _end(number: float, unit: MeasureUnit) -> str | None:
    """None for an end that nobody knows yet."""
    return as_text(number, unit) if isfinite(number) else None


def too_few(observations: int) -> str:
    """Below `FEWEST`; anything else is said by whoever found no number."""
    assert observations < FEWEST
    return f"too few to say ({observations})"
