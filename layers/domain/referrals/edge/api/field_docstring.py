"""What the docstring below a field says of it, for the API's description.

Read off the source when the description is asked for, which is seldom: no request pays for it.
"""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel


def describe_fields(schemas: dict[str, Any]) -> None:
    """Adds to each schema what the fields of its class say; class names are unique in the tree."""
    for model in _models(BaseModel):
        fields = schemas.get(model.__name__, {}).get("properties", {})
        for name, said in _docstrings(model).items() if fields else ():
            if name in fields:
                fields[name]["description"] = said


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("referrals."):
            yield model
        yield from _models(model)


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Its own beside those of the classes it extends."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, BaseModel) and each.__module__.startswith("referrals."):
            found |= _own_docstrings(each)
    return found


def _own_docstrings(model: type[BaseModel]) -> dict[str, str]:
    (body,) = ast.parse(dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, text in pairwise(body.body):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                found[name] = " ".join(said.split())
    return found
