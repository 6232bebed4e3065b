"""A generated shop of 100,000 orders whose truth is known: the measures tell it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from statistics import mean

from referrals.model.insight.insight import Counted, Counter, Day, total_of
from referrals.model.measure.census import Census
from referrals.model.measure.cohort import CohortTable, cohort_days
from referrals.model.measure.customer import CustomerOrder, customer_counts
from referrals.model.measure.customer_answer import BANDS
from referrals.model.measure.figure import FigurePlace, MeasureFigure
from referrals.model.survey.survey import Survey, SurveyAnswer
from referrals.views.measure import cohort_figures, day_figures, score_figures
from referrals.views.measure.listening_figure import listening

START, END = datetime(2025, 1, 1, 12, tzinfo=UTC), date(2026, 6, 30)
CUSTOMERS, LIFE = 42_000, 545
PLACE = FigurePlace(date(2025, 1, 1), END, datetime(2026, 7, 1, tzinfo=UTC), "EUR")
MEAN_MINOR = {True: 6000, False: 5000}
"""What an order of somebody who was referred comes to on average, and of the others."""


@dataclass(frozen=True)
class PretendBuyer:
    """One customer as the generator made them."""

    name: int
    referred_by: int | None
    orders: tuple[tuple[datetime, int, bool], ...]
    """When, how much, and whether it was kept."""

    @property
    def kept(self) -> list[tuple[datetime, int]]:
        return sorted((at, minor) for at, minor, kept in self.orders if kept)


@cache
def shop() -> tuple[PretendBuyer, ...]:
    """About 100,000 orders: a fifth of all customers are referred, one order in twenty is lost."""
    rng, buyers = random.Random(12), []  # noqa: S311
    for name in range(CUSTOMERS):
        at = START + timedelta(days=LIFE * name / CUSTOMERS)
        by = rng.randrange(max(name - 3000, 0), name) if name and rng.random() < 0.2 else None
        orders = []
        for _ in range(1 + min(int(rng.expovariate(0.55)), 9)):
            minor = round(rng.expovariate(1 / MEAN_MINOR[by is not None]))
            orders.append((at, minor, rng.random() > 0.05))
            at += timedelta(days=rng.randrange(1, 90))
        buyers.append(PretendBuyer(name, by, tuple(orders)))
    return tuple(buyers)


@cache
def surveys() -> tuple[Survey, ...]:
    """A fifth answered three weeks after they came; who brought somebody soon after, gladly."""
    rng, found = random.Random(13), []  # noqa: S311
    glad = {buyer.referred_by for buyer in shop() if buyer.kept}
    for name in range(1, CUSTOMERS, 5):
        at = START + timedelta(days=LIFE * name / CUSTOMERS + 21)
        score = rng.choice((10, 9, 9, 8) if name in glad else (10, 8, 7, 3))
        answer = SurveyAnswer(score=score, said="", answered_at=at)
        place = {"person_id": f"adv_{name}", "program_id": "friends", "number": 1}
        found.append(Survey(**place, asked_at=at, mailed=True, answer=answer))
    return tuple(found)


@cache
def counters() -> Counted:
    census = Census({f"adv_{name}": f"hash-{name}" for name in range(CUSTOMERS)})
    for buyer in shop():
        by = "" if buyer.referred_by is None else f"adv_{buyer.referred_by}"
        census.orders["friends", f"hash-{buyer.name}"] = {
            f"{buyer.name}-{number}": CustomerOrder(
                at, kept, minor if kept else 0, by if kept else "", None, (1, 1)
            )
            for number, (at, minor, kept) in enumerate(buyer.orders)
        }
        if buyer.name % 2:
            census.add_link("friends", f"adv_{buyer.name}")
    for survey in surveys():
        census.add_survey(survey)
    return total_of(customer_counts(each, "UTC") for each in census.records().values())


def days(cohort: str = "") -> list[Day]:
    found = [Day(bucket, counts) for bucket, counts in counters().items()]
    return [day for day in found if day.bucket.cohort == cohort and day.bucket.on <= END]


def cohorts() -> CohortTable:
    return CohortTable.of(Day(bucket, counts) for bucket, counts in counters().items())


def of_cohort(horizon: int, *, referred: bool) -> list[list[int]]:
    """What each customer of the cohorts spent, order by order, the plain way."""
    first, last = cohort_days(END, horizon)
    lives = [
        buyer.kept for buyer in shop() if buyer.kept and (buyer.referred_by is not None) is referred
    ]
    return [
        [minor for at, minor in life if at < life[0][0] + timedelta(days=horizon)]
        for life in lives
        if first <= life[0][0].date() <= last
    ]


def pick(figures: Iterable[MeasureFigure], group: str, horizon: int) -> MeasureFigure:
    return next(e for e in figures if (e.group, e.horizon_days) == (group, horizon))


def test_the_shop_has_a_hundred_thousand_orders() -> None:
    assert 95_000 <= sum(len(buyer.orders) for buyer in shop()) <= 115_000


def test_the_referral_rate_is_the_generator_s() -> None:
    found = day_figures.referral_rate(days(), PLACE)

    assert found.low is not None
    assert found.high is not None
    assert float(found.low) <= 0.2 <= float(found.high)
    buyers = [buyer for buyer in shop() if buyer.kept and buyer.kept[0][0].date() <= END]
    assert found.observations == len(buyers)


def test_lifetime_values_are_those_of_the_plain_sums() -> None:
    for horizon in (30, 90, 180, 365):
        figures = list(cohort_figures.lifetime_values(cohorts(), PLACE, END))
        for group, referred in (("referred", True), ("others", False)):
            sums = [sum(life) for life in of_cohort(horizon, referred=referred)]
            found = pick(figures, group, horizon)
            assert (found.value, found.observations) == (str(round(mean(sums))), len(sums))


def test_the_interval_of_the_difference_holds_what_was_put_in() -> None:
    found = pick(cohort_figures.lifetime_values(cohorts(), PLACE, END), "difference", 365)
    orders = mean(len(life) for life in of_cohort(365, referred=False))

    assert found.low is not None
    assert found.high is not None
    assert float(found.low) <= 1000 * orders <= float(found.high)
    assert float(found.low) > 0


def test_repeat_rates_are_those_of_the_plain_count() -> None:
    for horizon in (30, 365):
        lives = of_cohort(horizon, referred=True)
        share = sum(len(life) > 1 for life in lives) / len(lives)
        found = pick(cohort_figures.repeat_rates(cohorts(), PLACE, END), "referred", horizon)
        assert found.value == f"{share:.4f}"


def test_k_is_that_of_the_plain_count() -> None:
    first, last = cohort_days(END, 90)
    starts = {b.name: b.kept[0][0] for b in shop() if b.kept}
    friends = dict.fromkeys(starts, 0)
    for buyer in shop():
        by = buyer.referred_by
        if buyer.kept and by in starts:
            waited = starts[buyer.name] - starts[by]
            friends[by] += timedelta() <= waited < timedelta(days=90)
    counted = [friends[name] for name, at in starts.items() if first <= at.date() <= last]

    found = cohort_figures.k_factor(cohorts(), PLACE, END)

    assert (found.value, found.observations) == (f"{mean(counted):.4f}", len(counted))


def test_time_to_referral_counts_each_advocate_as_long_as_watched() -> None:
    figures = list(cohort_figures.time_to_referral(days("starts"), PLACE, END))

    starts = {b.name: b.kept[0][0] for b in shop() if b.kept}
    waits: dict[int, int] = {}
    for buyer in shop():
        by = buyer.referred_by
        if buyer.kept and by in starts and starts[buyer.name] >= starts[by]:
            wait = (starts[buyer.name] - starts[by]).days
            waits[by] = min(waits.get(by, wait), wait)
    advocates = [name for name, at in starts.items() if name % 2 and at.date() <= END]
    ages = {name: min((END - starts[name].date()).days, 365) for name in advocates}
    remaining = 1.0
    for day in range(366):
        at_risk = sum(ages[n] >= day and waits.get(n, day) >= day for n in advocates)
        had = sum(ages[n] >= day and waits.get(n) == day for n in advocates)
        remaining *= 1 - had / at_risk if at_risk else 1.0

    assert {each.observations for each in figures} == {len(advocates)}
    assert figures[1].note == f"not reached: {100 * (1 - remaining):.1f} % brought a friend so far"


def test_values_by_score_are_those_of_the_plain_sums() -> None:
    bands = {int(each.person_id[4:]): BANDS[each.answer.band] for each in surveys() if each.answer}
    first, last = cohort_days(END, 90)
    worth: dict[str, list[int]] = {}
    for buyer in shop():
        if buyer.name in bands and buyer.kept and first <= buyer.kept[0][0].date() <= last:
            end = buyer.kept[0][0] + timedelta(days=90)
            worth.setdefault(bands[buyer.name], []).append(
                sum(minor for at, minor in buyer.kept if at < end)
            )

    figures = list(score_figures.values_by_score(cohorts(), PLACE, END))

    for band, sums in worth.items():
        found = pick(figures, band, 90)
        assert (found.value, found.observations) == (str(round(mean(sums))), len(sums))


def test_who_brings_friends_after_the_answer_is_found_gladder() -> None:
    starts = {b.name: b.kept[0][0] for b in shop() if b.kept}
    friends: dict[int, list[datetime]] = {}
    for buyer in shop():
        if buyer.kept and buyer.referred_by is not None:
            friends.setdefault(buyer.referred_by, []).append(starts[buyer.name])
    first, last = cohort_days(END, 90)
    counted: dict[bool, list[bool]] = {True: [], False: []}
    for each in surveys():
        name = int(each.person_id[4:])
        if each.answer and name % 2 and name in starts:
            at = each.answer.answered_at
            if first <= at.date() <= last:
                end = at + timedelta(days=90)
                brought = any(at < friend < end for friend in friends.get(name, ()))
                counted[brought].append(each.answer.score >= 9)

    found = list(score_figures.satisfaction_by_referral(cohorts(), PLACE, END))

    assert [(each.value, each.observations) for each in found] == [
        (f"{mean(glad):.4f}", len(glad)) for glad in (counted[True], counted[False])
    ]
    assert float(found[0].low or 0) > float(found[1].high or 1)


def test_participation_rests_on_every_customer() -> None:
    found = cohort_figures.participation(days(), cohorts(), PLACE, END)

    first_orders = sum(day.total(Counter.FIRST_ORDERS) for day in days())
    assert (found.value, found.observations) == ("0.0000", first_orders)


def test_answers_make_a_score_with_its_response_rate() -> None:
    month = {"score_10": 60, "score_8": 20, "score_3": 20, "mailed": 400, "mail_answers": 100}

    score, _, rate = listening([month], PLACE)

    assert (score.value, rate.value) == ("40.0", "0.2500")
