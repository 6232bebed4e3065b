"""Definitions of measures: complete, and rounded as their unit says."""

import pytest

from referrals.model.measure.definition import (
    MeasureNotFoundError,
    MeasureUnit,
    definition,
    definitions,
)
from referrals.model.measure.figure import as_text


def test_every_definition_says_all_there_is_to_say() -> None:
    for each in definitions().values():
        assert all(str(value).strip() for value in each.model_dump().values()), each.name


def test_an_unknown_measure_is_told_with_those_there_are() -> None:
    with pytest.raises(MeasureNotFoundError) as refused:
        definition("happiness")

    assert "referral_rate" in str(refused.value)


def test_numbers_are_text_with_the_decimals_of_their_unit() -> None:
    assert as_text(0.12344, MeasureUnit.PROPORTION) == "0.1234"
    assert as_text(4999.6, MeasureUnit.MONEY) == "5000"
    assert as_text(-0.01, MeasureUnit.POINTS) == "0.0"
