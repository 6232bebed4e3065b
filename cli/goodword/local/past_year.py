"""Has the demo's year lived before anybody looks: in a process of its own, on the emulator's saved
state, so that no function is woken by what happened long ago."""

import json
import subprocess
import sys
from enum import StrEnum
from typing import Any

from goodword.local import emulator, process
from goodword.local.place import StackPlace
from referrals.model.errors import RefusedError
from referrals.model.program.program import Program, rules_json

LONGEST_SECONDS = 900


class DemoPast(StrEnum):
    YEAR = "year"
    """A year of a believable shop, and the demo's own people."""
    SHORT = "short"
    """The demo's own people alone: a few days, for who is in a hurry."""


class YearNotToldError(RefusedError):
    code = "year_not_told"


def tell_year(place: StackPlace, known: dict[str, Any], rules: Program) -> None:
    """Safe to repeat: where the program is there already, nothing is done."""
    process.stop(emulator.pid_file(place))
    try:
        told = subprocess.run(
            [sys.executable, "-m", "goodword.local.year.run", str(place.state / "state")],
            input=json.dumps({**known, "rules": rules_json(rules)}),
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    finally:
        emulator.launch(place)
        emulator.wait(place)
    if told.returncode:
        raise YearNotToldError(
            f"the demo's year ended early: {told.stderr.strip()[-300:]}",
            remedy="`goodword local up --past short` starts without it.",
        )
