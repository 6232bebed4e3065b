"""Signals in a program's priority: what is reported, and what versions from before list."""

import pytest
from pydantic import ValidationError

from referrals.model.program.program import Attribution
from referrals.model.program.signal import Signal


def test_a_signal_that_is_gone_leaves_the_others_in_their_order() -> None:
    stored = {"priority": ["coupon", "invite", "click"]}

    assert Attribution.model_validate(stored).priority == (Signal.COUPON, Signal.CLICK)


@pytest.mark.parametrize("priority", [["invite"], ["click", "click"], ["carrier-pigeon"], "click"])
def test_a_priority_of_nothing_is_refused(priority: object) -> None:
    with pytest.raises(ValidationError):
        Attribution.model_validate({"priority": priority})
