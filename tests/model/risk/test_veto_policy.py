"""A veto's terms: bounded, its default stated, and the page's example among those that hold."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from referrals.model.risk.policy import RiskOutcome, RiskPolicy

PAGE = Path(__file__).parents[3] / "docs/algorithms/risk.md"
URL = "https://shop.example/veto"


def policy(**veto: Any) -> RiskPolicy:
    return RiskPolicy.model_validate({"veto": {"url": URL, "default": "allow", **veto}})


def test_the_page_s_example_is_one() -> None:
    chapter = PAGE.read_text().partition("## Your own system's veto")[2]
    written = yaml.safe_load(chapter.partition("```yaml\n")[2].partition("```")[0])

    asked = RiskPolicy.model_validate(written["risk"]).asked_system

    assert asked
    assert (asked.within_minutes, asked.default) == (60, RiskOutcome.ALLOW)


def test_what_holds_without_an_answer_has_to_be_stated() -> None:
    with pytest.raises(ValidationError, match="default"):
        RiskPolicy.model_validate({"veto": {"url": URL}})


@pytest.mark.parametrize("minutes", [0, 1441, "60", 1.5])
def test_the_time_to_answer_has_bounds(minutes: object) -> None:
    with pytest.raises(ValidationError):
        policy(within_minutes=minutes)


@pytest.mark.parametrize("minutes", [1, 1440])
def test_the_bounds_themselves_hold(minutes: int) -> None:
    assert policy(within_minutes=minutes).veto


def test_a_program_without_checks_asks_no_system() -> None:
    assert policy().model_copy(update={"enabled": False}).asked_system is None
