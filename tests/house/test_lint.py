"""What others think of the template: cfn-lint with its serverless rules, checkov."""

import os
import subprocess
from pathlib import Path

from tests.house.tree import ROOT

TOOLS = ROOT / ".tools"
SERVERLESS_RULES = "cfn_lint_serverless.rules"
QUIET = {"SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "eu-west-1", "LOG_LEVEL": "ERROR"}


def run(tool: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert tool.exists(), "run `make test`, which installs the tools first"
    return subprocess.run(
        [str(tool), *arguments],
        cwd=ROOT,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_serverless_rules_find_nothing() -> None:
    """Beside all of cfn-lint's own, which are what `sam validate --lint` asks."""
    done = run(
        TOOLS / "sam/bin/cfn-lint",
        *("-t", "template.yaml", "--regions", "eu-west-1", "-a", SERVERLESS_RULES),
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_checkov_finds_nothing() -> None:
    done = run(
        TOOLS / "checkov/bin/checkov", "--config-file", ".checkov.yaml", "--file", "template.yaml"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Failed checks: 0" in done.stdout
