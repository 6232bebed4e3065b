"""Every function of the journey, cold, with the first of its own events."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import stage
from bench.redirect import BARE
from bench.runtime import first_answer
from tests.template import wired_functions

# Events that make a function do what it is for, where its first one does not.
TELLING = ("person", "shopify_orders_paid", "welcome", "read_link", "clicks")


class Start(NamedTuple):
    function: str
    event: str
    milliseconds: float
    times_bare: float


def cold_starts(rounds: int) -> list[Start]:
    """Medians of interleaved rounds, each beside a bare constant of the same round."""
    chosen = {path.parent.name: path for path in _first_events()}
    folders = {name: stage.function(name) for name in (*chosen, BARE.function)}
    times: dict[str, list[float]] = {name: [] for name in folders}
    with _account() as environment:
        for number in range(rounds + 1):
            for name, folder in folders.items():
                client = {"GOODWORD_CLIENT": "wire"} if name in wired_functions() else {}
                event = json.loads(chosen[name].read_text()) if name in chosen else {}
                seconds, _ = first_answer(folder, {**environment, **client}, event)
                if number:
                    times[name].append(seconds * 1000)
    floor = median(times[BARE.function])
    starts = {name: median(times[name]) for name in chosen}
    return [Start(n, chosen[n].stem, ms, ms / floor) for n, ms in starts.items()]


def _first_events() -> Iterator[Path]:
    for folder in sorted((stage.ROOT / "functions").iterdir()):
        events = sorted((stage.ROOT / "events" / folder.name).glob("*.json"))
        if (folder / "app.py").exists() and events:
            telling = [path for path in events if path.stem in TELLING]
            yield (telling or events)[0]


@contextmanager
def _account() -> Iterator[dict[str, str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.account"],
        cwd=stage.ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": _places()},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        environment: dict[str, str] = json.loads(process.stdout.readline())
        yield environment
    finally:
        process.terminate()
        process.wait()


def _places() -> str:
    return ":".join(str(stage.ROOT / name) for name in ("", "layers/domain", "cli"))
