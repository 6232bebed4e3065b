"""What is locked is looked up; where nobody can be asked that is one sentence, no traceback."""

import json
from pathlib import Path
from typing import Any

import pytest

from goodword.audit import BROKEN, HOLES, UNASKED, audit

HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": [], "description": "bad"}
SOUND: dict[str, Any] = {"name": "a", "version": "1.0", "vulns": []}
AWAY = "Traceback (most recent call last):\n  File x\nrequests.exceptions.ConnectionError: refused"


def tool(folder: Path, *, out: str = "", err: str = "", code: int = 0) -> Path:
    """A program that answers as the real one does, and notes each lock that it was asked about."""
    (folder / "out").write_text(out)
    (folder / "err").write_text(err)
    path = folder / "pip-audit"
    script = f'#!/bin/sh\necho "$@" >> {folder}/asked\ncat {folder}/out\ncat {folder}/err >&2\n'
    path.write_text(f"{script}exit {code}\n")
    path.chmod(0o755)
    return path


def answer(*found: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(found), "fixes": []})


def asked(folder: Path) -> int:
    return len((folder / "asked").read_text().splitlines())


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, UNASKED)])
@pytest.mark.parametrize(
    "said",
    [
        AWAY,
        "ERROR:pip_audit._cli:Failed to connect to the feed",
        "ReadTimeout: Read timed out.",
        "ERROR:x\nTip: your network may be blocking this service. Try another one with `-s`",
    ],
)
def test_a_service_that_can_t_be_reached_is_one_sentence(
    said: str, strict: bool, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = audit(tool(tmp_path, err=said, code=1), ["a.txt", "b.txt"], strict=strict)

    (line,) = capsys.readouterr().out.splitlines()
    assert found == code
    assert "a.txt: not looked up, for the service can't be reached" in line
    assert ("STRICT=--strict" in line) is not strict
    assert asked(tmp_path) == 1


def test_known_holes_fail_and_every_lock_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tool(tmp_path, out=answer({**SOUND, "vulns": [HOLE]}), code=1)

    assert audit(program, ["a.txt", "b.txt"], strict=False) == HOLES
    told = capsys.readouterr().out
    assert told.count("a 1.0: PYSEC-1, mended in 2.0") == asked(tmp_path) == 2


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, UNASKED)])
def test_what_nobody_could_look_up_fails_where_asked_to(
    strict: bool, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tool(tmp_path, out=answer(SOUND, {"name": "b", "skip_reason": "unknown"}))

    assert audit(program, ["a.txt"], strict=strict) == code
    assert "b: nobody could look it up (unknown)" in capsys.readouterr().out


def test_nothing_known_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(tool(tmp_path, out=answer(SOUND)), ["a.txt"], strict=True) == 0
    assert capsys.readouterr().out == "a.txt: no known holes\n"


@pytest.mark.parametrize("strict", [True, False])
def test_a_lookup_that_breaks_is_never_taken_for_sound(
    strict: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tool(tmp_path, err="ERROR: pyopenssl and connect-proxy has no hashes", code=1)

    assert audit(broken, ["a.txt"], strict=strict) == BROKEN
    assert audit(tmp_path / "nothing", ["a.txt"], strict=strict) == BROKEN
    first, second = capsys.readouterr().out.splitlines()
    assert "has no hashes" in first
    assert "doesn't run" in second
