"""Fixtures: an account on moto with the tables of template.yaml, and the whole stack for real."""

import os
import sys
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import boto3
import pytest
from botocore.loaders import create_loader
from hypothesis import HealthCheck, settings
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from tests import counted, sharing
from tests.local_stack import LocalStack
from tests.recorder import recording
from tests.template import tables

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_REGION": "eu-west-1",
    "POWERTOOLS_SERVICE_NAME": "goodword",
    "POWERTOOLS_METRICS_NAMESPACE": "Goodword",
    "POWERTOOLS_TRACE_DISABLED": "1",
    "PUBLIC_URL": "https://go.shop.example",
    "FALLBACK_URL": "https://shop.example/",
    "STACK_NAME": "goodword",
    "SECRETS_PREFIX": "goodword/",
    "SIGNING_SECRET": "goodword/signing",
    "IDENTITY_SECRET": "goodword/identity",
}
EMPTY: dict[str, Any] = {}
# A busy machine is no mistake of the code's.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is judged by the evidence of the whole run comes last."""
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
def recorded() -> Iterator[None]:
    with recording():
        yield


@pytest.fixture(scope="session", autouse=True)
def described_once() -> Iterator[None]:
    """Descriptions of AWS's services, read once for the run instead of once for each test."""
    loader = create_loader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", lambda *_: loader)
        yield


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh AWS account holding exactly the tables that the template declares."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        lay_tables(monkeypatch)
        create_secrets()
        yield
        forget_clients()


def lay_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of tables created once: creating eleven takes longer than most tests."""
    here = dynamodb_backends[DEFAULT_ACCOUNT_ID][ENVIRONMENT["AWS_REGION"]]
    if not EMPTY:
        create_tables(monkeypatch)
        EMPTY.update(here.tables)
    here.tables = deepcopy(EMPTY)
    for noun, definition in tables().items():
        monkeypatch.setenv(f"{noun.upper()}_TABLE", definition["TableName"])
    forget_clients()


def create_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    client = boto3.client("dynamodb")
    for noun, definition in tables().items():
        client.create_table(**definition)
        monkeypatch.setenv(f"{noun.upper()}_TABLE", definition["TableName"])
    forget_clients()


def create_secrets() -> None:
    """The two that the template generates; tests add their webhook secrets themselves."""
    client = boto3.client("secretsmanager")
    for name in ("goodword/signing", "goodword/identity"):
        client.create_secret(Name=name, SecretString=f"{name}-secret-of-the-tests")


def forget_clients() -> None:
    """Drops every cached client, so that no test sees another one's account."""
    rooms = ("referrals.wiring.", "referrals.desks.")
    for module in [made for name, made in sys.modules.items() if name.startswith(rooms)]:
        for made in vars(module).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """The local stack as `make dev` makes it, once for all tests marked `stack`."""
    running = LocalStack(tmp_path_factory.mktemp("stack"))
    try:
        running.goodword("local", "up", "--detach")
        yield running
    finally:
        running.goodword("local", "down")


os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
