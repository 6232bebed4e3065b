"""SliceLines of JSON as Parquet, by DuckDB: streamed, within a bounded memory."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

MEMORY = "200MB"


def write_parquet(lines: Path, target: Path, columns: Mapping[str, str]) -> int:
    """How many rows; `columns` are types of SQL by name. The target appears whole or not at all."""
    fresh = target.with_suffix(".new")
    spelled = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 2}) as database:
        database.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
        # The names of columns are ours, from facts.toml; the paths are bound.
        source = (
            f"SELECT * FROM read_json(?, format = 'newline_delimited', columns = {{{spelled}}})"  # noqa: S608
        )
        database.execute(
            f"COPY ({source}) TO '{_quote(fresh)}' (FORMAT parquet, COMPRESSION zstd)",
            [str(lines)],
        )
        counted = database.execute("SELECT count(*) FROM read_parquet(?)", [str(fresh)])
        (rows,) = counted.fetchone() or (0,)
    fresh.replace(target)
    return int(rows)


def _quote(path: Path) -> str:
    return str(path).replace("'", "''")
