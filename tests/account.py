"""An AWS account on moto: the template's tables and secrets, made once and copied for each test."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.secretsmanager.models import secretsmanager_backends

from referrals.wiring import clients, clock
from tests.template import ROOT, tables
from tests.world import NOW

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
    "PICTURES_BUCKET": "goodword-pictures",
}
EMPTY_TABLES: dict[str, Any] = {}
SECRETS: list[Any] = []
REAL_CLOCK = clock.now
REFERRALS = ROOT / "layers/domain/referrals"
CACHED = re.compile(r"^@(?:lru_)?cache.*\ndef (\w+)", re.M)


def set_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    keep_what_lasts(monkeypatch)


@contextmanager
def fresh_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Exactly what the template declares, and nothing in it."""
    set_environment(monkeypatch)
    with mock_aws():
        monkeypatch.setattr(boto3, "client", client)
        lay_tables(monkeypatch)
        lay_secrets()
        yield
        forget_clients()


def keep_what_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items end by the clock of the test, where it has one; else at the moment of all tests."""
    monkeypatch.setattr(clients, "ends_by", lambda: NOW if clock.now is REAL_CLOCK else clock.now())


def client(service: str, **options: Any) -> Any:
    """boto3's own, made once for all tests, whose accounts have the same credentials."""
    address = next((os.environ[name] for name in addresses(service) if os.environ.get(name)), None)
    region = os.environ["AWS_DEFAULT_REGION"]
    return client_of(service, region, address, tuple(sorted(options.items())))


def addresses(service: str) -> tuple[str, str]:
    return f"AWS_ENDPOINT_URL_{service.upper()}", "AWS_ENDPOINT_URL"


@cache
def client_of(service: str, region: str, address: str | None, options: tuple[Any, ...]) -> Any:
    given = {"region_name": region, "endpoint_url": address, **dict(options)}
    return session().client(service, **given)


@cache
def session() -> Any:
    return boto3.Session()


def lay_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of tables created once: creating eleven takes longer than most tests."""
    here = dynamodb_backends[DEFAULT_ACCOUNT_ID][ENVIRONMENT["AWS_REGION"]]
    if not EMPTY_TABLES:
        create_tables(monkeypatch)
        EMPTY_TABLES.update(here.tables)
    here.tables = deepcopy(EMPTY_TABLES)
    for noun, definition in tables().items():
        monkeypatch.setenv(f"{noun.upper()}_TABLE", definition["TableName"])
    forget_clients()


def lay_secrets() -> None:
    here = secretsmanager_backends[DEFAULT_ACCOUNT_ID][ENVIRONMENT["AWS_REGION"]]
    if not SECRETS:
        create_secrets()
        SECRETS.append(here.secrets)
    here.secrets = deepcopy(SECRETS[0])


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
    for module, names in cached_functions():
        if loaded := sys.modules.get(module):
            for name in names:
                # A test may have put something else there.
                getattr(vars(loaded)[name], "cache_clear", bool)()


@cache
def cached_functions() -> tuple[tuple[str, list[str]], ...]:
    """By module, what is cached: read off the source, for a test may have hidden it."""
    files = [path for room in ("wiring", "desks") for path in (REFERRALS / room).rglob("*.py")]
    named = {f"referrals.{path.parent.name}.{path.stem}": path.read_text() for path in files}
    found = {module: CACHED.findall(text) for module, text in named.items()}
    return tuple((module, names) for module, names in found.items() if names)
