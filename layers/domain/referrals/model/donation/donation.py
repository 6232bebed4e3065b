"""Donations as they are counted: each giving once, by cause, in the year in which it was given."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

KIND = "donation"


class CauseTotal(BaseModel):
    """What one cause was given in a year; what went back is taken off."""

    model_config = ConfigDict(frozen=True)
    cause: str
    name: str
    """As people called it last."""
    given: int
    """How many times."""
    amount_minor: int


class Giving(BaseModel):
    """One giving that counts; it goes when its order does."""

    model_config = ConfigDict(frozen=True)
    giving_id: str
    """The side of the grant, or the redemption, that it comes from."""
    year: int
    cause: str
    name: str
    amount_minor: int


def giving_of(
    giving_id: str, terms: Mapping[str, Any], given_at: datetime, time_zone: str
) -> Giving | None:
    """None for any other reward."""
    if terms.get("kind") != KIND:
        return None
    return Giving(
        giving_id=giving_id,
        year=given_at.astimezone(ZoneInfo(time_zone)).year,
        cause=str(terms["cause"]),
        name=str(terms["name"]),
        amount_minor=int(terms["amount_minor"]),
    )
