"""Errors: each leaf has a code of its own, a family that doors know, and a documented remedy."""

import importlib
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from referrals.edge.http import STATUS
from referrals.model.errors import GoodwordError
from tests.house.tree import ROOT, modules

PACKAGE = ROOT / "layers/domain"


def leaves(family: type[GoodwordError] = GoodwordError) -> Iterator[type[GoodwordError]]:
    for child in family.__subclasses__():
        yield child
        yield from leaves(child)


def every_error() -> list[type[GoodwordError]]:
    """All of them, each module having been imported: functions too, so none hides there."""
    roots = {PACKAGE: "layers", ROOT / "cli": "cli", ROOT: "functions"}
    for root, module in ((root, each) for root, top in roots.items() for each in modules(top)):
        importlib.import_module(".".join(module.path.relative_to(root).with_suffix("").parts))
    return list(leaves())


ERRORS = every_error()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: str(error.__name__))
def test_an_error_has_a_code_a_family_and_a_page(error: type[GoodwordError]) -> None:
    documented = (ROOT / "docs/errors.md").read_text()

    assert error.__name__.endswith("Error")
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", vars(error)["code"])
    assert any(issubclass(error, family) for family in STATUS)
    assert f"`{error.code}`" in documented


def test_no_two_errors_share_a_code() -> None:
    codes = Counter(error.code for error in ERRORS)

    assert [code for code, times in codes.items() if times > 1] == []


def test_the_page_of_errors_names_nothing_that_is_gone() -> None:
    documented = re.findall(r"^\| `([a-z0-9_]+)`", (ROOT / "docs/errors.md").read_text(), re.M)
    beyond = {"unexpected"}

    assert documented
    assert set(documented) - {error.code for error in ERRORS} - beyond == set()
