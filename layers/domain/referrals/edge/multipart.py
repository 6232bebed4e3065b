"""A form that carries files: its parts by name. No file's name or type is believed, or kept."""

import re
from typing import NamedTuple

from referrals.edge.event import Event, headers_of

MOST_PARTS = 80
_BOUNDARY = re.compile(
    r"""multipart/form-data;.*?boundary="?([0-9A-Za-z'()+_,./:=?-]{1,70})"?""", re.IGNORECASE
)
_NAME = re.compile(rb'(?:^|[;\s])name="([a-z_]{1,40})"', re.IGNORECASE)
_FILE = re.compile(rb";\s*filename\*?=", re.IGNORECASE)


class FormPart(NamedTuple):
    content: bytes
    is_file: bool


def boundary_of(event: Event) -> bytes:
    """Empty for what is no such form."""
    found = _BOUNDARY.match(headers_of(event).get("content-type", ""))
    return found[1].encode() if found else b""


def parts_of(body: bytes, boundary: bytes) -> dict[str, FormPart]:
    """The first of each name; what is more than a form of ours can hold is left out."""
    parts: dict[str, FormPart] = {}
    for part in body.split(b"--" + boundary, MOST_PARTS)[1:]:
        head, _, content = part.partition(b"\r\n\r\n")
        if named := _NAME.search(head):
            whole = FormPart(content.removesuffix(b"\r\n"), bool(_FILE.search(head)))
            parts.setdefault(named[1].decode(), whole)
    return parts
