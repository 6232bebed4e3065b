"""Notes that a person went on from the friend's page; whatever fails, they come to the shop."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from awswire.dynamo import AwsError
from referrals.model.errors import UnavailableError
from referrals.model.link.token import read_token
from referrals.model.link.visit import Visit
from referrals.model.link.visitor import VisitorVerdict, judge
from referrals.store.link.click import Clicks


class PressOutcome(StrEnum):
    NOTED = "noted"
    """The first press of that click."""
    KNOWN = "known"
    """Pressed before, or the click is not in the table."""
    UNCOUNTED = "uncounted"
    """No person's press, or nothing proves which click it was."""
    UNSTORED = "unstored"
    """The table would not take it; it must be reported."""


class PressDesk(NamedTuple):
    clicks: Clicks
    """Over a client that gives up soon: a friend waits for it."""
    signing_keys: Callable[[str], tuple[bytes, ...]]


def note_going_on(
    visit: Visit, token: str, desk: PressDesk, *, code: str, now: datetime
) -> PressOutcome:
    """One write at most, safe to repeat; `code` is the link's own spelling."""
    if not token or judge(visit).verdict is not VisitorVerdict.PERSON:
        return PressOutcome.UNCOUNTED
    try:
        click = read_token(desk.signing_keys("click"), token)
        if click is None or click.code != code:
            return PressOutcome.UNCOUNTED
        noted = desk.clicks.note_going_on(click.click_id, now)
    except (UnavailableError, AwsError):
        return PressOutcome.UNSTORED
    return PressOutcome.NOTED if noted else PressOutcome.KNOWN
