"""A stock: codes that the merchant's till knows already, each for one reward.

A pool is what one promise is paid from. Its name follows from the terms, so codes bought for ten
per cent are never handed out for twenty.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from referrals.model.errors import RefusedError

LARGEST_FILE = 8 * 2**20
MOST_CODES = 100_000
SHARDS = 16
# Fewer than this many left, and the owner is told.
LOW_WATER = 20
_CODE = re.compile(r"[A-Za-z0-9_-]{3,64}", re.ASCII)
_HEADING = "code"


class BadStockFileError(RefusedError):
    code = "bad_stock_file"


@dataclass(frozen=True, slots=True)
class StockRow:
    """One line of a file of codes."""

    line: int
    code: str
    """As the merchant's till spells it."""
    reason: str = ""
    """Why it is refused; empty where it isn't."""


def pool_name(offer: str, role: str, terms: Mapping[str, Any]) -> str:
    """`give-ten/friend/1f0c2a9b`; `terms` without what is said by default."""
    place = f"milestone/{role.removeprefix('milestone-')}" if "-" in role else f"{offer}/{role}"
    text = json.dumps(terms, sort_keys=True, separators=(",", ":"), default=str)
    return f"{place}/{sha256(text.encode()).hexdigest()[:8]}"


def stock_key(code: str) -> str:
    """Codes that differ by their case alone are one."""
    return code.casefold()


def shard_of(text: str) -> int:
    return sha256(text.encode()).digest()[0] % SHARDS


def read_stock(raw: bytes) -> Iterator[StockRow]:
    """Every line with a code in it, the bad ones with their reason; raises BadStockFileError.

    A CSV file whose column `code` counts, or the first column where none is called so.
    """
    text = _text(raw)
    rows = csv.reader(io.StringIO(text))
    seen: set[str] = set()
    column = 0
    for found in rows:
        if rows.line_num == 1 and _HEADING in (names := [each.strip().lower() for each in found]):
            column = names.index(_HEADING)
            continue
        code = found[column].strip() if len(found) > column else ""
        if not code:
            continue
        if len(seen) >= MOST_CODES:
            remedy = "Cut it into several: each may be imported on its own."
            raise BadStockFileError(
                f"a file may have {MOST_CODES} codes.", field="file", remedy=remedy
            )
        yield StockRow(rows.line_num, code[:100], _fault(code, seen))
        seen.add(stock_key(code))


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST_FILE:
        raise BadStockFileError(
            "the file is too large.", field="file", remedy="Cut it into files of 8 MB."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadStockFileError(
            "the file is no UTF-8 text.", field="file", remedy="Save it as CSV in UTF-8."
        ) from error


def _fault(code: str, seen: set[str]) -> str:
    if not _CODE.fullmatch(code):
        return "not_a_code"
    return "twice_in_the_file" if stock_key(code) in seen else ""
