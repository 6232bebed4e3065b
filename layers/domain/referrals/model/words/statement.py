"""A person's statement in words: what is theirs, what waits, what ends, and each thing that moved.

Only what a person can feel is told: value that goes from one of their own accounts to another is
one line, not two.
"""

from datetime import datetime
from enum import StrEnum

from referrals.model.expiry.lot import Lot
from referrals.model.expiry.terms import POINTS, last_moment
from referrals.model.reward.ledger import Entry, Part, owner_of
from referrals.model.words.wording import Wording


class Movement(StrEnum):
    """Which way value went, as its person sees it."""

    CAME = "came"
    """From the program to them."""
    WENT = "went"
    """From them to the shop or the program."""
    MOVED = "moved"
    """Between what waits, what is theirs to use and what is reserved."""


def movement_of(entry: Entry) -> Movement | None:
    """None for the other half of a line that the available account tells already."""
    if owner_of(entry.contra) == owner_of(entry.account):
        return Movement.MOVED if entry.account.endswith(f":{Part.AVAILABLE}") else None
    return Movement.CAME if entry.amount > 0 else Movement.WENT


def worth_in_words(words: Wording, amount: int, asset: str) -> str:
    if asset == POINTS:
        return words.count("reward.points", amount)
    return words.money(amount, asset)


def line_in_words(
    words: Wording, entry: Entry, movement: Movement, *, asset: str, time_zone: str
) -> str:
    return words.say(
        f"statement.{movement}",
        date=words.date(entry.posted_at, time_zone),
        worth=worth_in_words(words, abs(entry.amount), asset),
        what=words.say(f"statement.{entry.kind}"),
    )


def holding_in_words(words: Wording, amount: int, part: Part, asset: str) -> str:
    """What there is of one part: to use, or reserved."""
    return words.say(f"statement.{part}", worth=worth_in_words(words, amount, asset))


def waiting_in_words(
    words: Wording,
    amount: int,
    until: datetime | None,
    *,
    asset: str,
    time_zone: str,
    now: datetime,
) -> str:
    """Until when it waits; of many orders, those whose day is not looked up have none."""
    worth = worth_in_words(words, amount, asset)
    if until is None:
        return words.say("statement.waits_too", worth=worth)
    if until <= now:
        return words.say("statement.waits_for_a_look", worth=worth)
    return words.say("statement.waits", worth=worth, date=words.date(until, time_zone))


def ending_in_words(words: Wording, lot: Lot, *, asset: str, time_zone: str) -> str:
    """By the program's own calendar, as the letter before it."""
    worth = worth_in_words(words, lot.amount, asset)
    return words.say(
        "statement.ends", worth=worth, date=words.date(last_moment(lot.ends_at), time_zone)
    )
