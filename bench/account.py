"""A whole account behind one port (moto's server), for functions that need more than two tables.

`python -m bench.account` prints the environment of its functions as JSON, then serves until ended.
"""

import json
import os
import sys
import threading
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from referrals.wiring import stores
from tests import account
from tests.world import store_program

QUEUE = "failures"


def main() -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    out, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    environment = {
        **account.ENVIRONMENT,
        "AWS_ENDPOINT_URL": url,
        "GOODWORD_ENDPOINT_URL": url,
        "STAGE": "local",
    }
    patch = pytest.MonkeyPatch()
    for name, value in environment.items():
        patch.setenv(name, value)
    account.create_tables(patch)
    account.create_secrets()
    store_program()
    queue = boto3.client("sqs").create_queue(QueueName=QUEUE)["QueueUrl"]
    tables = {name: value for name, value in os.environ.items() if name.endswith("_TABLE")}
    out.write(json.dumps({**environment, **tables, "FAILURES_QUEUE_URL": queue}) + "\n")
    out.flush()
    assert stores.links().get("ada-bakes")
    threading.Event().wait()


if __name__ == "__main__":
    main()
