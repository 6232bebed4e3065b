"""Whose key or account of the shop it was is the shop's own: no copy for a person names it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel

ACTOR = "actor"


def without_actors[T](found: T) -> T:
    """The same, at any depth, but for fields that tell who of the shop was at it."""
    return _plain(found)  # type: ignore[no-any-return]


def _plain(found: Any) -> Any:
    if isinstance(found, BaseModel):
        return found.model_copy(update=dict(_changes(found)))
    if is_dataclass(found) and not isinstance(found, type):
        return replace(
            found, **dict(_changes((f.name, getattr(found, f.name)) for f in fields(found)))
        )
    if isinstance(found, dict):
        return {**found, **dict(_changes(found.items()))}
    if type(found) in (list, tuple):
        return type(found)(_plain(each) for each in found)
    return found


def _changes(pairs: Any) -> Iterator[tuple[str, Any]]:
    for name, value in pairs:
        yield name, "" if name == ACTOR else _plain(value)
