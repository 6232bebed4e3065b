"""`goodword` as a process of its own, forked from one that has read all of its commands already:
reading them anew takes longer than most of them do. That process finds them by the environment's
own paths; what it can't find is read by each command, as ever."""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory

import pytest

from goodword.main import COMMANDS, main

LONGEST_SECONDS = 300
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([place.partition(":")[0] for place in COMMANDS.values()])


def run_command(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> CompletedProcess[str]:
    """Where its stack lies is read by the first of them for all: a test run has one stack."""
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        for name, text in environment.items():
            patch.setenv(name, text)
        out, err = Path(place, "out"), Path(place, "err")
        asked = (list(arguments), folder, dict(environment), (out, err))
        child = _FORKING.Process(target=_run, args=asked)
        child.start()
        child.join(LONGEST_SECONDS)
        if child.is_alive():
            child.kill()
            child.join()
            raise TimeoutExpired(list(arguments), LONGEST_SECONDS)
        assert child.exitcode is not None
        return CompletedProcess(arguments, child.exitcode, out.read_text(), err.read_text())


def _run(
    arguments: list[str], folder: Path, environment: dict[str, str], files: tuple[Path, Path]
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(files, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.chdir(folder)
    sys.argv = ["goodword", *arguments]
    main()
