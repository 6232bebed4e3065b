"""`goodword trigger`, run in this process."""

import json
from typing import Any

from typer.testing import CliRunner

from goodword.main import app

RUNNER = CliRunner()
ADA = ("--code", "ada-bakes")


def run(*words: str) -> dict[str, Any]:
    ran = RUNNER.invoke(app, ["trigger", *words, "--wait", "20", "--json"])
    assert ran.exit_code == 0, ran.output
    # The handlers run in this process, so their log lines are on the same stream.
    found: dict[str, Any] = json.loads(ran.stdout[ran.stdout.index('{\n  "answers"') :])
    return found
