"""`goodword insights`: what a program brought and how sure that is; whether the numbers say what
the tables say, and setting them right.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from goodword import target
from goodword.measure_sheet import tell_definition, tell_measures
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from referrals.desks import experiment as experiment_desk
from referrals.desks import measure as measure_desk
from referrals.model.insight.insight import Bucket, Deviation, day_of
from referrals.model.measure.census import CustomerPlace
from referrals.model.measure.customer import CustomerRecord
from referrals.model.measure.definition import definition
from referrals.steps.experiment.rebuild_trials import rebuild_trials
from referrals.steps.insight.rebuild_insights import (
    list_link_days,
    rebuild_insights,
    rebuild_records,
    rebuild_sums,
)
from referrals.store.experiment.tally import WrongTally
from referrals.store.insight.countable import COUNTS
from referrals.store.measure.kept_sum import NOUNS, WrongSum
from referrals.store.table import Table
from referrals.views.experiment.trial_check import wrong_tallies
from referrals.views.insight.funnel import period
from referrals.views.insight.insight_check import insight_check
from referrals.views.insight.sum_check import wrong_sums
from referrals.views.measure.census_check import (
    CENSUS_TABLES,
    census_counts,
    take_census,
    wrong_records,
)
from referrals.views.measure.program_measures import program_measures
from referrals.wiring import clients, clock, experiment_stores, measure_stores, stores

RECORDS = "wrong_customer_records"
UNLISTED = "unlisted_link_days"
app = typer.Typer(no_args_is_help=True, help="Read the numbers, and compare them with the tables.")


@app.command("show")
def show_measures(
    program: Annotated[str, typer.Argument(help="The program's id.")] = "",
    *,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day: today.")
    ] = None,
    define: Annotated[str, typer.Option("--define", help="What this measure means.")] = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Every measure of a program: value, interval, how many it rests on, as of when."""
    with explain_errors():
        if define:
            tell_definition(definition(define), as_json=as_json)
            return
        if not program:
            raise typer.BadParameter("name the program, or --define a measure")
        target.enter(stack)
        found, now = stores.programs().get(program), clock.now()
        today = day_of(now, found.rules.time_zone)
        begin, end = period(first and first.date(), last and last.date(), today)
        measures = program_measures(found, begin, end, measure_desk.measures(), now=now)
        data = measures.model_dump(mode="json")
        show(data, as_json=as_json, human=lambda: tell_measures(measures))


@app.command()
def check(as_json: AsJson = False, stack: Stack = "") -> None:
    """Counts everything again and names what differs; exit code 1 when something does."""
    with explain_errors():
        target.enter(stack)
        census = count_customers()
        deviations = find_deviations(census) + record_deviations(census) + trial_deviations()
        deviations += [*map(sum_deviation, find_wrong_sums()), *list_deviations()]
        show(
            [told_of(each) for each in deviations], as_json=as_json, human=lambda: tell(deviations)
        )
    if deviations:
        raise typer.Exit(1)


@app.command()
def rebuild(as_json: AsJson = False, stack: Stack = "") -> None:
    """Sets every number that differs to what the tables come to."""
    with explain_errors():
        target.enter(stack)
        census = count_customers()
        records = measure_stores.customer_records()
        corrected = rebuild_records(find_wrong_records(census), records)
        corrected += rebuild_insights(find_deviations(census), stores.insights())
        # By then the days are right that links' tallies come of.
        corrected += rebuild_trials(find_wrong_tallies(), experiment_desk.folds())
        corrected += rebuild_sums(find_wrong_sums(), sum_tables())
        corrected += list_link_days(measure_stores.link_days())
        data = {"corrected": corrected}
        show(data, as_json=as_json, human=lambda: console.print(f"{corrected} numbers set right"))


def find_wrong_tallies() -> list[WrongTally]:
    with life("adding up experiments again"):
        tallies = experiment_stores.trial_tallies()
        return list(wrong_tallies(stores.programs(), stores.links(), tallies))


def trial_deviations() -> list[Deviation]:
    """Of links' and arms' tallies, by the clicks and orders that they say."""
    return [
        Deviation(Bucket(each.place.program_id, date.min, each.code), name, counted, expected)
        for each in find_wrong_tallies()
        for name, counted, expected in (
            (f"experiment_clicks@{each.arm}", each.counted.clicks, each.expected.clicks),
            (f"experiment_orders@{each.arm}", each.counted.orders, each.expected.orders),
        )
    ]


def sum_tables() -> dict[str, Table]:
    return {noun: clients.table(noun) for noun in NOUNS}


def find_wrong_sums() -> list[WrongSum]:
    with life("adding up answers, arms and budgets again"):
        return list(wrong_sums(sum_tables()))


def sum_deviation(wrong: WrongSum) -> Deviation:
    """Under the name of its item."""
    place = wrong.place
    name = f"{place.first.partition('#')[0]}:{place.second}:{wrong.counter}"
    return Deviation(Bucket(place.program_id, date.min), name, wrong.counted, wrong.expected)


def list_deviations() -> list[Deviation]:
    """How many days of each program's links the desk can't list yet."""
    missed = Counter(program_id for _, program_id in measure_stores.link_days().find_missing())
    return [Deviation(Bucket(each, date.min), UNLISTED, missed[each], 0) for each in sorted(missed)]


def find_wrong_records(
    census: Mapping[CustomerPlace, CustomerRecord],
) -> list[tuple[CustomerRecord, CustomerRecord]]:
    return list(wrong_records(census, measure_stores.customer_records()))


def record_deviations(census: Mapping[CustomerPlace, CustomerRecord]) -> list[Deviation]:
    """How many customers' records differ in each program: nobody is named."""
    wrong = Counter(wanted.program_id for _, wanted in find_wrong_records(census))
    return [Deviation(Bucket(each, date.min), RECORDS, wrong[each], 0) for each in sorted(wrong)]


def count_customers() -> dict[CustomerPlace, CustomerRecord]:
    tables = {noun: clients.table(noun) for noun in ("referrals", *CENSUS_TABLES)}
    with life("counting customers again"):
        return take_census(tables, stores.programs())


def find_deviations(census: Mapping[CustomerPlace, CustomerRecord]) -> list[Deviation]:
    tables, programs = {noun: clients.table(noun) for noun in COUNTS}, stores.programs()
    customers = census_counts(census, programs)
    with life("counting everything again"):
        return insight_check(
            tables, stores.insights(), programs, customers=customers, now=datetime.now(UTC)
        )


def told_of(deviation: Deviation) -> dict[str, object]:
    bucket = deviation.bucket
    return {
        "program": bucket.program_id,
        "code": bucket.code,
        "source": bucket.source,
        "cohort": bucket.cohort,
        "on": bucket.on.isoformat(),
        "counter": deviation.counter,
        "counted": deviation.counted,
        "expected": deviation.expected,
    }


def tell(deviations: list[Deviation]) -> None:
    for each in deviations:
        where = f"{each.bucket.program_id} {_part_of(each.bucket)}".strip()
        difference = f"{each.counter} is {each.counted}, the tables say {each.expected}"
        console.print(f"{where} {each.bucket.on}: {difference}")
    if not deviations:
        console.print("all numbers agree with the tables")
    console.print(
        "Compared as far as facts are kept: clicks 90 days, looks and shares 31; of answers' and"
        " nudges' sums only too little is told, as who is erased stays counted."
    )


def _part_of(bucket: Bucket) -> str:
    """Empty for the whole program."""
    return bucket.code or bucket.source or bucket.cohort
