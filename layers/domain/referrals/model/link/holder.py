"""Whom a friend's gift is made for: the click that brought them, or else their browser."""

import re
from typing import NamedTuple

from referrals.model.identity import base32

_BROWSER = re.compile(r"brw_[0-9a-hjkmnp-tv-z]{20}")
BROWSER_BYTES = 12


class Holder(NamedTuple):
    name: str
    """Names one friend for ever, without telling who they are."""
    click_id: str = ""


def holder_of_click(click_id: str) -> Holder:
    return Holder(click_id, click_id)


def holder_of_browser(name: str) -> Holder | None:
    """None for what isn't one of our names of browsers."""
    return Holder(name) if _BROWSER.fullmatch(name) else None


def new_browser(random: bytes) -> Holder:
    assert len(random) == BROWSER_BYTES
    return Holder(f"brw_{base32(int.from_bytes(random), 20)}")
