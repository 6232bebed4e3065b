"""Drawers: the same nouns in every room, few files in each, no circles, arrows as written down."""

import re
from collections import Counter
from graphlib import TopologicalSorter

import pytest

from tests.house.tree import ROOT, Module, modules

ROOMS = ("model", "steps", "store", "views")
PAGE = ROOT / "docs/drawers.md"
MOST_FILES = 12
INSIDE = {
    module.dotted_name: module
    for module in modules("layers/domain")
    if module.path.name != "__init__.py"
}


def arrows_of_page() -> dict[str, set[str]]:
    """Each drawer of the page, and the drawers that it may use in the model."""
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", PAGE.read_text(), re.MULTILINE)
    return {drawer: set(re.findall(r"\w+", may_use)) for drawer, may_use in rows}


def drawer_of(name: str, room: str) -> str:
    """Empty for what lies in no drawer of the room."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["referrals", room] and len(parts) == 4 else ""


def own_imports(module: Module) -> set[str]:
    """Our own modules that it imports, for types or for real."""
    return {name for name in module.imports() if name in INSIDE} - {module.dotted_name}


def between_drawers(room: str) -> dict[str, set[str]]:
    arrows: dict[str, set[str]] = {}
    for name, module in INSIDE.items():
        if drawer := drawer_of(name, room):
            there = {drawer_of(each, room) for each in own_imports(module)}
            arrows.setdefault(drawer, set()).update(there - {drawer, ""})
    return arrows


@pytest.mark.parametrize("room", ROOMS)
def test_every_drawer_is_on_the_page(room: str) -> None:
    assert set(between_drawers(room)) - set(arrows_of_page()) == set()


def test_drawers_of_the_model_use_what_the_page_allows() -> None:
    wrong = {
        drawer: there - arrows_of_page().get(drawer, set())
        for drawer, there in between_drawers("model").items()
    }

    assert {drawer: there for drawer, there in wrong.items() if there} == {}


def test_what_every_drawer_uses_uses_no_drawer() -> None:
    basics = [name for name in INSIDE if re.fullmatch(r"referrals\.model\.\w+", name)]
    wrong = {
        name: there
        for name in basics
        if (there := {each for each in own_imports(INSIDE[name]) if drawer_of(each, "model")})
    }

    assert wrong == {}


@pytest.mark.parametrize("room", ROOMS)
def test_no_drawers_stand_in_a_circle(room: str) -> None:
    assert list(TopologicalSorter(between_drawers(room)).static_order())


def test_no_files_stand_in_a_circle() -> None:
    arrows = {name: own_imports(module) for name, module in INSIDE.items()}

    assert list(TopologicalSorter(arrows).static_order())


def test_a_drawer_holds_twelve_files_at_most() -> None:
    files = Counter(
        (room, drawer) for room in ROOMS for name in INSIDE if (drawer := drawer_of(name, room))
    )

    assert {place: many for place, many in files.items() if many > MOST_FILES} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_tests_lie_in_the_same_drawers(room: str) -> None:
    folders = {path.name for path in (ROOT / "tests" / room).iterdir() if path.is_dir()}

    assert folders - set(arrows_of_page()) - {"__pycache__"} == set()
