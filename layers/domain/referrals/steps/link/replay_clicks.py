"""Puts clicks back that the table would not take when they happened; safe to repeat."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from referrals.model.link.click import Click
from referrals.model.link.destination import UNSTORED
from referrals.store.link.click import Clicks, read_click


class ClickReplayCounts(NamedTuple):
    stored: int = 0
    already_there: int = 0
    unreadable: int = 0
    """Lines that report a click and can't be read; nothing else is counted here."""


def replay_clicks(lines: Iterable[str], clicks: Clicks) -> ClickReplayCounts:
    """Every click that the redirect reported in these log lines; other lines are passed over."""
    stored = already_there = unreadable = 0
    for line in lines:
        if UNSTORED not in line:
            continue
        click = reported_click(line)
        if click is None:
            unreadable += 1
        elif clicks.record(click):
            stored += 1
        else:
            already_there += 1
    return ClickReplayCounts(stored, already_there, unreadable)


def reported_click(line: str) -> Click | None:
    """The click in a line; whatever a log puts before it does not matter."""
    try:
        line_fields: Any = json.loads(line[line.index("{") :])
        fields = line_fields["click"]
        sound = isinstance(fields["click_id"], str) and isinstance(fields["clicked_at"], int)
        return read_click(fields) if sound else None
    except (ValueError, KeyError, TypeError):
        return None
