"""Rules as YAML: whatever reads them reads the same rules."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from goodword.commands.rules_file import RulesFile
from referrals.model.draft.yaml_text import yaml_text
from referrals.model.program.program import rules_json
from tests.world import rules

ODD = ["on", "no", "1:30", "2026-11-22", "1e3", "0x1F", "~", "", " a", "a ", "a: b", "a #b", "- a"]
ODD += ["#8f491f", "=", "<<", "{a}", "[a]", "!x", "&a", "*a", "%a", "@a", "`a", "é", "السلام", "🍋"]
ODD += ["a\nb", "a\tb", "\u2028", "\x85", "null", "True", "1_000", ".5", "?", "|", ">", '"', "'"]


@pytest.mark.parametrize("text", ODD)
def test_a_text_stays_a_text(text: str) -> None:
    value = {"a": text, "b": [text, {"c": text}], "d": {"e": [], "f": {}}}

    assert yaml.safe_load(yaml_text(value)) == value


def test_numbers_and_nothing_stay_what_they_are() -> None:
    value = {"a": 1, "b": None, "c": True, "d": [{"e": 2, "f": [3, 4]}, {"e": 5}]}

    assert yaml.safe_load(yaml_text(value)) == value


def test_the_command_line_reads_the_same_rules(tmp_path: Path) -> None:
    words: Any = {"de": {"welcome_page.continue": "Weiter: {program} – ja"}}
    known = rules(words=words, brand={"colour": "#8f491f"}, reserved_codes=["1E3"])
    path = tmp_path / "program.yaml"
    path.write_text(yaml_text(rules_json(known)), "utf-8")

    assert RulesFile.open(path).rules(local=True) == known
