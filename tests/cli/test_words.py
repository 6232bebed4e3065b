"""`goodword words`: sentences by name, letters in a folder, a test letter for the shop's people."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from goodword.main import app
from referrals.wiring import stores
from tests.world import a_program, rules

RUN = CliRunner()
TESTERS = {"test_to": ["mia@shop.example"]}


@pytest.fixture
def rules_file(tmp_path: Path) -> Path:
    own = {"de": {"letter.greeting_named": "Servus {name},", "address": "informal"}}
    path = tmp_path / "program.yaml"
    path.write_text(
        yaml.safe_dump(
            rules(words=own, webhook_url="https://shop.example/hook").model_dump(mode="json")
        )
    )
    return path


@pytest.fixture
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))


def test_sentences_are_listed_as_the_program_says_them(rules_file: Path) -> None:
    asked = ["words", "list", str(rules_file), "--language", "de", "--find", "servus", "--json"]

    assert json.loads(RUN.invoke(app, asked).stdout) == {"letter.greeting_named": "Servus {name},"}


def test_letters_are_written_to_a_folder(rules_file: Path, tmp_path: Path) -> None:
    asked = ["words", "preview", str(rules_file), "--letter", "advocate.thanked"]
    result = RUN.invoke(app, [*asked, "--language", "de", "--out", str(tmp_path / "out")])

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "advocate.thanked.de.html",
        "advocate.thanked.de.txt",
    ]
    text = (tmp_path / "out/advocate.thanked.de.txt").read_text()
    assert text.startswith("Zur Probe: ")
    assert "Servus Ada," in text


@pytest.mark.usefixtures("stack")
def test_a_test_letter_waits_in_the_outbox() -> None:
    stores.programs().add(a_program(mail=TESTERS))

    sent = RUN.invoke(app, ["words", "send", "friends", "--to", "mia@shop.example", "--json"])
    refused = RUN.invoke(app, ["words", "send", "friends", "--to", "eve@x.example"])

    assert json.loads(sent.stdout)["topic"] == "advocate.thanked"
    assert refused.exit_code == 1
