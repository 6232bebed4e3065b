"""The log of changes: who changed what, when, by which door, and what came of it.

Ids alone; and at the desk the reason, which its writer was asked to keep free of names."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.identity import new_id
from referrals.model.moment import Moment

KEPT = timedelta(days=730)
DONE = "done"
UNEXPECTED = "unexpected"
LONGEST_ACTOR = 120
LONGEST_ID = 300
LONGEST_REASON = 200
_ADDRESS = re.compile(r"\S*@\S*")
# What may stand in the log of all that a caller says: names of things, never words or addresses.
ID_NAMES = (
    "program",
    "source",
    "order_id",
    "advocate_id",
    "person_id",
    "code",
    "claim_id",
    "correction_id",
    "experiment",
    "goodwill_id",
    "hold_id",
    "item_id",
    "key_id",
    "note_id",
    "offer",
    "passkey_id",
    "redemption_id",
    "request_id",
    "review_id",
    "session_id",
    "sha",
    "side",
    "staff_id",
    "story_id",
    "suggestion_id",
    "survey_id",
    "topic",
)
# Of a word that may be one of several, which it was: by the names that callers give it.
_WORD_NAMES = ("act", "action")
WORD = "word"
WORDS = frozenset(["approve", "deny", "note", "freeze", "lift", "release"])
"""Said of an order or of its reward; any other text is nobody's word here, and isn't kept."""


class Door(StrEnum):
    """How somebody came in."""

    API = "api"
    """With a key."""
    COMMAND_LINE = "command_line"
    """With credentials of AWS, or on the machine itself."""
    DESK = "desk"
    """By a page of the desk, signed in."""


class ChangeRecord(BaseModel):
    """One change: written before it is made, and `outcome` once, after it."""

    model_config = ConfigDict(frozen=True)
    change_id: str
    made_at: Moment
    door: Door
    actor: str
    """A key's id, a staff id, or a person as AWS or the machine calls them."""
    kind: str
    """The operation's name, such as `correction_make`: the API's where it has the operation."""
    subject: dict[str, str]
    """What it was about, by ids; and which word it was, where it could be several."""
    reason: str = ""
    """Why, as whoever did it wrote at the desk, without addresses."""
    outcome: str = ""
    """`done`, the code of what refused it, or empty: it broke off, and may have been made."""


def ids_in(fields: Mapping[str, Any]) -> dict[str, str]:
    """Those that the log may keep."""
    found = {
        name: str(fields[name])[:LONGEST_ID]
        for name in ID_NAMES
        if isinstance(fields.get(name), str) and fields[name]
    }
    given = (fields.get(name) for name in _WORD_NAMES)
    words = [str(each) for each in given if isinstance(each, str) and each in WORDS]
    return found | ({WORD: words[0]} if words else {})


def new_change(
    kind: str,
    subject: Mapping[str, Any],
    *,
    actor: str,
    door: Door,
    reason: str = "",
    now: datetime,
    random: bytes,
) -> ChangeRecord:
    """`random` is 10 bytes."""
    return ChangeRecord(
        change_id=new_id("chg", now, random),
        made_at=now,
        door=door,
        actor=actor[:LONGEST_ACTOR],
        kind=kind,
        subject=ids_in(subject),
        reason=_ADDRESS.sub("…", reason)[:LONGEST_REASON],
    )
