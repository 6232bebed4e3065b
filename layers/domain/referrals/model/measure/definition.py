"""Measures: what each number means, kept as data and shown beside the number."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import NotFoundError

_FILE = Path(__file__).with_name("measures.toml")


class MeasureNotFoundError(NotFoundError):
    code = "measure_not_found"


class MeasureUnit(StrEnum):
    PROPORTION = "proportion"
    """From 0 to 1, with four decimals."""
    PER_PERSON = "per_person"
    """A mean count, with four decimals."""
    MONEY = "money"
    """Minor units of the program's currency, whole."""
    RATIO = "ratio"
    """So many times, with four decimals; may be negative."""
    DAYS = "days"
    """Whole days."""
    HOURS = "hours"
    """Whole hours."""
    POINTS = "points"
    """From -100 to 100, with one decimal."""
    SCORE = "score"
    """From 1 to 5, with two decimals."""
    COUNT = "count"
    """So many."""


class MeasureDefinition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    title: str
    unit: MeasureUnit
    numerator: str
    denominator: str
    population: str
    period: str
    interval: str
    """By what rule it is drawn."""
    since: str
    """The version of Goodword from which on it means this."""
    words: str
    """What it is and what it isn't, for whoever reads the number."""


@cache
def definitions() -> dict[str, MeasureDefinition]:
    """By name, in the order in which they are shown."""
    read = tomllib.loads(_FILE.read_text())
    return {name: MeasureDefinition(name=name, **fields) for name, fields in read.items()}


def definition(name: str) -> MeasureDefinition:
    try:
        return definitions()[name]
    except KeyError:
        raise MeasureNotFoundError(
            f"no measure is called {name}.",
            field="measure",
            remedy=f"Name one of {', '.join(definitions())}.",
        ) from None
