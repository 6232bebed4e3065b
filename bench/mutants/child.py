"""One mistake in a process of its own: it imports the module with it, and runs its tests."""

import ast
import os
import signal
import sys
import time
from collections.abc import Sequence
from enum import Enum
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

# What the tests import and what is not ours is read once, for all mistakes.
import boto3
import hypothesis
import moto
import pydantic
import pytest

from bench.mutants.mistakes import Mistake
from bench.mutants.targets import MutantTarget
from tests.template import template

READ_ONCE = (boto3, hypothesis, moto, pydantic, pytest, template())
# The profile is named here, too, for the tests' own conftest loads another.
OPTIONS = (
    *("-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"),
    *("--hypothesis-seed=0", "--hypothesis-profile=mistaken"),
)
POLL_SECONDS = 0.02


class MutantVerdict(Enum):
    NOTICED = "noticed"
    SURVIVED = "survived"


class MistakeLoader(MetaPathFinder, Loader):
    """Imports one module from a syntax tree; all others as ever."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self.module, self.tree = module, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        found = PathFinder.find_spec(fullname, path)
        assert found
        found.loader = self
        return found

    def create_module(self, _: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, module.__file__ or self.module, "exec"), module.__dict__)  # noqa: S102


def source_of(module: str) -> str:
    """Without importing it: the children must import it themselves."""
    parent, _, name = module.rpartition(".")
    package = find_spec(parent)
    assert package
    assert package.submodule_search_locations
    return (Path(package.submodule_search_locations[0]) / f"{name}.py").read_text()


def try_mistake(target: MutantTarget, mistake: Mistake | None, *, seconds: float) -> MutantVerdict:
    """A failing test, a broken import and a run without an end all notice it."""
    child = os.fork()
    if child == 0:
        _run(target, mistake)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return MutantVerdict.SURVIVED if status == 0 else MutantVerdict.NOTICED
        time.sleep(POLL_SECONDS)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return MutantVerdict.NOTICED


def _run(target: MutantTarget, mistake: Mistake | None) -> None:
    """Never returns. Failing examples are not kept: they would be of code that isn't there."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    hypothesis.settings.register_profile(
        "mistaken",
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    if mistake:
        sys.meta_path.insert(0, MistakeLoader(target.module, mistake.tree))
    code = 1
    try:
        code = int(pytest.main([*OPTIONS, *target.tests]))
    finally:
        os._exit(code)
