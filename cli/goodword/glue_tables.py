"""The tables by which Athena reads exported facts: what the template has to say of each."""

from referrals.views.insight.fact_table import FactTable, fact_tables

TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "array<string>",
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "timestamp",
}
"""As Glue calls what stands in a file of Parquet; moments are UTC."""


def glue_columns() -> dict[str, list[dict[str, str]]]:
    """By table, in the order of the file's."""
    return {name: _columns(fact) for name, fact in fact_tables().items()}


def _columns(fact: FactTable) -> list[dict[str, str]]:
    return [{"Name": each, "Type": TYPES[fact.type_of(each)]} for each in fact.columns]
