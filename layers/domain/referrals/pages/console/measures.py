"""GET /console/measures: every measure of a period with how sure it is, beside the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from referrals.desks import measure as measure_desk
from referrals.edge.http import Answer
from referrals.model.insight.insight import day_of
from referrals.model.measure.definition import MeasureDefinition, definition
from referrals.model.moment import day_words
from referrals.pages.console.day_charts import day_charts
from referrals.pages.console.days import query_day
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.measure_charts import score_chart, worth_chart
from referrals.pages.console.measure_text import group_text, interval_text, value_text
from referrals.pages.console.number_links import stage_links
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.figures import stages_of
from referrals.views.insight.funnel import period
from referrals.views.measure.day_figures import NO_MARGIN
from referrals.views.measure.measure_sheet import MeasurePair, MeasureSheet, measure_sheet

COLUMNS = tuple(
    Column(each)
    for each in (
        *("measure", "of", "value", "low", "high", "currency", "n", "before"),
        *("note", "first day", "last day", "as of", "means"),
    )
)
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Who takes part, and whom they bring",
        (
            *("referral_rate", "participation", "share_rate", "click_through"),
            *("conversion", "time_to_referral", "k_factor"),
        ),
    ),
    ("What customers are worth", ("lifetime_value", "repeat_rate")),
    ("What it costs, and brings", ("program_cost", "budget_reserved", "return")),
    ("What letters cause", ("incremental_orders",)),
    (
        "What people say",
        ("nps", "csat", "response_rate", "value_by_score", "satisfaction_by_referral"),
    ),
    ("Where we said no", ("denials_reversed", "review_wait")),
)
USUAL_DAYS = 90
SPANS = (("30 days", 30), ("90 days", 90), ("a year", 366))


@dataclass(frozen=True, slots=True)
class MeasureLine:
    of: str
    """Of whom; empty for everybody."""
    value: str
    """Or why there is none."""
    known: bool
    interval: str
    observations: str
    before: str
    note: str
    step: str
    """Where the shop says what is missing; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with what it means, and its figures."""

    means: MeasureDefinition
    lines: tuple[MeasureLine, ...]


def show(visit: DeskVisit) -> Answer:
    today = day_of(visit.now, visit.rules.time_zone)
    wished = query_day(visit, "from")
    first, last = period(wished, query_day(visit, "to"), today)
    if wished is None:  # Long enough for clicks whose attribution window has ended.
        first = last - timedelta(days=USUAL_DAYS - 1)
    sheet = measure_sheet(visit.program, first, last, measure_desk.measures(), now=visit.now)
    figures = [each.figure for each in sheet.pairs]
    days = visit.link("/console/days", **{"from": first.isoformat(), "to": last.isoformat()})
    return show_list(
        visit,
        _listing(visit, sheet),
        "Measures",
        template="measures",
        before=(day_words(sheet.first_before), day_words(sheet.last_before)),
        spans=[(text, _span(visit, today, days)) for text, days in SPANS],
        days=days,
        stages=stage_links(visit, stages_of(sheet.funnel.total, visit.words), first, last),
        charts=day_charts(sheet.funnel, today, visit.words),
        sections=[(title, list(_rows(visit, sheet, names))) for title, names in SECTIONS],
        section_charts={
            "What customers are worth": worth_chart(figures, visit.words),
            "What people say": score_chart(sheet.scores),
        },
    )


def _rows(visit: DeskVisit, sheet: MeasureSheet, names: Sequence[str]) -> Iterator[MeasureRow]:
    for name in names:
        pairs = [each for each in sheet.pairs if each.figure.measure == name]
        if pairs:
            yield MeasureRow(definition(name), tuple(_line(visit, each) for each in pairs))


def _line(visit: DeskVisit, pair: MeasurePair) -> MeasureLine:
    figure, before, words = pair.figure, pair.before, visit.words
    return MeasureLine(
        of=group_text(figure),
        value=value_text(figure, words),
        known=figure.value is not None,
        interval=interval_text(figure, words),
        observations=words.number(figure.observations),
        before=value_text(before, words) if before and before.value is not None else "",
        note=figure.note if figure.value is not None else "",
        step=visit.link("/console/program") + "#margin" if figure.note == NO_MARGIN else "",
    )


def _listing(visit: DeskVisit, sheet: MeasureSheet) -> Listing:
    def fetch(start: str, limit: int) -> ListPage:
        """All at once: there are as many as measures have groups."""
        return ListPage([_cells(each) for each in sheet.pairs])

    return Listing(
        name="measures",
        caption="Measures of the period",
        path="/console/measures",
        columns=COLUMNS,
        fetch=fetch,
        empty="Nothing was measured.",
        filters=(
            ListFilter("from", "From", sheet.first.isoformat(), type="date"),
            ListFilter("to", "To", sheet.last.isoformat(), type="date"),
        ),
    )


def _cells(pair: MeasurePair) -> list[Cell]:
    figure = pair.figure
    means = definition(figure.measure)
    texts = (
        figure.title,
        group_text(figure),
        figure.value or "",
        figure.low or "",
        figure.high or "",
        figure.currency,
        str(figure.observations),
        (pair.before.value or "") if pair.before else "",
        figure.note,
        figure.first.isoformat(),
        figure.last.isoformat(),
        figure.as_of.isoformat(),
        f"{means.numerator} / {means.denominator}; {means.population}",
    )
    return [Cell(each) for each in texts]


def _span(visit: DeskVisit, today: date, days: int) -> str:
    first = today - timedelta(days=days - 1)
    return visit.link("/console/measures", **{"from": first.isoformat(), "to": today.isoformat()})
