"""What a program tells systems of others: its people's profiles at Klaviyo, a channel of Slack."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ConnectionSettings(BaseModel):
    """Nothing in it: nobody else is told anything."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    klaviyo: bool = False
    """Whether what happens to people who agreed to friendly mail stands on their profile there."""
    slack_hour: Annotated[int, Field(ge=0, le=23, strict=True)] | None = None
    """The full hour of the program's time zone from which on the day is told; None for never."""
    slack_urgent: bool = False
    """Whether a source that went quiet, or a budget that ends, is told at once."""
