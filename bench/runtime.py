"""Functions under the real runtime interface: AWS's emulator of it and `awslambdaric`."""

import json
import platform
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import stage

KIND = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
EMULATOR = f".tools/sam/lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-{KIND}"
INVOKE = "2015-03-31/functions/function/invocations"
READY_SECONDS = 10
ANSWER_SECONDS = 60


class NotMeasurableError(Exception):
    """The function did not answer as it should, so its time means nothing."""


def environment(function: Path, more: Mapping[str, str]) -> dict[str, str]:
    places = (function, stage.CACHE / "layer", stage.packages())
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": ":".join(map(str, places)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        **more,
    }


def first_answer(function: Path, more: Mapping[str, str], event: Any) -> tuple[float, Any]:
    """Seconds from process start to first answer, and the answer.

    The emulator starts the process when the first event comes, so that is when the clock starts.
    """
    with running_function(function, more) as port:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/{INVOKE}", json.dumps(event).encode()
        )
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            body = answer.read()
        return time.perf_counter() - start, json.loads(body)


@contextmanager
def running_function(function: Path, more: Mapping[str, str]) -> Iterator[int]:
    (emulator,) = stage.ROOT.glob(EMULATOR)
    port, inner = free_port(), free_port()
    process = subprocess.Popen(
        [
            emulator,
            *("--log-level", "error"),
            *("--runtime-interface-emulator-address", f"127.0.0.1:{port}"),
            *("--runtime-api-address", f"127.0.0.1:{inner}"),
            *(stage.PYTHON, "-m", "awslambdaric", "app.handler"),
        ],
        env=environment(function, more),
        cwd=function,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise NotMeasurableError("the runtime interface emulator did not start")
