"""Texts for a file that spreadsheets open: none of them is taken for a formula."""

import re

_STARTS = "=+-@\t\r\n|"
_NUMBER = re.compile(r"-?\d[\d.,\u202f\u00a0]*")


def harmless_text(text: str) -> str:
    """With an apostrophe in front of what a spreadsheet would reckon; numbers stay numbers."""
    begins = text.lstrip()[:1] or text[:1]
    if begins and (begins in _STARTS or text[:1] in _STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
