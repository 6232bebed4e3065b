"""How a program looks and speaks, for pages that know whose they are: by its id, if any."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from referrals.model.brand.page_brand import PageBrand
from referrals.pages.brand import brand_of
from referrals.wiring import stores


@dataclass(frozen=True, slots=True)
class ProgramLook:
    words: Mapping[str, Mapping[str, Any]]
    """For `words_of`: the sentences that it says its own way."""
    brand: PageBrand | None


NO_LOOK = ProgramLook({}, None)


def look_of(program_id: str) -> ProgramLook:
    """The house's own look and words where no program has that id."""
    program = stores.programs().find(program_id) if program_id else None
    return ProgramLook(program.rules.words, brand_of(program.rules)) if program else NO_LOOK
