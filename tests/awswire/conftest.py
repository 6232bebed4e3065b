"""Every access pattern is asked of two independent DynamoDBs: moto, and AWS's DynamoDB Local."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.conftest import ENVIRONMENT, create_secrets, create_tables, forget_clients
from tests.oracle import oracle_account


@pytest.fixture(params=["moto", "dynamodb-local"])
def account(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh account with the template's tables, once in each of the two."""
    if request.param == "dynamodb-local":
        with oracle_account(monkeypatch):
            yield
        return
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        create_tables(monkeypatch)
        create_secrets()
        yield
        forget_clients()
