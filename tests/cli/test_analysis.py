"""The SQL of docs/analysis.md, asked of a generated shop: the same as what was counted."""

import re
from collections import Counter as Tally
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from awswire.codec import Item
from goodword.export.parquet import write_parquet
from goodword.export.slices import json_line
from referrals.model.insight.counts import all_referral_counts, click_counts, grant_counts
from referrals.model.insight.insight import Bucket, Counted, Day, day_of, total_of
from referrals.model.link.click import Click, click_fields
from referrals.model.measure.census import Census
from referrals.model.measure.cohort import CohortTable
from referrals.model.measure.customer import customer_counts
from referrals.model.measure.definition import definitions
from referrals.model.measure.figure import MeasureFigure
from referrals.model.measure.interval import FEWEST
from referrals.model.measure.terms import ProgramTerms
from referrals.model.program.budget import Shard
from referrals.store.attribution.referral import as_item
from referrals.store.insight.insight import read_day
from referrals.store.link.link import link_item
from referrals.store.people.person import as_item as person_item
from referrals.store.reward.grant import GRANT
from referrals.views.insight.fact_table import fact_tables
from referrals.views.measure.program_measures import MeasureFacts, measures_of
from tests.measured_shop import MeasuredShop
from tests.template import ROOT
from tests.world import a_program

PAGE = (ROOT / "docs/analysis.md").read_text()
VIEW = re.findall(r"```sql\n(CREATE VIEW.*?)```", PAGE, re.DOTALL)[0]
QUERIES = dict(re.findall(r"### (\w+)\n[^#]*?```sql\n(.*?)```", PAGE, re.DOTALL))
OWN = re.findall(r"```sql\n(.*?)```", PAGE.partition("## Questions of your own")[2], re.DOTALL)
AT_90_DAYS = ("lifetime_value", "repeat_rate", "k_factor", "value_by_score")
BY_LOT = {"incremental_orders"}
"""Who is held out is drawn by a key that leaves with no file."""
FIRST, LAST, ZONE = date(2026, 10, 1), date(2026, 10, 31), "Europe/Berlin"
SEEN = ("page_people", "went_on")
NOW = datetime(2026, 12, 20, tzinfo=UTC)


@cache
def shop() -> MeasuredShop:
    return MeasuredShop()


@cache
def days() -> tuple[Item, ...]:
    return tuple(shop().days())


def items() -> Iterator[tuple[str, Item]]:
    """By the table that they stand in."""
    yield from (("referrals", as_item(each)) for each in shop().referrals)
    for grant in shop().grants:
        yield "ledger", {"account": "", "entry": GRANT, **grant.model_dump(mode="json")}
    for survey in shop().surveys:
        yield "stories", {"entry": "survey#1", **survey.model_dump(mode="json")}
    yield from (("people", person_item(each)) for each in shop().people())
    yield from (("links", link_item(each)) for each in shop().links())
    yield from (("clicks", click_fields(each)) for each in shop().clicks())
    yield from (("insights", each) for each in days())


@cache
def figures() -> dict[tuple[str, str, int | None], MeasureFigure]:
    """As the counters tell them."""
    rules = {"margin_percent": 45, "limits": {"budget_minor": 10**9}, "time_zone": ZONE}
    program = a_program(**rules, attribution={"window_days": 30})
    found = measures_of(program, FIRST, LAST, counted(), now=NOW).figures
    return {(each.measure, each.group, each.horizon_days): each for each in found}


def counted() -> MeasureFacts:
    census = Census({each.person_id: each.email_hash for each in shop().people()})
    for link in shop().links():
        census.add_link("friends", link.advocate_id)
    for referral in shop().referrals:
        census.add_referral(referral, ProgramTerms(ZONE, "EUR"))
    for survey in shop().surveys:
        census.add_survey(survey)
    sums = total_of(
        [
            *(customer_counts(each, ZONE) for each in census.records().values()),
            *(all_referral_counts(each, ZONE) for each in shop().referrals),
            *(grant_counts(each, ZONE) for each in shop().grants),
            *participants(),
            *map(seen_pages, shop().clicks()),
            *({day.bucket: dict(day.counters)} for day in program_days()),
        ]
    )
    found = [Day(bucket, counters) for bucket, counters in sums.items()]
    return MeasureFacts(
        tuple(day for day in found if not day.bucket.cohort and not day.bucket.code),
        CohortTable.of(day for day in found if day.bucket.cohort not in ("", "starts")),
        tuple(day for day in found if day.bucket.cohort == "starts"),
        (Shard(0, spent_minor=sum(each.budget_minor or 0 for each in shop().grants)),),
        tuple(answers_by_month().items()),
    )


def program_days() -> list[Day]:
    return [day for item in days() if (day := read_day(item)) and not day.bucket.code]


def participants() -> Iterator[dict[Bucket, dict[str, int]]]:
    """Each link on the day on which it was first used; its only one here."""
    for item in days():
        day = read_day(item)
        if day and day.bucket.code and sum(day.counters.values()):
            month = Bucket("friends", day.bucket.on.replace(day=1), cohort="participants")
            yield {Bucket("friends", day.bucket.on): {"participants": 1}}
            yield {month: {"participants": 1}}


def seen_pages(click: Click) -> Counted:
    """What a click counts for beside itself: `days` has made up how many there were."""
    bucket = Bucket("friends", day_of(click.clicked_at, ZONE))
    counters = click_counts(click, ZONE)[bucket]
    return {bucket: {name: n for name, n in counters.items() if name.startswith(SEEN)}}


def answers_by_month() -> dict[str, Tally[str]]:
    months: dict[str, Tally[str]] = {}
    for each in shop().surveys:
        month = months.setdefault(f"{each.asked_at:%Y-%m}", Tally())
        month["mailed"] += each.mailed
        if each.answer:
            month[f"score_{each.answer.score}"] += 1
            month[f"satisfied_{each.answer.satisfaction}"] += 1
            month["mail_answers"] += each.mailed
    return months


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("facts")
    lines: dict[str, list[str]] = {name: [] for name in fact_tables()}
    for noun, item in items():
        for name, fact in fact_tables().items():
            if fact.noun == noun:
                lines[name] += [json_line(row) for row in fact.rows(item, lambda _: ZONE)]
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, fact in fact_tables().items():
            path = folder / f"{name}.jsonl"
            path.write_text("\n".join(lines[name]))
            kinds = {column: fact.type_of(column) for column in fact.columns}
            write_parquet(path, folder / f"{name}.parquet", kinds)
            connection.execute(view_of(folder / f"{name}.parquet"))
        connection.execute(VIEW)
        yield connection


def view_of(path: Path) -> str:
    return f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'"  # noqa: S608


def ask(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = database.execute(query)
    names = [each[0] for each in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def told(rows: list[dict[str, Any]], name: str) -> dict[tuple[str, str, int | None], Any]:
    """Value and n by measure, group and horizon, as the figures have them."""
    horizon = 90 if name in AT_90_DAYS else None
    if name == "time_to_referral":
        (row,) = rows
        quartiles = ("first_quartile", "median", "third_quartile")
        return {(name, each, None): (row[each], row["n"]) for each in quartiles}
    return {(name, group_of(row, name), horizon): (row["value"], row.get("n")) for row in rows}


def group_of(row: dict[str, Any], name: str) -> str:
    if "referred" in row:
        return "referred" if row["referred"] else "others"
    if "brought" in row:
        return "with_friend" if row["brought"] else "without_friend"
    if name == "review_wait":
        return "median"
    group = str(row.get("kind", row.get("rule", row.get("band", ""))))
    return "" if group == "all" else group


@pytest.mark.parametrize("name", sorted({*definitions()} - BY_LOT))
def test_a_query_says_what_was_counted(name: str, database: duckdb.DuckDBPyConnection) -> None:
    found = told(ask(database, QUERIES[name]), name)

    expected = {
        key: each
        for key, each in figures().items()
        if key[0] == name and key[2] in (None, 90) and key[1] != "difference"
    }
    for key, (value, n) in found.items():
        figure = expected.pop(key)
        assert n in (None, figure.observations)
        if figure.value is None:  # Too few, or not reached.
            assert n < FEWEST or value is None
        else:
            assert figure.value == rounded(value, figure)
    assert not expected or set(expected) == {("program_cost", "", None)}


def rounded(value: float, figure: MeasureFigure) -> str:
    decimals = len((figure.value or "").partition(".")[2])
    return f"{value:.{decimals}f}"


def test_other_questions_of_the_page_answer(database: duckdb.DuckDBPyConnection) -> None:
    assert len(OWN) == 1
    assert all(ask(database, query) for query in OWN)
