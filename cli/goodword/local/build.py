"""The build: what SAM makes of the template, slimmed and compiled before it is shipped.

Lambda mounts code read-only and SAM ships no bytecode, so without this every cold start would
compile every module again.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from goodword.local.emulator import ToolMissingError
from goodword.local.place import ROOT, TOOLS, architecture
from referrals.model.errors import RefusedError

# What functions talk to through botocore; of its other four hundred services nothing is shipped.
SERVICES = ("dynamodb", "s3", "secretsmanager", "sesv2", "sqs")
SOURCES = ("template.yaml", "samconfig.toml", "functions", "layers")


class DidNotBuildError(RefusedError):
    code = "did_not_build"


def build(folder: Path, *, config: str = "local", on: str = "") -> None:
    """`sam build` into `folder`, then slimmer packages, and bytecode for every artifact."""
    chosen = on or architecture()
    run_sam(
        "build",
        *(*config_of(config), "--build-dir", str(folder)),
        *("--cache-dir", str(ROOT / ".aws-sam" / "cache")),
        *("--parameter-overrides", f"Architecture={chosen}"),
        fault=DidNotBuildError,
    )
    _say_architecture(folder / "template.yaml", chosen)
    slim(folder)
    compile_artifacts(folder)


def _say_architecture(template: Path, chosen: str) -> None:
    """The built template's default is what was built, so that `sam local invoke` needs no word."""
    text, replaced = re.subn(
        r"(?<=\n  Architecture:\n    Type: String\n    Default: )\w+", chosen, template.read_text()
    )
    if replaced != 1:
        raise DidNotBuildError(f"{template} names no architecture.")
    template.write_text(text)


def slim(folder: Path) -> None:
    for data in folder.glob("*/python/botocore/data"):
        for service in data.iterdir():
            if service.is_dir() and service.name not in SERVICES:
                shutil.rmtree(service)


def config_of(name: str) -> tuple[str, ...]:
    """SAM looks for its configuration beside the template, which may be a built one."""
    return "--config-file", str(ROOT / "samconfig.toml"), "--config-env", name


def compile_artifacts(folder: Path) -> None:
    """Bytecode that names the paths of Lambda, and that Lambda need not check against sources."""
    for artifact in sorted(path for path in folder.iterdir() if path.is_dir()):
        place = "/opt" if (artifact / "python").exists() else "/var/task"
        paths = ("-s", str(artifact), "-p", place)
        mode = ("--invalidation-mode", "unchecked-hash")
        command = (sys.executable, "-m", "compileall", "-q", "-f", "-j", "0", *paths, *mode)
        subprocess.run([*command, str(artifact)], check=True)


def fingerprint() -> str:
    """Changes whenever something does that the build or the deployment depends on."""
    digest = hashlib.sha256(sys.version.encode())
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        root = ROOT / name
        found = [root] if root.is_file() else sorted(root.rglob("*"))
        yield from (p for p in found if p.is_file() and "__pycache__" not in p.parts)


def run_sam(
    *arguments: str, fault: type[RefusedError], environment: dict[str, str] | None = None
) -> None:
    """The real SAM CLI; what it said becomes the reason when it fails."""
    sam = TOOLS / "sam" / "bin" / "sam"
    if not sam.exists():
        raise ToolMissingError("the SAM CLI is not installed.", remedy="Run `make dev`.")
    path = f"{sam.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    quiet = {"SAM_CLI_TELEMETRY": "0", "PATH": path}
    done = subprocess.run(
        [str(sam), *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {}), **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise fault(f"`sam {arguments[0]}` failed.\n{said}\n")
