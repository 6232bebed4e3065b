"""What a program's rules may say of Klaviyo and Slack."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.setting.connections import ConnectionSettings


def test_nobody_is_told_anything_unless_the_rules_say_so() -> None:
    asked = ConnectionSettings()

    assert (asked.klaviyo, asked.slack_hour, asked.slack_urgent) == (False, None, False)


@pytest.mark.parametrize("given", [{"slack_hour": 24}, {"slack_hour": "8"}, {"fax": True}])
def test_what_is_no_hour_and_no_connection_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ConnectionSettings.model_validate(given)
