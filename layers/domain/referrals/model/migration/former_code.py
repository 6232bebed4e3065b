"""Codes of another program, in the spelling that our links and our script know them by.

Other programs allow capitals, underscores and full stops. One rule makes a code of ours of each,
and `goodword.js` and the former domain's door follow it, so an old address leads where it led.
"""

import re
from urllib.parse import parse_qs, urlsplit

from referrals.model.identity import CODE_PATTERN

MOST_CHARACTERS = 30
_BETWEEN = re.compile(r"[^a-z0-9]+")


def former_code(text: str) -> str:
    """The code of ours that stands for it; empty where none can."""
    code = _BETWEEN.sub("-", text.strip().lower()).strip("-")[:MOST_CHARACTERS].strip("-")
    return code if CODE_PATTERN.fullmatch(code) else ""


def code_in_address(text: str, parameter: str) -> str:
    """The code as it was written: what the address has under `parameter`, else its last part.

    Text that is no address is the code itself.
    """
    text = text.strip()
    if "/" not in text and "?" not in text:
        return text
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:
        return ""
    named = parse_qs(parts.query).get(parameter) if parameter else None
    if named:
        return named[0]
    return parts.path.rstrip("/").rpartition("/")[2]
