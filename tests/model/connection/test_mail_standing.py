"""Whether mail may go out: one step at a time, and nothing claimed of what nobody said."""

from typing import Any

import pytest

from referrals.model.connection.mail_standing import MailStanding
from tests.world import NOW

FINE: dict[str, Any] = {
    "identity": "shop.example",
    "is_verified": True,
    "dkim": "SUCCESS",
    "in_sandbox": False,
    "is_paused": False,
    "health": "HEALTHY",
    "bounce_rate": 0.01,
    "complaint_rate": 0.0,
}


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, ""),
        ({"is_verified": False, "in_sandbox": True}, "Verify shop.example"),
        ({"is_paused": True, "in_sandbox": True}, "SES paused"),
        ({"in_sandbox": True, "dkim": "FAILED"}, "Ask SES for production"),
        ({"dkim": "FAILED"}, "Set the DKIM records"),
        ({"dkim": "", "is_verified": None, "in_sandbox": None}, ""),
    ],
)
def test_the_heaviest_of_what_is_missing_is_the_step(changes: dict[str, Any], step: str) -> None:
    found = MailStanding(looked_at=NOW, **{**FINE, **changes}).step

    assert found.startswith(step)
    assert bool(found) == bool(step)


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({}, 0),
        ({"bounce_rate": 0.025}, 1),
        ({"complaint_rate": 0.0005}, 1),
        ({"bounce_rate": 0.2, "complaint_rate": 0.2, "health": "SHUTDOWN"}, 3),
        ({"bounce_rate": None, "complaint_rate": None, "health": ""}, 0),
    ],
)
def test_harm_is_told_at_half_of_what_is_looked_into(changes: dict[str, Any], number: int) -> None:
    assert len(MailStanding(looked_at=NOW, **{**FINE, **changes}).harms) == number
