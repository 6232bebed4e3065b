"""Athena's tables in the template are what `goodword export` writes."""

import re

from goodword.glue_tables import glue_columns
from tests.house.tree import ROOT, complaint
from tests.template import resources

PAGE = (ROOT / "docs/analysis.md").read_text()
DUCKDB_ALONE = ("::", "arg_min", "arg_max", ".parquet", "qualify", "exclude", "* 1.0", "epoch(")


def test_a_table_has_the_columns_of_its_file() -> None:
    tables = {
        each["TableInput"]["Name"]: each["TableInput"]["StorageDescriptor"]
        for each in resources("AWS::Glue::Table").values()
    }

    columns = {name: list(map(dict, each["Columns"])) for name, each in tables.items()}
    assert columns == glue_columns()
    for name, each in tables.items():
        assert each["Location"]["Fn::Sub"].endswith(f"/{name}/")


def test_the_page_s_sql_is_what_athena_takes_too() -> None:
    queries = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)

    wrong = [word for word in DUCKDB_ALONE if any(word in each.lower() for each in queries)]
    assert not wrong, complaint("Athena doesn't know these.", wrong)
