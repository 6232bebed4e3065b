"""Errors: each leaf has a code of its own, a family that doors know, and a documented remedy."""

import importlib
import re
from collections import Counter
from collections.abc import Iterator

from referrals.edge.http import STATUS
from referrals.model.errors import GoodwordError
from tests.house.tree import ROOT, complaint, modules

PACKAGE = ROOT / "layers/domain"
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)*")


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


def test_an_error_has_a_name_that_says_so() -> None:
    wrong = [error.__name__ for error in ERRORS if not error.__name__.endswith("Error")]

    assert not wrong, complaint("A class of errors ends in `Error`.", wrong)


def test_an_error_has_a_code_of_its_own() -> None:
    """Families have one, too; a leaf that took theirs could not be told from another."""
    wrong = [error.__name__ for error in ERRORS if not CODE.fullmatch(vars(error).get("code", ""))]

    assert not wrong, complaint("Each has a `code` of its own, in snake_case.", wrong)


def test_an_error_belongs_to_a_family_that_doors_know() -> None:
    wrong = [error.__name__ for error in ERRORS if not issubclass(error, tuple(STATUS))]

    assert not wrong, complaint("Its parent is a family of `model.errors`.", wrong)


def test_an_error_has_its_remedy_on_the_page() -> None:
    documented = (ROOT / "docs/errors.md").read_text()
    wrong = [error.__name__ for error in ERRORS if f"`{error.code}`" not in documented]

    assert not wrong, complaint("docs/errors.md lacks a row; `make docs` writes it.", wrong)


def test_no_two_errors_share_a_code() -> None:
    codes = Counter(error.code for error in ERRORS)

    assert [code for code, times in codes.items() if times > 1] == []


def test_the_page_of_errors_names_nothing_that_is_gone() -> None:
    documented = re.findall(r"^\| `([a-z0-9_]+)`", (ROOT / "docs/errors.md").read_text(), re.M)
    beyond = {"unexpected"}

    assert documented
    assert set(documented) - {error.code for error in ERRORS} - beyond == set()
