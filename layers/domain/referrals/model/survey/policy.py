"""What a program says of listening: whether people are asked how it was, and where reviews are."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator


class ListeningPolicy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    surveys: bool = False
    """Whether people are asked, after a reward became theirs, how likely they recommend it."""
    wait_days: Annotated[int, Field(ge=1, le=60, strict=True)] = 7
    """How long after a reward became theirs they are asked at the earliest."""
    suggestions: bool = False
    """Whether advocates may suggest changes, and vote on them."""
    review_url: Annotated[str, Field(max_length=500)] = ""
    """A page of public reviews: shown to everybody who answered, or, left out, to nobody."""

    @field_validator("review_url")
    @classmethod
    def _require_https(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (parts.scheme == "https" and parts.netloc and value.isprintable()):
            raise ValueError("start with https:// and a host")
        return value
