"""Fields that the terms of several reward types have."""

from typing import Annotated

from pydantic import Field

AtLeastOneMinor = Annotated[int, Field(ge=1, le=10**12, strict=True)]
Percent = Annotated[int, Field(ge=1, le=100, strict=True)]
