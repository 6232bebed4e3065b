"""The emulator's tables and secrets, worked in this process while the emulator itself is down.

It is the emulator's own code on its own saved state: an order costs milliseconds, and no function
is woken by what happened long ago. What was done is saved at once, or not at all.
"""

import importlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO
from unittest.mock import patch

from awswire.dynamo import AwsError
from goodword.local.place import TOOLS
from referrals.store.secret import Secrets
from referrals.wiring import clients

OK = 200
TARGETS = {"dynamodb": "DynamoDB_20120810", "secretsmanager": "secretsmanager"}


class EmulatorService:
    """One of its services, called as AWS is."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = _module(f"services.{name}")

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"x-amz-target": f"{TARGETS[self.name]}.{operation}"}
        body = json.dumps(request).encode()
        waiting = self.module.handle_request("POST", "/", headers, body, {})
        try:
            waiting.send(None)
        except StopIteration as answer:
            status, _, text = answer.value
        else:
            raise AwsError("Unreachable", "the emulator waits for something")
        found: dict[str, Any] = json.loads(text)
        if status != OK:
            code = str(found["__type"]).rpartition("#")[2]
            reasons = [each.get("Code", "None") for each in found.get("CancellationReasons", [])]
            raise AwsError(code, str(found.get("message") or found.get("Message")), reasons)
        return found

    def load(self, folder: Path) -> None:
        """What it saved when it ended."""
        with _saving_in(folder) as persistence:
            state = persistence.load_state(self.name)
        restore = getattr(self.module, "load_persisted_state", None) or self.module.restore_state
        restore(state)

    def save(self, folder: Path) -> None:
        with _saving_in(folder) as persistence, patch.object(persistence, "json", JsonWriter):
            persistence.save_state(self.name, self.module.get_state())

    def records(self, table: str, start: int) -> list[dict[str, Any]]:
        """What a table's stream tells from that place on."""
        return list(self.module.stream_records_since(table, start, sys.maxsize))


class PlainCopy:
    """Copies of what JSON can say, at a fifth of the cost."""

    @classmethod
    def deepcopy(cls, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        if type(value) is dict:
            return {name: cls.deepcopy(inner) for name, inner in value.items()}
        if type(value) is list:
            return [cls.deepcopy(inner) for inner in value]
        return deepcopy(value)


class JsonWriter:
    """Writes JSON in one go, ten times as fast as piece by piece."""

    @staticmethod
    def dump(data: Any, file: TextIO, **options: Any) -> None:
        file.write(json.dumps(data, **options))


@contextmanager
def worked_in_process(tables: EmulatorService, vault: EmulatorService) -> Iterator[None]:
    """Every store of this process works on them."""
    secrets = Secrets(vault, public_only=False)
    with (
        patch.object(tables.module, "copy", PlainCopy),
        _remember(tables.module, "_number_size_bytes"),
        _remember(tables.module, "_tokenize"),
        patch.object(clients, "dynamo", lambda: tables),
        patch.object(clients, "secrets", lambda: secrets),
    ):
        yield


def _remember(module: Any, name: str) -> AbstractContextManager[Any]:
    """What of the emulator reckons the same again and again, and leaves alone what it was told."""
    return patch.object(module, name, lru_cache(65_536)(getattr(module, name)))


@contextmanager
def _saving_in(folder: Path) -> Iterator[Any]:
    """The emulator's keeping of state, with that folder for it."""
    persistence = _module("core.persistence")
    with (
        patch.object(persistence, "PERSIST_STATE", True),
        patch.object(persistence, "STATE_DIR", str(folder)),
    ):
        yield persistence


def _module(name: str) -> Any:
    """From the emulator's own environment, behind everything of ours."""
    (packages,) = (TOOLS / "emulator" / "lib").glob("python3.*/site-packages")
    if str(packages) not in sys.path:
        sys.path.append(str(packages))
    os.environ.setdefault("MINISTACK_REGION", os.environ["AWS_REGION"])
    return importlib.import_module(f"ministack.{name}")
