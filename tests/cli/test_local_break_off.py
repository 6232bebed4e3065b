"""A start that is broken off leaves nothing running; what ran before goes on."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodword.local import build, emulator, process, stack
from goodword.local.place import StackPlace

IDLE = (sys.executable, "-c", "import time; time.sleep(60)")
# A process that begins another one, as the emulator does for each function, and tells its id.
PARENT = (
    "import subprocess, sys, time, pathlib\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "pathlib.Path({told!r}).write_text(str(child.pid))\n"
    "time.sleep(60)\n"
)
BUSY = "#!/bin/sh\necho $$ > '{told}'\nexec sleep 60\n"
# As Ctrl-C does while the functions are built, once the emulator is there.
INTERRUPTS = (
    "#!/bin/sh\nwhile [ ! -s '{told}' ]; do sleep 0.05; done\nkill -INT $PPID\nexec sleep 60\n"
)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """A run that a script began in the background ignores Ctrl-C; so does whatever it begins."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[list[Path]]:
    found = [tmp_path / "first.pid", tmp_path / "second.pid"]
    yield found
    for file in found:
        process.stop(file)


def alive(process_id: int) -> bool:
    """A child that nobody has waited for is over all the same."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def break_off(files: list[Path], begin: Callable[[], None]) -> None:
    def interrupted() -> None:
        with process.rollback(files):
            begin()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_what_was_begun_ends_with_its_own_children(files: list[Path], tmp_path: Path) -> None:
    told = tmp_path / "child"
    command = (sys.executable, "-c", PARENT.format(told=str(told)))

    def begin() -> None:
        process.start(files[0], command, dict(os.environ))
        assert until(lambda: told.exists() and bool(told.read_text()))
        process.start(files[1], IDLE, dict(os.environ))

    break_off(files, begin)

    assert [process.running(file) for file in files] == [None, None]
    assert until(lambda: not alive(int(told.read_text())))


def test_what_ran_before_goes_on(files: list[Path]) -> None:
    process.start(files[0], IDLE, dict(os.environ))

    break_off(files, lambda: process.start(files[1], IDLE, dict(os.environ)))

    assert process.running(files[0])
    assert process.running(files[1]) is None


def test_what_came_up_whole_stays(files: list[Path]) -> None:
    with process.rollback(files):
        process.start(files[0], IDLE, dict(os.environ))

    assert process.running(files[0])


def test_ctrl_c_in_the_first_build_ends_the_emulator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    for name, text in (("emulator/bin/python", BUSY), ("sam/bin/sam", INTERRUPTS)):
        tool = tmp_path / name
        tool.parent.mkdir(parents=True)
        tool.write_text(text.format(told=told))
        tool.chmod(0o755)
    for module in (emulator, build):
        monkeypatch.setattr(module, "TOOLS", tmp_path)
    place = StackPlace(tmp_path / "state", 18_787, 18_788)

    with pytest.raises(KeyboardInterrupt):
        stack.up(place)

    assert not emulator.pid_file(place).exists()
    assert until(lambda: not alive(int(told.read_text())))
