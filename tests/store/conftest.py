"""Every access pattern is asked of two independent DynamoDBs: moto, and AWS's DynamoDB Local."""

from collections.abc import Iterator

import pytest

from tests.account import fresh_account
from tests.direct_call import long_way
from tests.oracle import oracle_account


@pytest.fixture(params=["moto", "dynamodb-local"])
def account(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh account with the template's tables, once in each of the two."""
    if request.param == "dynamodb-local":
        with oracle_account(monkeypatch):
            yield
        return
    with long_way(), fresh_account(monkeypatch):
        yield
