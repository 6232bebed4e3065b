"""`goodword export`: facts as Parquet without anything personal, and all there is for who asks."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import duckdb
import pytest
from typer.testing import CliRunner, Result

from awswire.codec import encode_item
from goodword.export.facts import export_facts
from goodword.export.slices import SliceProgress
from goodword.main import app
from referrals.model.insight.insight import Bucket, Move
from referrals.model.reward.ledger import Part, person_account
from referrals.store.insight.countable import zones
from referrals.store.table import Table
from referrals.views.insight.fact_table import fact_tables
from referrals.wiring import clients, stores, story_stores
from tests.credit import credit
from tests.stories import BUCKET, make_bucket
from tests.world import NOW, a_friend, a_link, refer, store_program

NAMES = ("ada@example.com", "ben@example.com", "Lovelace", "Bitdiddle")


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.setenv("PHOTOS_BUCKET", BUCKET)
    make_bucket()
    store_program(None, a_link())
    stores.people().add(a_friend())
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    for number in range(5):
        refer(order_id=f"10{number}")
    credit(1250)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["export", *words])


def rows(name: str, folder: str = "out") -> list[dict[str, Any]]:
    found = duckdb.read_parquet(f"{folder}/{name}.parquet")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_every_fact_is_there_with_its_columns() -> None:
    assert run("--to", "out").exit_code == 0

    for name, fact in fact_tables().items():
        found = duckdb.read_parquet(f"out/{name}.parquet")
        assert list(found.columns) == list(fact.columns)
    orders = rows("orders")
    assert {order["order_id"] for order in orders} == {f"10{number}" for number in range(5)}
    assert {(o["base_minor"], o["stands"], o["referred"]) for o in orders} == {(4202, True, True)}
    assert [(link["code"], link["advocate"]) for link in rows("links")] == [
        ("ada-bakes", "adv_ada")
    ]


def test_lines_of_an_account_add_up_to_its_balance() -> None:
    run("--to", "out")

    account = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
    total = sum(line["amount"] for line in rows("lines") if line["account"] == account)
    assert total == stores.ledger().balance(account).balance == 1250
    assert sum(line["amount"] for line in rows("lines")) == 0


def test_nothing_personal_is_among_the_facts() -> None:
    run("--to", "out")

    for path in Path("out").glob("*.parquet"):
        told = str(duckdb.read_parquet(str(path)).fetchall())
        assert not [name for name in NAMES if name in told]


def test_one_program_s_facts_alone() -> None:
    run("--to", "out", "--program", "friends")

    assert len(rows("orders")) == 5
    assert run("--to", "other", "--program", "unheard-of").exit_code == 3


def test_people_come_as_the_import_takes_them() -> None:
    assert run("--to", "out", "--people").exit_code == 0

    with Path("out/people-friends.csv").open() as text:
        (ada,) = csv.DictReader(text)
    assert (ada["email"], ada["code"], ada["balance"]) == ("ada@example.com", "ada-bakes", "12.50")
    again = CliRunner().invoke(
        app, ["import", "plan", "friends", "out/people-friends.csv", "--json"]
    )
    assert json.loads(again.stdout)["known"] == 1
    kept = Path("out/tables/referrals.jsonl").read_text().splitlines()
    assert len(kept) == 5


def test_the_counters_the_log_and_photos_go_along() -> None:
    story_stores.photos().put("story-1", "ab-320.jpg", b"rye")
    stores.insights().fold([Move("x", {Bucket("friends", NOW.date()): {"rewarded": 1}})], NOW)

    for _ in range(2):
        assert run("--to", "out", "--people").exit_code == 0

    assert Path("out/photos/story-1/ab-320.jpg").read_bytes() == b"rye"
    assert '"rewarded":1' in Path("out/tables/insights.jsonl").read_text()
    assert Path("out/tables/changes.jsonl").exists()


def test_a_name_is_no_formula_in_a_spreadsheet() -> None:
    stores.people().change("adv_ada", name="=HYPERLINK(1)")
    run("--to", "out", "--people")

    assert "'=HYPERLINK(1)" in Path("out/people-friends.csv").read_text()


class SmallPages(Table):
    """A table whose scans come two items at a time, and break off where the test says."""

    breaks_after = 99

    def scan_page(self, *, start: Any = None, **options: Any) -> tuple[list[Any], Any]:
        SmallPages.breaks_after -= 1
        if SmallPages.breaks_after < 0:
            raise KeyboardInterrupt
        return super().scan_page(start=start, Limit=2, **options)


def small(noun: str) -> Table:
    return SmallPages(clients.dynamo(), clients.table(noun).name)


@pytest.fixture
def patience() -> Iterator[None]:
    yield
    SmallPages.breaks_after = 99


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("pages", range(8))
def test_what_was_cut_off_goes_on_without_a_row_twice(pages: int, tmp_path: Path) -> None:
    SmallPages.breaks_after = pages
    zone_of = zones(stores.programs())
    with pytest.raises(KeyboardInterrupt):
        export_facts(tmp_path / "cut", small, zone_of)
    torn = tmp_path / "cut/.unfinished/facts/orders.jsonl"
    if torn.exists():
        with torn.open("a") as file:
            file.write('{"program": "fri')
    SmallPages.breaks_after = 999

    written = export_facts(tmp_path / "cut", small, zone_of)

    assert written == export_facts(tmp_path / "whole", clients.table, zone_of)
    assert not (tmp_path / "cut/.unfinished").exists()


def test_progress_is_kept_whole(tmp_path: Path) -> None:
    progress = SliceProgress(
        tmp_path / "orders.progress", encode_item({"k": "v"}), lengths={"a": 3}
    )
    progress.keep()

    assert SliceProgress.read(tmp_path / "orders.progress") == progress


def test_a_bucket_gets_a_folder_for_each_kind() -> None:
    client = boto3.client("s3")
    region = {"LocationConstraint": "eu-west-1"}
    client.create_bucket(Bucket="facts", CreateBucketConfiguration=region)

    assert run("--to", "s3://facts/goodword/").exit_code == 0

    names = {each["Key"] for each in client.list_objects_v2(Bucket="facts")["Contents"]}
    assert names == {f"goodword/{name}/{name}.parquet" for name in fact_tables()}


@pytest.mark.parametrize("place", ["s3://", "/proc/nowhere"])
def test_a_place_that_cannot_be_is_refused(place: str) -> None:
    ran = run("--to", place)

    assert (ran.exit_code, "bad_export_place" in ran.output) == (1, True)
