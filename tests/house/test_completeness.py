"""Nothing half there: a function has its block, its events and its tests; a step has a test."""

import json
from pathlib import Path

import pytest

from tests.house.tree import ROOT, modules
from tests.template import resources

FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
EVENTS = sorted((ROOT / "events").glob("*/*.json"))
FEWEST_EVENTS = 2


def test_every_function_folder_has_its_template_block() -> None:
    deployed = [
        Path(properties["CodeUri"]).name
        for properties in resources("AWS::Serverless::Function").values()
    ]

    assert sorted(deployed) == FUNCTIONS


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_several_events(function: str) -> None:
    assert len(list((ROOT / "events" / function).glob("*.json"))) >= FEWEST_EVENTS


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_tests_that_use_its_events(function: str) -> None:
    tests = list((ROOT / "tests/functions").glob(f"test_{function}*.py"))

    assert tests
    assert any(
        f'"{function}' in path.read_text() or f"events/{function}" in path.read_text()
        for path in tests
    )


@pytest.mark.parametrize("event", EVENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_event_is_an_object_of_a_function(event: Path) -> None:
    assert isinstance(json.loads(event.read_text()), dict)
    assert event.parent.name in FUNCTIONS


@pytest.mark.parametrize("room", ["model", "steps", "views"])
def test_everything_that_decides_or_acts_is_tested(room: str) -> None:
    tested = {name for module in modules("tests") for name in module.imports()}
    rooms = modules(f"layers/domain/referrals/{room}")
    here = [module.dotted for module in rooms if module.path.stem != "__init__"]

    assert [name for name in here if name not in tested] == []
