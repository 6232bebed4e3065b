"""Fixtures: an account on moto with the tables of template.yaml, and the whole stack for real."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import create_loader
from hypothesis import HealthCheck, settings

from tests import log_metrics as counted
from tests import sharing
from tests.account import fresh_account
from tests.direct_call import direct_calls
from tests.local_stack import LocalStack
from tests.quick_moto import make_moto_quick
from tests.recorder import recording
from tests.table_copy import make_copies_cheap

# A busy machine is no mistake of the code's.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is judged by the evidence of the whole run comes last."""
    if strays := sharing.strays(items):
        raise pytest.UsageError(f"Only what LOTS of tests/sharing.py calls STACK uses it: {strays}")
    items.sort(key=lambda item: item.path.name == "test_least_privilege.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing.ByLot:
    return sharing.ByLot(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    sharing.hear(node.workeroutput)


def pytest_sessionfinish(session: pytest.Session) -> None:
    sharing.tell(session.config)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if told := counted.lines():
        terminalreporter.section("tried")
        for line in told:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def permission_record() -> Iterator[None]:
    make_copies_cheap()
    make_moto_quick()
    with direct_calls(), recording():
        yield


@pytest.fixture(scope="session", autouse=True)
def cached_descriptions() -> Iterator[None]:
    """Descriptions of AWS's services, read once for the run instead of once for each test."""
    loader = create_loader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", lambda *_: loader)
        yield


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh AWS account holding exactly the tables that the template declares."""
    with fresh_account(monkeypatch):
        yield


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """The local stack as `make dev` makes it, once for all tests marked `stack`; or one that runs
    already, whose folder GOODWORD_TEST_STACK names: it is left running."""
    if folder := os.environ.get("GOODWORD_TEST_STACK"):
        yield LocalStack.running_in(Path(folder))
        return
    running = LocalStack(tmp_path_factory.mktemp("stack"))
    try:
        running.goodword("local", "up", "--detach", "--past", "short")
        yield running
    finally:
        running.goodword("local", "down")


os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
