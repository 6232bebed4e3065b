"""MiniStack on loopback: AWS as far as this stack needs it, its state kept on disk."""

import json
import shutil
import urllib.request
from contextlib import suppress
from pathlib import Path

from goodword.local import process
from goodword.local.place import KEY_ID, KEY_SECRET, REGION, TOOLS, StackPlace
from referrals.model.errors import RefusedError

SERVICES = (
    "apigateway",
    "cloudformation",
    "dynamodb",
    "events",
    "iam",
    "lambda",
    "logs",
    "monitoring",
    "s3",
    "secretsmanager",
    "ses",
    "sqs",
    "sts",
)


class ToolMissingError(RefusedError):
    code = "tool_missing"


def pid_file(place: StackPlace) -> Path:
    return place.state / "emulator.pid"


def launch(place: StackPlace) -> None:
    """Starts it without waiting; does nothing when it runs already."""
    if process.running(pid_file(place)):
        return
    python = TOOLS / "emulator" / "bin" / "python"
    if not python.exists():
        raise ToolMissingError("the emulator is not installed.", remedy="Run `make dev`.")
    process.require_free(place.emulator_port, "GOODWORD_EMULATOR_PORT")
    scratch = place.state / "tmp"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    _forget_stream_positions(place)
    process.start(pid_file(place), [str(python), "-m", "ministack"], environment(place))


def wait(place: StackPlace) -> None:
    process.wait_until(lambda: _answers(place), pid_file(place), "the emulator")


def _forget_stream_positions(place: StackPlace) -> None:
    """The emulator saves how far each stream was read, but not the streams: they begin anew.

    Kept positions would make it skip as many records as were read before.
    """
    saved = place.state / "state" / "lambda.json"
    if saved.exists():
        state = json.loads(saved.read_text())
        state["payload"].pop("dynamodb_stream_positions", None)
        saved.write_text(json.dumps(state))


def environment(place: StackPlace) -> dict[str, str]:
    return {
        **process.inherited_environment(),
        "AUTH": "true",  # roles are enforced, so a missing permission shows on this machine
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_SECRET_ACCESS_KEY": KEY_SECRET,
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(place.emulator_port),
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "INFO",
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        "PYTHONUNBUFFERED": "1",
        "S3_DATA_DIR": str(place.state / "s3"),
        "S3_PERSIST": "1",
        "SERVICES": ",".join(SERVICES),
        "STATE_DIR": str(place.state / "state"),
        "TMPDIR": str(place.state / "tmp"),
    }


def _answers(place: StackPlace) -> bool:
    with suppress(OSError):
        ready = f"{place.emulator_url}/_ministack/ready"
        with urllib.request.urlopen(ready, timeout=2) as answer:  # noqa: S310 (loopback)
            return bool(answer.status == 200)
    return False
