"""How a program says what it says otherwise than we do: for every page and letter in its name."""

from collections.abc import Mapping
from typing import Any

from referrals.wiring import stores


def program_words(program_id: str) -> Mapping[str, Mapping[str, Any]]:
    """Nothing where there is no such program: whoever needs one says so."""
    program = stores.programs().find(program_id) if program_id else None
    return program.rules.words if program else {}
