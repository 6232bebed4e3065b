"""The limits that a program sets: what is refused, and what holds unless told."""

import pytest
from pydantic import ValidationError

from referrals.model.program.field import Strict
from referrals.model.program.limit import AdvocateLimit, LimitPeriod, Limits


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError):
        AdvocateLimit(count=0)


def test_an_advocates_limit_starts_again_each_month_unless_told() -> None:
    assert AdvocateLimit(count=3).every is LimitPeriod.MONTH


def test_a_program_without_limits_still_gives_each_friend_once() -> None:
    assert Limits().per_friend == 1
    assert Limits().budget_minor is None


def test_a_field_that_nobody_knows_is_refused() -> None:
    assert issubclass(Limits, Strict)
    with pytest.raises(ValidationError):
        Limits.model_validate({"per_freind": 1})
