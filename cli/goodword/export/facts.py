"""Writes every fact as Parquet, or every table as it is stored: both can be cut off and go on."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from awswire.codec import Item
from goodword.export.parquet import write_parquet
from goodword.export.slices import SliceReader
from referrals.store.insight.countable import ZoneOf
from referrals.store.story.photo import Photos
from referrals.store.table import Table
from referrals.views.insight.fact_table import FactRow, FactTable, fact_tables

WORK = ".unfinished"
# What a shop owns of its data. Keys, sessions and what waits to be sent are the stack's own.
TABLES = (
    *("programs", "people", "links", "clicks", "conversions", "referrals", "ledger", "stories"),
    *("insights", "changes"),
)

type TableOf = Callable[[str], Table]


def export_facts(
    folder: Path, table_of: TableOf, zone_of: ZoneOf, program: str = ""
) -> dict[str, int]:
    """Rows by file; `program` alone, where one is named."""
    by_noun = dict[str, dict[str, FactTable]]()
    for name, fact in fact_tables().items():
        by_noun.setdefault(fact.noun, {})[name] = fact
    written = dict[str, int]()
    for noun, facts in by_noun.items():
        reader = SliceReader(table_of(noun), folder / WORK / "facts", noun, facts)
        reader.read_all(partial(_lines_of, facts, zone_of, program))
        for name, fact in facts.items():
            kinds = {column: fact.type_of(column) for column in fact.columns}
            target = folder / f"{name}.parquet"
            written[target.name] = write_parquet(reader.path(name), target, kinds)
    shutil.rmtree(folder / WORK)
    return written


def export_tables(folder: Path, table_of: TableOf) -> dict[str, int]:
    """Items by file, word for word; the data model says what each is."""
    written = dict[str, int]()
    for noun in TABLES:
        target = folder / "tables" / f"{noun}.jsonl"
        reader = SliceReader(table_of(noun), folder / WORK / "tables", noun, [noun])
        if not (reader.progress.done and target.exists()):
            reader.read_all(partial(_item_line, noun))
            target.parent.mkdir(exist_ok=True)
            reader.path(noun).replace(target)
        with target.open() as lines:
            written[f"tables/{target.name}"] = sum(1 for _ in lines)
    shutil.rmtree(folder / WORK)
    return written


def export_photos(folder: Path, photos: Photos) -> dict[str, int]:
    """How many; a name stands for its content, so what is there already is left."""
    count = 0
    for story_id, file in photos.all_files():
        target = folder / "photos" / story_id / file
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f"{file}.new")
            fresh.write_bytes(photos.read(story_id, file))
            fresh.replace(target)
        count += 1
    return {"photos/": count}


def _item_line(noun: str, item: Item) -> dict[str, list[Item]]:
    return {noun: [item]}


def _lines_of(
    facts: Mapping[str, FactTable], zone_of: ZoneOf, program: str, item: Item
) -> dict[str, list[FactRow]]:
    return {
        name: list(_of_program(fact.rows(item, zone_of), program)) for name, fact in facts.items()
    }


def _of_program(rows: Iterator[Any], program: str) -> Iterator[Any]:
    """People are in several: they have a list."""
    for row in rows:
        if not program or program in (row.get("program"), *row.get("programs", ())):
            yield row
