"""Every event through the real runtime interface: AWS's emulator of it, and `awslambdaric`.

What `sam local invoke` does with Docker, without it: the handler in a process of its own, started
by the runtime, told nothing but its environment.
"""

import json
import os
import platform
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.account import ENVIRONMENT, create_secrets, create_tables, forget_clients
from tests.local_stack import free_port
from tests.template import ROOT, wired_functions
from tests.world import a_program, store_program, webhook_secret

EVENTS = sorted((ROOT / "events").glob("*/*.json"))
SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
KIND = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
EMULATOR = f".tools/sam/lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-{KIND}"
INVOKE = "2015-03-31/functions/function/invocations"
# A job that nobody knows must fail, so that its event is kept.
RAISES = {"schedule/no_job", "schedule/unknown_job"}
START_SECONDS = 30


class Runtimes:
    """One runtime for each function, started when its first event comes."""

    def __init__(self, endpoint: str, ending: ExitStack) -> None:
        self.endpoint = endpoint
        self.ending = ending
        self.ports: dict[str, int] = {}

    def invoke(self, function: str, event: bytes) -> Any:
        if function not in self.ports:
            self.ports[function] = self._start(function)
        address = f"http://127.0.0.1:{self.ports[function]}/{INVOKE}"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(urllib.error.URLError), urllib.request.urlopen(address, event) as answer:
                return json.load(answer)
            time.sleep(0.05)
        raise AssertionError(f"the runtime of {function} did not start")

    def _start(self, function: str) -> int:
        (emulator,) = ROOT.glob(EMULATOR)
        port = free_port()
        process = subprocess.Popen(
            [
                str(emulator),
                *("--log-level", "error"),
                *("--runtime-interface-emulator-address", f"127.0.0.1:{port}"),
                *("--runtime-api-address", f"127.0.0.1:{free_port()}"),
                *(sys.executable, "-m", "awslambdaric", "app.handler"),
            ],
            cwd=ROOT / "functions" / function,
            env=self._environment(function),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.ending.callback(process.wait)
        self.ending.callback(process.terminate)
        return port

    def _environment(self, function: str) -> dict[str, str]:
        places = (ROOT / "functions" / function, ROOT / "layers/domain")
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, places)),
            "AWS_LAMBDA_FUNCTION_NAME": function,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
            "GOODWORD_CLIENT": "wire" if function in wired_functions() else "boto3",
            "GOODWORD_ENDPOINT_URL": self.endpoint,
            "POWERTOOLS_SERVICE_NAME": function,
        }


@pytest.fixture(scope="module")
def runtimes() -> Iterator[Runtimes]:
    """An account behind a port, as the tables of the template and the secrets of the events."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    with ExitStack() as ending, pytest.MonkeyPatch.context() as patch:
        ending.callback(server.stop)
        for name, value in {**ENVIRONMENT, "AWS_ENDPOINT_URL": endpoint}.items():
            patch.setenv(name, value)
        create_tables(patch)
        create_secrets()
        queue = boto3.client("sqs").create_queue(QueueName="failures")["QueueUrl"]
        patch.setenv("FAILURES_QUEUE_URL", queue)
        store_program(a_program())
        for source, secret in SECRETS.items():
            webhook_secret(source, secret)
        yield Runtimes(endpoint, ending)
    forget_clients()


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_real_runtime_answers_every_event(path: Path, runtimes: Runtimes) -> None:
    answer = runtimes.invoke(path.parent.name, path.read_bytes())

    if f"{path.parent.name}/{path.stem}" in RAISES:
        assert answer["errorType"] == "UnknownJobError"
        return
    assert "errorType" not in answer, answer
    if path.parent.name == "pictures" or path.stem == "picture":
        # There are tables here and no bucket: asked for again later, and never an error.
        assert answer.get("statusCode") in (404, 503) or answer["batchItemFailures"]
        return
    assert answer.get("statusCode", 200) < 500, answer
    assert bool(answer.get("batchItemFailures")) is (path.stem == "unreadable")
