"""Nothing half there: a function has its block, its events and its tests; a step has a test."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.tree import ROOT, complaint, modules
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


def test_every_function_has_several_events() -> None:
    few = [
        function
        for function in FUNCTIONS
        if len(list((ROOT / "events" / function).glob("*.json"))) < FEWEST_EVENTS
    ]

    assert not few, complaint(f"events/<function>/ holds {FEWEST_EVENTS} inputs at least.", few)


def test_every_function_has_tests_that_use_its_events() -> None:
    without = [function for function in FUNCTIONS if not any(uses_events(function))]

    assert not without, complaint(
        "tests/functions/test_<function>*.py gives the handler what events/<function>/ holds.",
        without,
    )


def uses_events(function: str) -> Iterator[bool]:
    for path in (ROOT / "tests/functions").glob(f"test_{function}*.py"):
        text = path.read_text()
        yield f'"{function}' in text or f"events/{function}" in text


def test_every_event_is_an_object() -> None:
    wrong = [event for event in EVENTS if not isinstance(json.loads(event.read_text()), dict)]

    assert EVENTS
    assert not wrong, complaint("Lambda hands over a JSON object.", wrong)


def test_every_event_is_of_a_function() -> None:
    wrong = [event for event in EVENTS if event.parent.name not in FUNCTIONS]

    assert not wrong, complaint("A folder of events/ is named like its function.", wrong)


@pytest.mark.parametrize("room", ["model", "steps", "views"])
def test_everything_that_decides_or_acts_is_tested(room: str) -> None:
    """To import something, or to name it as a type, is not to test it."""
    files = modules(f"layers/domain/referrals/{room}")
    untested = [
        file.name for file in files if file.public() and not file.public() & used_by_tests()
    ]

    assert not untested, complaint("No function in tests/ calls or reads anything of it.", untested)


@cache
def used_by_tests() -> frozenset[str]:
    return frozenset(name for module in modules("tests") for name in module.uses())


def test_no_test_module_imports_another() -> None:
    """Its tests would run twice under two names, or fail for a reason that is not theirs."""
    importing = [
        f"{module.name} imports {name}"
        for module in modules("tests", "bench")
        for name in sorted({*module.imports()})
        if re.fullmatch(r"tests\.(\w+\.)*test_\w+", name)
    ]

    assert not importing, complaint(
        "What two need lies in a module of its own beside them, or in tests/world.py.", importing
    )
