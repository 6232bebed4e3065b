"""How long somebody asks to be left alone: the header `Retry-After`, in seconds or as a date."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from referrals.model.delivery.delivery import LONGEST_REST


def retry_pause(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """At most the longest rest; None where nothing was asked, or nothing that can be read."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:6])), LONGEST_REST)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    wait = until - now
    return min(max(wait, timedelta()), LONGEST_REST)
