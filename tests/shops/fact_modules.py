"""The facts of every source in the registry that has some: nobody keeps a list of them."""

from importlib import import_module
from importlib.util import find_spec

from referrals.providers.shops.registry import MODULES
from tests.shops.facts import Facts


def module_of(name: str) -> str:
    return f"tests.shops.{name.replace('-', '_')}.facts"


def facts_of(name: str) -> Facts:
    if find_spec(module_of(name)) is None:
        raise LookupError(
            f"{module_of(name).replace('.', '/')}.py is missing: what tests know of the source "
            "(docs/adding-a-source.md, step 5; tests/shops/facts.py says what each entry is)."
        )
    found = import_module(module_of(name)).FACTS
    assert isinstance(found, Facts)
    return found


FACTS = {name: facts_of(name) for name in MODULES if find_spec(module_of(name))}
