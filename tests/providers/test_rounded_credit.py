"""A percentage to the nearest step, from which nobody can tell the order."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.providers.rewards.registry import parse_terms, typed_terms
from referrals.providers.rewards.reward_type import Basis


@pytest.mark.parametrize(
    ("base", "more", "amount"),
    [
        (4499, {}, 400),
        (4501, {}, 500),
        (4500, {}, 400),
        (5500, {}, 600),
        (3, {}, 100),
        (9000, {"at_most_minor": 450}, 450),
    ],
    ids=["down", "up", "half to even 4", "half to even 6", "one at least", "the ceiling last"],
)
def test_a_percentage_goes_to_the_nearest_step(
    base: int, more: dict[str, int], amount: int
) -> None:
    terms = {"kind": "store_credit", "percent": 10, "round_to_minor": 100, **more}
    reward_type, parsed = typed_terms(terms)

    assert reward_type.worth(parsed, Basis(base, "EUR")).amount == amount


@pytest.mark.parametrize(
    "fields",
    [{"amount_minor": 500, "round_to_minor": 100}, {"percent": 5, "round_to_minor": 0}],
)
def test_a_step_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        parse_terms("store_credit", fields)
