"""The formats of other programs' files: by which columns each is known, and what they mean.

`formats.toml` has them as data: another program is another entry there. Names of columns are
compared without case, blanks and signs, because exports and APIs spell the same name differently.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import RefusedError

PLAIN = "plain"
_FILE = Path(__file__).with_name("formats.toml")


class UnknownFormatError(RefusedError):
    code = "unknown_format"


class Columns(BaseModel):
    """For each thing the columns it may stand in, the best one first."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    external_id: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    first_name: tuple[str, ...] = ()
    last_name: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    locale: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    """Codes, or addresses that have one."""
    balance: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    unsubscribed: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    friend_email: tuple[str, ...] = ()
    """Of a file that tells who came through whom."""
    advocate_email: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    """When a friend came, or first bought."""
    came_by: tuple[str, ...] = ()
    """Who a person who may share came through."""
    came_state: tuple[str, ...] = ()


class RivalFormat(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    title: str
    marks: tuple[tuple[str, ...], ...]
    """Sets of columns, each enough to know it by."""
    parameter: str = ""
    """What its links carry the code under, on the shop's own pages."""
    unit: Literal["major", "minor"] = "major"
    """Whether balances are whole units of money, or hundredths."""
    refused_states: tuple[str, ...] = ()
    """States of a person who is not brought: they were turned away there."""
    friend_states: tuple[str, ...] = ()
    """States of coming through somebody in which the person was credited for: they bought."""
    columns: Columns

    def fits(self, heads: frozenset[str]) -> int:
        """How many columns it is known by in this file; 0 where it isn't this format."""
        return max((len(mark) for mark in self.marks if heads.issuperset(mark)), default=0)


def plain_head(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


@cache
def formats() -> Mapping[str, RivalFormat]:
    read = tomllib.loads(_FILE.read_text())
    return {name: RivalFormat(name=name, **fields) for name, fields in read.items()}


def find_format(heads: Iterable[str], wanted: str = "") -> RivalFormat:
    """The format named, or the one that most of the columns speak for."""
    if wanted:
        if wanted not in formats():
            raise UnknownFormatError(
                f"{wanted} is no format.", field="from", remedy=f"Use one of {_names()}."
            )
        return formats()[wanted]
    known = frozenset(map(plain_head, heads))
    best = max(formats().values(), key=lambda each: each.fits(known))
    if not best.fits(known):
        listed = ", ".join(sorted(heads))[:200] or "none"
        raise UnknownFormatError(
            f"this file is of no format that is known; its columns are {listed}.",
            remedy=f"Name it with --from ({_names()}), or give it a column `email`.",
        )
    return best


def require_format(name: str, brought: Iterable[str]) -> None:
    """UnknownFormatError for a word that is none, naming those of which something was `brought`."""
    if name not in formats():
        known = ", ".join(sorted(brought)) or "nothing was brought, or all of it went again"
        raise UnknownFormatError(
            f"{name} is no format.",
            field="from",
            remedy=f"People are here from: {known}. The formats are {_names()}.",
        )


def _names() -> str:
    return ", ".join(sorted(formats()))
