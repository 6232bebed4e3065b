"""Ids within addresses of the desk: as they are, or packed where a path would read more into them.

A shop's own ids may have slashes, spaces or signs in them.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

PACKED = "~"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def part_of(text: str) -> str:
    """The part that stands for `text`; empty for nothing."""
    if not text or _PLAIN.fullmatch(text):
        return text
    return PACKED + urlsafe_b64encode(text.encode()).decode().rstrip("=")


def text_of(part: str) -> str:
    """What the part stands for; one that nothing was packed into stands for itself."""
    if not part.startswith(PACKED):
        return part
    packed = part.removeprefix(PACKED)
    try:
        return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError:
        return part
