"""What docs/rewards.md shows of renewals is accepted as it stands there, and said as it says."""

import re
from typing import Any

import yaml

from referrals.model.words.promise import program_sentences
from referrals.model.words.wording import wording
from referrals.steps.program.check_program import check_program
from tests.template import ROOT
from tests.world import rules

PAGE = ROOT / "docs/rewards.md"


def section() -> str:
    text = PAGE.read_text().partition("## Sign-ups, trials and renewals")[2]
    return text.partition("\n## ")[0]


def shown_programs() -> list[dict[str, Any]]:
    """As the command reads them: `on` is a word there, and no yes."""
    found = re.findall(r"```yaml\n(.*?)```", section(), re.DOTALL)
    return [yaml.safe_load(text.replace("{on:", '{"on":')) for text in found]


def test_both_programs_of_the_page_are_accepted() -> None:
    first, second = shown_programs()

    assert check_program(rules(**first)) == ()
    assert check_program(rules(**{**first, **second})) == ()


def test_the_page_says_what_the_plan_says() -> None:
    first, _ = shown_programs()
    said = " ".join(program_sentences(wording("en"), rules(**first))[:2])

    assert said in " ".join(section().split())
