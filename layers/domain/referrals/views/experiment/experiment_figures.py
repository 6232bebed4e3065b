"""How does an experiment stand? Its arms, their differences, and what can be said of them."""

from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite

from pydantic import BaseModel

from referrals.model.experiment.declaration import (
    DeclaredExperiment,
    EndReason,
    TrialMetric,
    TrialSubject,
)
from referrals.model.experiment.reading import (
    ArmReading,
    Contrast,
    ExperimentReading,
    TrialObstacle,
    TrialVerdict,
    read_experiment,
)
from referrals.model.experiment.sentence import contrast_sentence, reading_sentence
from referrals.model.insight.insight import day_of
from referrals.model.moment import Moment
from referrals.model.program.program import Program
from referrals.model.words.wording import ENGLISH, wording
from referrals.store.experiment.tally import TrialTallies, trial_place
from referrals.views.experiment.arm_changes import arm_changes


class ArmLine(BaseModel):
    """What the links of one arm brought, or its advocates where nudges are compared."""

    name: str
    changes: list[str]
    """What it changes, in sentences."""
    entered: int
    """Advocates who take part, where nudges are compared: counted already or not."""
    links: int
    """Those that were followed by a person, or brought an order; advocates who were counted."""
    clicks: int
    """By people; where nudges are compared one for each advocate, whom rates are told by."""
    orders: int
    """Friends' first orders that stayed, by the day of the click that won; or within an advocate's
    thirty days."""
    money_minor: int
    """What of those stayed, on the program's base."""
    rate: str | None
    """Of the metric, for a thousand clicks or advocates, money in minor units; None before there
    was one."""


class ContrastFigures(BaseModel):
    """One arm beside the first."""

    arm: str
    other: str
    estimate: str | None
    """How much more it brings, for a thousand clicks or advocates, money in minor units; None while
    nothing is said."""
    low: str | None
    high: str | None
    """The truth lies between them with 95 % certainty, whenever one looks."""
    verdict: TrialVerdict
    better: str
    sentence: str


class ExperimentFigures(BaseModel):
    program: str
    name: str
    hypothesis: str
    subject: TrialSubject
    """What friends meet, or nudges: whom it is told by."""
    metric: TrialMetric
    matters_per_thousand: int
    currency: str
    share_percent: int
    planned: int
    began_at: Moment
    until: date
    ended_at: Moment | None
    end_reason: EndReason | None
    days: int
    days_needed: int | None
    arms: list[ArmLine]
    contrasts: list[ContrastFigures]
    obstacle: TrialObstacle | None
    sentence: str
    as_of: Moment


def program_experiments(
    rules: Program, tallies: TrialTallies, *, now: datetime
) -> list[ExperimentFigures]:
    """All of a program's, those that run first, then the newest."""
    known = [each for each in rules.experiments if each.began_at]
    known.sort(key=lambda each: (not each.is_open, -each.began_version))
    return [experiment_figures(each, rules, tallies, now=now) for each in known]


def experiment_figures(
    declared: DeclaredExperiment, rules: Program, tallies: TrialTallies, *, now: datetime
) -> ExperimentFigures:
    reading = _reading(declared, rules, tallies, now)
    assert declared.began_at
    return ExperimentFigures(
        program=rules.program,
        currency=rules.currency,
        subject=declared.subject,
        began_at=declared.began_at,
        **declared.model_dump(include=_DECLARED),
        days=reading.days,
        days_needed=reading.days_needed,
        arms=[
            _arm(each, arm_changes(arm, wording(ENGLISH), rules.currency))
            for each, arm in zip(reading.arms, declared.arms, strict=True)
        ],
        contrasts=list(_contrasts(reading, rules)),
        obstacle=reading.obstacle,
        sentence=reading_sentence(reading),
        as_of=now,
    )


_DECLARED = {
    "name",
    "hypothesis",
    "metric",
    "matters_per_thousand",
    "share_percent",
    "planned",
    "until",
    "ended_at",
    "end_reason",
}


def _reading(
    declared: DeclaredExperiment, rules: Program, tallies: TrialTallies, now: datetime
) -> ExperimentReading:
    place = trial_place(declared, rules.program)
    arms = tuple(tallies.arm(place, each.name) for each in declared.arms)
    today = day_of(now, rules.time_zone)
    return read_experiment(declared, arms, today=today, zone=rules.time_zone)


def _arm(reading: ArmReading, changes: list[str]) -> ArmLine:
    tally = reading.tally
    return ArmLine(
        name=reading.name,
        changes=changes,
        entered=tally.entered,
        links=tally.links,
        clicks=tally.clicks,
        orders=tally.orders,
        money_minor=tally.money,
        rate=_text(reading.rate.estimate) if reading.rate else None,
    )


def _contrasts(reading: ExperimentReading, rules: Program) -> Iterator[ContrastFigures]:
    words = wording(ENGLISH)
    for each in reading.contrasts:
        found = each.difference
        yield ContrastFigures(
            arm=each.arm,
            other=each.other,
            estimate=_text(found.estimate) if found else None,
            low=_text(found.low) if found else None,
            high=_text(found.high) if found else None,
            verdict=each.verdict,
            better=each.better,
            sentence=_sentence(each, reading, lambda minor: words.money(minor, rules.currency)),
        )


def _sentence(each: Contrast, reading: ExperimentReading, money: object) -> str:
    assert callable(money)
    return contrast_sentence(each, reading.declared, money)


def _text(number: float) -> str | None:
    """None for an end that nobody knows yet."""
    return f"{number:.1f}" if isfinite(number) else None
