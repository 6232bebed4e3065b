"""Where a bucket's counters lie, and how they are added to.

A day of a link enters the list of them, so that a number of the program opens the links it counts.
"""

from collections.abc import Mapping

from awswire.codec import Item
from referrals.model.insight.insight import STARTS, Bucket
from referrals.store.table import Change

LINK_OF = "link_of"
"""The program, on days of links alone: what their list goes by. It never changes, so that counting
writes to the list once for each day of a link."""


def series_of(bucket: Bucket) -> str:
    if bucket.cohort:
        kind = STARTS if bucket.cohort == STARTS else "cohort"
        return f"{kind}#{bucket.program_id}"
    if bucket.source:
        return f"source#{bucket.program_id}#{bucket.source}"
    if bucket.code:
        return f"link#{bucket.program_id}#{bucket.code}"
    return f"program#{bucket.program_id}"


def bucket_key(bucket: Bucket) -> Item:
    if bucket.cohort and bucket.cohort != STARTS:
        return {"series": series_of(bucket), "bucket": f"{bucket.on:%Y-%m}#{bucket.cohort}"}
    return {"series": series_of(bucket), "bucket": bucket.on.isoformat()}


def bucket_change(bucket: Bucket, counters: Mapping[str, int]) -> Change:
    return enter_list(bucket, addition(counters))


def addition(counters: Mapping[str, int]) -> Change:
    names = {f"#c{place}": name for place, name in enumerate(counters)}
    values = {f":c{place}": step for place, step in enumerate(counters.values())}
    sums = ", ".join(f"#c{place} :c{place}" for place in range(len(counters)))
    return Change(update=f"ADD {sums}", names=names, values=values)


def enter_list(bucket: Bucket, change: Change) -> Change:
    """With the entry in the list of links' days; the same for every other bucket."""
    if not bucket.code:
        return change
    kind, _, rest = change.update.partition(" ")
    entry = f"SET {LINK_OF} = :of"
    update = f"{entry}, {rest}" if kind == "SET" else f"{entry} {change.update}"
    return change._replace(update=update, values={**change.values, ":of": bucket.program_id})
