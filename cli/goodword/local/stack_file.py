"""`.local/stack.json`: what programs are told of the stack, and what `sam local invoke` reads."""

import json
from pathlib import Path
from typing import Any

from goodword.local import bridge, clock
from goodword.local.place import StackPlace
from referrals.wiring.clock import AHEAD


def write(place: StackPlace, known: dict[str, Any]) -> None:
    _replace_file(place.stack_file, known)
    write_invoke_file(place)


def write_invoke_file(place: StackPlace) -> None:
    """With the address at which a container finds the emulator, as Docker stands now."""
    environment = place.read_stack_file().get("environment")
    if environment:
        inside = {"GOODWORD_ENDPOINT_URL": bridge.url(place.emulator_port)}
        _replace_file(place.invoke_file, {"Parameters": environment | inside})


def clock_setting(place: StackPlace) -> dict[str, str]:
    return {AHEAD: str(clock.seconds_ahead(place))}


def note_clock(place: StackPlace) -> None:
    """So that commands which read the stack's environment see the time of its functions."""
    known = place.read_stack_file()
    known["environment"] |= clock_setting(place)
    write(place, known)


def _replace_file(path: Path, data: dict[str, Any]) -> None:
    """Never half a file, whenever it is read."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(data, indent=2) + "\n")
    new.replace(path)
