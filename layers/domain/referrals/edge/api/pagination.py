"""Pages of long lists: a cursor says where the next one starts, in a spelling nobody relies on."""

import base64
import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Query

from referrals.model.errors import bad_cursor

LONGEST = 1000
# More than any number in a place of ours, and no more than the tables can hold.
_LARGEST = 10**15
_SURROGATE = re.compile("[\ud800-\udfff]")
Limit = Annotated[int, Query(ge=1, le=100, description="How many items a page may hold.")]
Cursor = Annotated[
    str, Query(max_length=2000, description="`next_cursor` of the page before; empty at first.")
]


def cursor_of(start: Mapping[str, str | int] | None) -> str | None:
    if start is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(start).encode()).decode().rstrip("=")


def start_of(cursor: str, **kinds: type[str | int]) -> dict[str, Any] | None:
    """Where to go on: exactly these attributes, of these kinds. None at the first page."""
    if not cursor:
        return None
    try:
        start = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        start = None
    if not (isinstance(start, dict) and start.keys() == kinds.keys() and _fits(start, kinds)):
        raise bad_cursor()
    return start


def _fits(start: dict[str, Any], kinds: Mapping[str, type]) -> bool:
    return all(
        type(start[name]) is kind and start[name] and _is_in_range(start[name])
        for name, kind in kinds.items()
    )


def _is_in_range(place: str | int) -> bool:
    if isinstance(place, int):
        return 0 < place < _LARGEST
    # In bytes: that is what a key may have so many of.
    return not _SURROGATE.search(place) and len(place.encode()) <= LONGEST
