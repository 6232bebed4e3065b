"""Known holes in what is locked: `python -m goodword.audit [--strict] LOCK...`, as `make audit`.

Exit code 0: none is known, or, unless strict, nobody could be asked. 1: there are some. 75: strict,
and something couldn't be looked up. 70: the lookup itself is broken.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOLES, BROKEN, UNASKED = 1, 70, 75
ROOT = Path(__file__).parents[2]
TOOL = ROOT / ".tools/audit/bin/pip-audit"
OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
LOOKUP_SECONDS, LOCK_SECONDS = "15", 300
# How its own words and those of the libraries below it say that nobody answered.
_AWAY = re.compile(
    r"(?:Connection|Proxy|SSL|HTTP|NameResolution)Error|(?:Connect|Read)Timeout|timed out"
    r"|Max retries exceeded|(?:failed to|could not|couldn't) connect"
    r"|connection (?:refused|reset|aborted)|blocking this service|service unavailable",
    re.IGNORECASE,
)


class NobodyAnsweredError(Exception):
    """Nobody who knows of holes could be asked; the text says how that showed."""


class BrokenLookupError(Exception):
    """The lookup ended without an answer for a reason of its own."""


@dataclass(frozen=True, slots=True)
class LockReport:
    lock: str
    holes: tuple[str, ...]
    unknown: tuple[str, ...]
    """What nobody could look up, and why."""


def audit(tool: Path, locks: Sequence[str], *, strict: bool) -> int:
    """Tells each lock's holes; the exit code."""
    worst = 0
    for lock in locks:
        try:
            report = look_up(tool, lock)
        except NobodyAnsweredError as away:
            _tell(
                f"{lock}: not looked up, for the service can't be reached ({away}). {_ends(strict)}"
            )
            return worst or (UNASKED if strict else 0)
        except BrokenLookupError as broken:
            _tell(f"{lock}: the lookup failed: {broken}")
            return BROKEN
        _tell(*_lines(report))
        if report.holes:
            worst = HOLES
        elif report.unknown and strict:
            worst = worst or UNASKED
    return worst


def look_up(tool: Path, lock: str) -> LockReport:
    command = (str(tool), *OPTIONS, "--timeout", LOOKUP_SECONDS, "--requirement", lock)
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LOCK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NobodyAnsweredError(f"no answer within {LOCK_SECONDS} seconds") from None
    except OSError as error:
        raise BrokenLookupError(f"{tool} doesn't run ({error.strerror}).") from None
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise _fault(done.stderr, done.returncode) from None
    return LockReport(lock, tuple(_holes(found)), tuple(_unknown(found)))


def _holes(found: list[dict[str, Any]]) -> Iterator[str]:
    for each in found:
        for hole in each.get("vulns", ()):
            mended = ", ".join(hole.get("fix_versions") or ()) or "no version yet"
            yield f"{each['name']} {each['version']}: {hole['id']}, mended in {mended}"


def _unknown(found: list[dict[str, Any]]) -> Iterator[str]:
    for each in found:
        if reason := each.get("skip_reason"):
            yield f"{each['name']}: nobody could look it up ({reason})"


def _lines(report: LockReport) -> Iterator[str]:
    yield f"{report.lock}: {len(report.holes) or 'no'} known holes"
    for line in (*report.holes, *report.unknown):
        yield f"  {line}"


def _fault(said: str, code: int) -> Exception:
    lines = [line.strip()[:200] for line in said.splitlines() if line.strip()]
    away = [line for line in lines if _AWAY.search(line)]
    if away:
        return NobodyAnsweredError(away[-1])
    return BrokenLookupError(lines[-1] if lines else f"exit code {code}, without a word")


def _ends(strict: bool) -> str:
    if strict:
        return "Try again once it can."
    return "Nothing is known of holes; STRICT=--strict makes that a failure."


def _tell(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m goodword.audit")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--tool", type=Path, default=TOOL)
    parser.add_argument("locks", nargs="+")
    wish = parser.parse_args()
    return audit(wish.tool, wish.locks, strict=wish.strict)


if __name__ == "__main__":
    sys.exit(main())
