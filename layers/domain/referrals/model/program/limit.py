"""Limits that a program sets to what it gives: how often, to whom, and in all."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from referrals.model.program.field import Count, Minor, Strict


class LimitPeriod(StrEnum):
    """The period after which an advocate's count starts again."""

    WEEK = "week"
    """Monday to Sunday, in the program's time zone."""
    MONTH = "month"
    """A calendar month."""
    YEAR = "year"
    """A calendar year."""
    EVER = "ever"
    """It never starts again."""


class SpentPolicy(StrEnum):
    """What becomes of orders that the budget doesn't reach any more."""

    REFUSE = "refuse"
    """They earn nothing; smaller ones may, as far as it reaches."""
    WAIT = "wait"
    """They wait in line, first come, first served, for what comes back or is added."""


class AdvocateLimit(Strict):
    count: Count | None = None
    at_most_minor: Annotated[Minor, Field(ge=1)] | None = None
    """What an advocate's rewards of a period may be worth together."""
    every: LimitPeriod = LimitPeriod.MONTH

    @model_validator(mode="after")
    def _require_limit(self) -> Self:
        if self.count is None and self.at_most_minor is None:
            raise ValueError("this limits nothing; give count, at_most_minor or both")
        return self


class GoodwillLimit(Strict):
    """What a person of the shop may give as a gesture."""

    most_minor: Annotated[int, Field(ge=0, le=10**9, strict=True)] = 10_000
    """Credit of one gesture."""
    most_points: Annotated[int, Field(ge=0, le=10**9, strict=True)] = 1_000
    a_year: Annotated[int, Field(ge=0, le=1000, strict=True)] = 12
    """Gestures of a calendar year to one person."""


class Limits(Strict):
    per_advocate: AdvocateLimit | None = None
    per_friend: Count = 1
    per_day: Count | None = None
    """Orders that are rewarded of one day, on the program's calendar."""
    budget_minor: Minor | None = None
    goodwill: GoodwillLimit = GoodwillLimit()
    when_spent: SpentPolicy = SpentPolicy.REFUSE

    @property
    def has_line(self) -> bool:
        return self.when_spent is SpentPolicy.WAIT
