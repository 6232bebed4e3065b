"""Which deployment a command talks to: the local stack, or a CloudFormation stack by name."""

import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError

from goodword.change_log import begin_change
from goodword.fault import stack_down
from referrals.model.errors import NotFoundError

LOCAL_STATE = Path(os.environ.get("GOODWORD_STATE", ".local"))
PATIENCE_SECONDS = 3
STACK_FILE = LOCAL_STATE / "stack.json"


class NoStackError(NotFoundError):
    code = "no_stack"


@dataclass(frozen=True, slots=True)
class StackTarget:
    """`url` is where people and shops reach the stack; `local` is None on AWS."""

    stack: str
    url: str
    local: dict[str, Any] | None


def enter(stack: str = "") -> StackTarget:
    """Points this process's environment at the stack, so that steps and views work on it."""
    found = _enter_remote(stack) if stack else _enter_local()
    begin_change(deployed=bool(stack))
    return found


def _enter_local() -> StackTarget:
    if not STACK_FILE.exists():
        raise NoStackError(
            "no local stack is known here.", remedy="Start one with `make dev`, or name a --stack."
        )
    state: dict[str, Any] = json.loads(STACK_FILE.read_text())
    os.environ.update(state["environment"])
    _require_running(state["environment"].get("GOODWORD_ENDPOINT_URL", ""))
    return StackTarget(state["stack"], state["url"], state)


def _require_running(address: str) -> None:
    """Asked first, for each later question would wait for an answer in vain."""
    parts = urlsplit(address)
    if not parts.port:
        return
    with socket.socket() as probe:
        probe.settimeout(PATIENCE_SECONDS)
        if probe.connect_ex((parts.hostname, parts.port)):
            raise stack_down(address)


def _enter_remote(stack: str) -> StackTarget:
    values = _outputs_of(stack)
    if not {"Environment", "Url"} <= set(values):
        raise NoStackError(
            f"{stack} is no Goodword stack, or isn't deployed yet.",
            field="--stack",
            remedy="`make deploy` ends with its name.",
        )
    os.environ.update(json.loads(values["Environment"]))
    return StackTarget(stack, values["Url"], None)


def _outputs_of(stack: str) -> dict[str, str]:
    client = boto3.client("cloudformation")
    try:
        outputs = client.describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise NoStackError(
            f"no stack is called {stack} in {client.meta.region_name}.",
            field="--stack",
            remedy="Look at its name and at AWS_REGION.",
        ) from None
    return {output["OutputKey"]: output["OutputValue"] for output in outputs}
