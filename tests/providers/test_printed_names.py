"""Names that a shop writes and people read in letters are one line, wherever they stand."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.goal.goal import ImpossibleGoalError, require_possible_goal
from referrals.providers.rewards.registry import parse_terms
from tests.goals import a_goal
from tests.world import NOW, rules

NAMED: list[tuple[str, dict[str, Any]]] = [
    ("custom", {"action": "stamps"}),
    ("donation", {"cause": "shelter", "amount_minor": 500}),
]
ODD = ["a\nline", "a\r\nBcc: x@example.com", "\u202eback", "zero\u200bwidth", "\u2028"]


@pytest.mark.parametrize(("kind", "fields"), NAMED)
@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_reward_s_name_is_one_printed_line(kind: str, fields: dict[str, Any], name: str) -> None:
    with pytest.raises(ValidationError):
        parse_terms(kind, {**fields, "name": name})

    assert parse_terms(kind, {**fields, "name": "the animal shelter"})


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_so_is_a_program_s_and_a_goal_s(name: str) -> None:
    with pytest.raises(ValidationError):
        rules(name=name)
    with pytest.raises(ImpossibleGoalError):
        require_possible_goal(a_goal(title=name), rules(), NOW)
