"""Plain values as one short text: what decisions rested on, and those that gave way to newer ones.

Such values say almost the same for every order, so they are compressed by phrases known beforehand.
A text names its phrases, which never change: better ones are another file, with another number.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

NEWEST = 1
_FOLDER = Path(__file__).parent


def pack(values: Mapping[str, Any]) -> str:
    plain = json.dumps(values, separators=(",", ":"), ensure_ascii=False, default=_int_of)
    packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS, zdict=phrases(NEWEST))
    packed = packer.compress(plain.encode()) + packer.flush()
    return f"{NEWEST}:{b64encode(packed).decode()}"


def unpack(text: str) -> dict[str, Any]:
    number, _, packed = text.partition(":")
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=phrases(int(number)))
    plain = unpacker.decompress(b64decode(packed)) + unpacker.flush()
    found: dict[str, Any] = json.loads(plain)
    return found


@cache
def phrases(number: int) -> bytes:
    return (_FOLDER / f"phrases_{number}.txt").read_bytes()


def _int_of(value: object) -> int:
    """Money is whole; a fraction here is our mistake."""
    assert isinstance(value, Decimal)
    assert value == int(value)
    return int(value)
