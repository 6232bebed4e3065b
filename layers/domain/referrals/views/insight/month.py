"""How was the month so far, by the counters, day by day and in all? One query."""

from dataclasses import dataclass
from datetime import date, datetime

from referrals.model.insight.insight import Counter, day_of
from referrals.model.insight.proportion import Proportion, proportion
from referrals.store.insight.insight import Insights
from referrals.views.insight.funnel import Funnel, FunnelFigures, funnel


@dataclass(frozen=True, slots=True)
class MonthFigures:
    found: Funnel
    share: Proportion | None
    """Referred orders in all of them, with what it may as well be."""

    @property
    def total(self) -> FunnelFigures:
        return self.found.total

    @property
    def revenue(self) -> dict[str, int]:
        """What of referred orders stayed with the shop, on the program's base, by currency."""
        return _without_zero(self.total.amounts[Counter.REFERRED_BASE_MINOR.value])

    @property
    def cost(self) -> dict[str, int]:
        """What was given for them less what came back, by currency."""
        back = self.total.amounts[Counter.REGAINED_MINOR.value]
        given = self.total.amounts[Counter.GRANTED_MINOR.value]
        return _without_zero({name: minor - back.get(name, 0) for name, minor in given.items()})


def month_figures(program_id: str, zone: str, insights: Insights, *, now: datetime) -> MonthFigures:
    """From the first of the month, as days are in the program's time zone."""
    today = day_of(now, zone)
    return days_figures(program_id, today.replace(day=1), today, insights)


def days_figures(program_id: str, first: date, last: date, insights: Insights) -> MonthFigures:
    found = funnel(program_id, first, last, insights)
    return MonthFigures(found, proportion(found.total.referred, found.total.conversions))


def _without_zero(amounts: dict[str, int]) -> dict[str, int]:
    return {name: minor for name, minor in amounts.items() if minor}
