"""Whatever happens around a command is one sentence with a remedy, never a traceback."""

import json
import socket
import sys
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
)

from awswire.dynamo import AwsError
from goodword.fault import UNEXPECTED, known_error
from goodword.main import main
from referrals.model.errors import UnavailableError
from tests.cli.shopfront import stack_json


def run(words: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["goodword", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    return code if isinstance(code, int) else 0


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    # Whatever ran before has signed in, and a session remembers it.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "GOODWORD_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".local").mkdir()
    return tmp_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_stack_that_is_down_is_said_to_be_down(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    known = json.loads(stack_json("http://localhost:1", {}))
    known["environment"] = {"GOODWORD_ENDPOINT_URL": address}
    (folder / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.setenv("GOODWORD_ENDPOINT_URL", "")

    code = run("outbox list", monkeypatch)

    said = capsys.readouterr().err
    assert code == 5
    assert said.startswith("stack_down the local stack isn't running")
    assert "Start it with `make dev`" in said
    assert len(said.splitlines()) == 1


def test_no_region_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.delenv("AWS_REGION", raising=False)

    assert run("outbox list --stack goodword-prod", monkeypatch) == 1
    assert "Set AWS_REGION" in capsys.readouterr().err


def test_nobody_signed_in_is_told_how_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    assert run("outbox list --stack goodword-prod", monkeypatch) == 1
    assert capsys.readouterr().err.startswith("signed_out AWS knows nobody here. Sign in")


def test_a_port_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOODWORD_PORT", "eighty")

    assert run("local status", monkeypatch) == 1
    assert capsys.readouterr().err.startswith("bad_port GOODWORD_PORT: eighty is no port.")


def test_what_nobody_thought_of_is_written_down(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    (folder / ".local/stack.json").write_text("{")

    code = run("privacy list friends", monkeypatch)

    (details,) = folder.glob("goodword-fault-*.txt")
    assert code == UNEXPECTED
    assert capsys.readouterr().err.splitlines() == [
        f"unexpected a mistake of ours (JSONDecodeError); its details were written to {details}."
    ]
    assert "Traceback" in details.read_text()
    assert details.stat().st_mode & 0o077 == 0


def busy_because_of(cause: Exception) -> UnavailableError:
    """As a store says it: a busy table, and further down what is really the matter."""
    unreachable = AwsError("Unreachable", str(cause))
    unreachable.__cause__ = cause
    busy = UnavailableError("the tables are busy.", remedy="Try again.")
    busy.__cause__ = unreachable
    return busy


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (NoCredentialsError(), "signed_out"),
        (NoRegionError(), "no_region"),
        (ProfileNotFound(profile="nobody"), "signed_out"),
        (EndpointConnectionError(endpoint_url="https://x"), "aws_unreachable"),
        (ClientError({"Error": {"Code": "ExpiredTokenException"}}, "GetItem"), "signed_out"),
        (TimeoutError("slow"), "aws_unreachable"),
    ],
)
def test_a_busy_table_is_looked_through(cause: Exception, code: str) -> None:
    found = known_error(busy_because_of(cause))

    assert found is not None
    assert (found.code, bool(found.remedy)) == (code, True)


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        ("AccessDeniedException", "not_allowed"),
        ("ResourceNotFoundException", "stack_down"),
        ("SomethingNewException", "aws_refused"),
    ],
)
def test_what_aws_refuses_is_no_mistake_of_ours(refusal: str, code: str) -> None:
    found = known_error(AwsError(refusal, "no"))

    assert found is not None
    assert found.code == code


def test_a_mistake_of_ours_is_nothing_known() -> None:
    assert known_error(KeyError("x")) is None
