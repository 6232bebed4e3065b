"""What is shipped: compiled, no larger than it must be, and complete."""

import importlib.util
import marshal
import subprocess
import sys
from pathlib import Path

import pytest

from goodword.local.build import SERVICES
from tests.local_stack import LocalStack
from tests.template import resources

pytestmark = pytest.mark.stack
UNCHECKED_HASH = (0b01).to_bytes(4, "little")
LAYERS = set(resources("AWS::Serverless::LayerVersion"))
FUNCTIONS = set(resources("AWS::Serverless::Function"))
# Data of a template engine's tests and the like: not importable, so not compiled.
NO_MODULES = {"tests", "test"}


@pytest.fixture(scope="module")
def artifacts(stack: LocalStack) -> Path:
    return stack.state / "build"


@pytest.mark.parametrize("name", sorted(LAYERS | FUNCTIONS))
def test_every_module_is_shipped_with_bytecode_that_is_never_checked(
    name: str, artifacts: Path
) -> None:
    place = "/opt/" if name in LAYERS else "/var/task/"
    modules = sorted((artifacts / name).rglob("*.py"))

    assert modules or name == "PackagesLayer"
    for module in modules:
        compiled = Path(importlib.util.cache_from_source(str(module))).read_bytes()
        assert compiled[:4] == importlib.util.MAGIC_NUMBER
        assert compiled[4:8] == UNCHECKED_HASH, module
        assert marshal.loads(compiled[16:]).co_filename.startswith(place)  # noqa: S302


def test_packages_bring_the_services_that_are_called_and_no_others(artifacts: Path) -> None:
    packages = artifacts / "PackagesLayer/python"
    data = packages / "botocore/data"
    made = f"import boto3; [boto3.client(name) for name in {SERVICES!r}]"

    assert {path.name for path in data.iterdir() if path.is_dir()} == set(SERVICES)
    subprocess.run(
        [sys.executable, "-S", "-c", made],
        env={"PYTHONPATH": str(packages), "AWS_DEFAULT_REGION": "eu-west-1"},
        check=True,
    )


def test_our_own_layer_is_our_own_packages_alone(artifacts: Path) -> None:
    assert {path.name for path in (artifacts / "DomainLayer/python").iterdir()} == {
        "awswire",
        "referrals",
    }


def test_light_functions_carry_no_packages() -> None:
    light = {
        name
        for name, function in resources("AWS::Serverless::Function").items()
        if "Layers" not in function
    }

    assert light == {"RedirectFunction", "ConversionsFunction"}
