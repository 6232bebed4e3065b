"""Where a list of the desk goes on, as its address says it: a place of the table, packed."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from referrals.model.errors import bad_cursor

_LONGEST = 1000


def pack(start: Mapping[str, Any] | None) -> str:
    """Empty at the end."""
    if not start:
        return ""
    return base64.urlsafe_b64encode(json.dumps(dict(start)).encode()).decode().rstrip("=")


def unpack(cursor: str, *names: str) -> dict[str, str] | None:
    """The texts of exactly these names; None at the beginning."""
    if not cursor:
        return None
    try:
        start = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        start = None
    known = isinstance(start, dict) and start.keys() == {*names}
    if not known or not all(_is_place(each) for each in start.values()):
        raise bad_cursor()
    return dict(start)


def _is_place(text: object) -> bool:
    return (
        isinstance(text, str)
        and 0 < len(text) <= _LONGEST
        and text.encode("utf-8", "ignore").decode() == text
    )
