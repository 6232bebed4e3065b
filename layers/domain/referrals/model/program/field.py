"""Shapes that many fields of a program have."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Minor = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Count = Annotated[int, Field(ge=1, le=10**6, strict=True)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]


def _first_of_month(day: date) -> date:
    if day.day != 1:
        raise ValueError(f"name the first of a month, such as {day:%Y-%m}-01")
    return day


FirstOfMonth = Annotated[date, AfterValidator(_first_of_month)]
"""A month, by its first day: friends are counted by month."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
