"""How a program looks and speaks, for pages that know whose they are: by its id, if any."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from referrals.edge.http import Event
from referrals.model.brand.page_brand import PageBrand
from referrals.pages.brand import brand_of
from referrals.wiring import clock, page_stores, stores


@dataclass(frozen=True, slots=True)
class ProgramLook:
    words: Mapping[str, Mapping[str, Any]]
    """For `words_of`: the sentences that it says its own way."""
    brand: PageBrand | None


NO_LOOK = ProgramLook({}, None)
# What a stranger writes there must not make a key.
_PROGRAM = re.compile(r"[A-Za-z0-9._-]{1,60}")


def look_of(program_id: str) -> ProgramLook:
    """Where no program has that id, the house's own words, and the look of the only shop there is:
    the house's own look where several might be meant.
    """
    rules = None
    if _PROGRAM.fullmatch(program_id):
        rules = page_stores.recent_rules().find(program_id, clock.now())
    if rules:
        return ProgramLook(rules.words, brand_of(rules))
    programs = list(stores.programs().list_all())
    return ProgramLook({}, brand_of(programs[0].rules)) if len(programs) == 1 else NO_LOOK


def look_at(event: Event, program_id: str = "") -> ProgramLook:
    """Of the program that is known, or that the address names."""
    parts = {**(event.get("queryStringParameters") or {}), **(event.get("pathParameters") or {})}
    return look_of(program_id or str(parts.get("program", "")))
