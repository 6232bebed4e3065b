"""Limits that a program sets to what it gives: how often, to whom, and in all."""

from enum import StrEnum

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


class AdvocateLimit(Strict):
    count: Count
    every: LimitPeriod = LimitPeriod.MONTH


class Limits(Strict):
    per_advocate: AdvocateLimit | None = None
    per_friend: Count = 1
    budget_minor: Minor | None = None
