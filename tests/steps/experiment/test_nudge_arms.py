"""What an experiment about nudges may change, and what it may not."""

from typing import Any

import pytest

from referrals.desks import program as program_desk
from referrals.model.errors import RefusedError
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import stores
from tests.steps.nudge.delights import ON
from tests.steps.nudge.nudge_trial import ARMS, WARM, begin, declared
from tests.trials import BEGAN, BIGGER
from tests.world import NOW, rules

PLAIN = {"name": "as-it-is"}
ARM = "experiments[0].arms[1]"


def said(name: str, text: str, language: str = "en") -> dict[str, Any]:
    return {"name": "other", "words": {language: {name: text}}}


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"name": "both", "nudges": False, "friend": BIGGER}, f"{ARM}.friend"),
    ({"name": "both", "words": {"en": {**WARM["en"], "welcome_page.title": "x"}}}, f"{ARM}.words"),
    (said("nudge.opening", "No gap for the moment"), f"{ARM}.words.en.nudge.opening"),
    (said("nudge.footer", "As often as we like"), f"{ARM}.words.en.nudge.footer"),
    (said("nudge_page.never", "Maybe"), f"{ARM}.words.en.nudge_page.never"),
    (said("nudge_page.no_such", "x"), f"{ARM}.words.en.nudge_page.no_such"),
    (said("thanks.subject", "x"), f"{ARM}.words.en.thanks.subject"),
]


@pytest.mark.parametrize(("arm", "field"), REFUSED)
def test_an_arm_that_mixes_or_misleads_is_refused(
    account: None, arm: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as found:
        begin(experiments=[declared(arms=[PLAIN, arm])])

    assert (found.value.field, bool(found.value.remedy)) == (field, True)


def test_there_is_one_at_a_time_and_none_where_nudges_are_off(account: None) -> None:
    with pytest.raises(RefusedError) as off:
        begin(nudges={"enabled": False})
    assert off.value.field == "nudges.enabled"
    with pytest.raises(ValueError, match="two are about nudges"):
        rules(experiments=[declared(), declared(name="another", arms=[PLAIN, ARMS[2]])])


def test_nudges_can_be_switched_off_while_one_runs(account: None) -> None:
    begin(BEGAN)

    off = rules(experiments=[declared()], nudges={**ON, "enabled": False})
    apply_program(off, program_desk.program(), now=NOW)

    assert not stores.programs().get("friends").rules.nudges.enabled
