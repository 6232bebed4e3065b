"""How people come to share: whether a buyer is asked, once, by letter."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Invitation(BaseModel):
    """To a friend whose first rewarded order stayed, and who agreed to be written to."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    after_days: Annotated[int, Field(ge=0, le=365, strict=True)]
    """From the day on which the order's hold was over."""


class JoinSettings(BaseModel):
    """Nothing in it: nobody is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    invitation: Invitation | None = None
