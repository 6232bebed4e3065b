"""What the measured functions are made of: the same layer for all, with compiled bytecode.

Packages are copied from this environment as the runtime lock names them, compiled as the build
does it, and kept in `.cache/bench` until the lock changes.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache/bench"
LOCK = ROOT / "layers/packages/requirements.txt"
RUNTIME_INTERFACE = ("awslambdaric", "simplejson", "snapshot-restore-py")
PYTHON = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"


def packages() -> Path:
    """The locked runtime packages and the runtime interface, compiled."""
    mark = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = CACHE / f"packages-{mark}"
    if not (folder / ".whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        locked = re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK.read_text(), re.M)
        for name in (*locked, *RUNTIME_INTERFACE):
            _copy(name, folder)
        compile_folder(folder)
        (folder / ".whole").touch()
    return folder


def layer() -> Path:
    """Our own packages, always fresh."""
    return stage_folder(ROOT / "layers/domain", "layer")


def function(name: str) -> Path:
    """A function's folder: one of ours, or a yardstick of the bench."""
    ours = ROOT / "functions" / name
    return stage_folder(ours if ours.exists() else ROOT / "bench" / name, f"functions/{name}")


def stage_folder(source: Path, place: str) -> Path:
    target = CACHE / place
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    compile_folder(target)
    return target


def compile_folder(folder: Path) -> None:
    mode = ("--invalidation-mode", "unchecked-hash")
    subprocess.run([PYTHON, "-m", "compileall", "-q", "-f", *mode, folder], check=True)


def _copy(name: str, folder: Path) -> None:
    for file in distribution(name).files or []:
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(Path(str(file.locate())), target)
