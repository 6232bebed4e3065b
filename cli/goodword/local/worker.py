"""The processes in which the emulator runs functions: found, and killed as a machine may die."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from goodword.local import emulator, process
from goodword.local.place import STACK, StackPlace

WATCH_SECONDS = 5.0


def worker_pids(place: StackPlace, function: str) -> list[int]:
    """Of one function, by its name in the template; none where there is no /proc."""
    parent = process.running(emulator.pid_file(place))
    mark = f"ministack-lambda-{STACK}-{function}-"
    return [
        pid
        for folder in Path("/proc").glob("[0-9]*")
        if (pid := int(folder.name)) and mark in _line(folder) and _parent(folder) == parent
    ]


def kill_next_worker(place: StackPlace, function: str) -> bool:
    """Kills those that rest, then the next one as soon as it begins to work; whether one was."""
    for pid in worker_pids(place, function):
        _kill(pid)
    ends = time.monotonic() + WATCH_SECONDS
    while time.monotonic() < ends:
        if fresh := worker_pids(place, function):
            for pid in fresh:
                _kill(pid)
            return True
        time.sleep(0.01)
    return False


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _line(folder: Path) -> str:
    with suppress(OSError):
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _parent(folder: Path) -> int:
    with suppress(OSError, ValueError, IndexError):
        text = (folder / "stat").read_text()
        return int(text.rpartition(")")[2].split()[1])
    return 0
