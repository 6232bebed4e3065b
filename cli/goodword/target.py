"""Which deployment a command talks to: the local stack, or a CloudFormation stack by name."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from goodword.change_log import begin_change
from referrals.model.errors import NotFoundError

LOCAL_STATE = Path(os.environ.get("GOODWORD_STATE", ".local"))
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
    return StackTarget(state["stack"], state["url"], state)


def _enter_remote(stack: str) -> StackTarget:
    client = boto3.client("cloudformation")
    outputs = client.describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
    values = {output["OutputKey"]: output["OutputValue"] for output in outputs}
    os.environ.update(json.loads(values["Environment"]))
    return StackTarget(stack, values["Url"], None)
