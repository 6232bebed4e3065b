"""What a program says of moments worth remembering: from when on a friend is a regular, and whether
a letter marks them. They stand on each advocate's page in any case.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class MomentSettings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    letters: bool = False
    """Whether a letter marks a moment: to who agreed to friendly letters, once each."""
    regular_after: Annotated[int, Field(ge=2, le=100, strict=True)] = 5
    """With how many orders that stayed a friend is a regular: those since they came that no other
    advocate brought, whatever they earned."""
