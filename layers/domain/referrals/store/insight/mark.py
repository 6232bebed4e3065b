"""Marks that say what they counted: of what is kept nowhere but in the numbers, such as a look at a
page. A check counts it again by them, for as long as they are there.
"""

from collections.abc import Iterator

from referrals.model.insight.insight import COUNTS, Counted, read_counts
from referrals.store.table import Table


def mark_counts(table: Table) -> Iterator[Counted]:
    """What each of them counted: scans the table of insights."""
    found = table.scan(
        FilterExpression="attribute_exists(#c)", ExpressionAttributeNames={"#c": COUNTS}
    )
    return (read_counts(item[COUNTS]) for item in found)
