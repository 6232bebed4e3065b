"""The page that tells what the exported facts are, off the list that the export writes by."""

from referrals.views.insight.fact_table import fact_tables

_HEAD = """# Exported facts

What `goodword export --to DIR` writes, a file each; written by `make docs`. How to ask them:
[analysis](analysis.md). Ids and keyed hashes stand for people. Money is whole minor units; moments
are UTC, days the program's own.
"""


def fact_page() -> str:
    parts = [_HEAD]
    for name, fact in fact_tables().items():
        lines = [
            f"\n## {name}.parquet\n",
            f"{fact.words}\n",
            "| Column | Type | |",
            "|---|---|---|",
        ]
        for column, told in fact.columns.items():
            kind, _, words = told.partition(", ")
            lines.append(f"| `{column}` | {kind} | {words} |")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)
