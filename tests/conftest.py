"""Fixtures: an account on moto with the tables of template.yaml, and nothing else."""

import os
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from referrals import wiring
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
}


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh AWS account holding exactly the tables that the template declares."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        create_tables(monkeypatch)
        yield
        forget_clients()


def create_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    client = boto3.client("dynamodb")
    for noun, definition in tables().items():
        client.create_table(**definition)
        monkeypatch.setenv(f"{noun.upper()}_TABLE", definition["TableName"])
    forget_clients()


def forget_clients() -> None:
    """Drops every cached client, so that no test sees another one's account."""
    for made in vars(wiring).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()


os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
