"""Shapes that many fields of a program have."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Minor = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Count = Annotated[int, Field(ge=1, le=10**6, strict=True)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
