"""What can be a secret of Klaviyo or Slack, and what can't."""

import pytest

from referrals.model.delivery.outbox import Channel
from referrals.model.errors import RefusedError
from referrals.steps.connection.keep_channel_secret import (
    UnknownChannelError,
    channel_of,
    require_channel_secret,
)

KEY, HOOK = "pk_0123456789abcdef", "https://hooks.slack.com/services/T0/B0/x"


def test_each_channel_takes_its_own_kind() -> None:
    require_channel_secret(Channel.KLAVIYO, KEY)
    require_channel_secret(Channel.SLACK, HOOK)


@pytest.mark.parametrize(
    ("channel", "secret"),
    [
        (Channel.KLAVIYO, HOOK),
        (Channel.KLAVIYO, "pk_short"),
        (Channel.KLAVIYO, KEY + "\n"),
        (Channel.KLAVIYO, KEY + "é"),
        (Channel.KLAVIYO, "pk_" + "x" * 198),
        (Channel.SLACK, KEY),
        (Channel.SLACK, HOOK + "?to=evil"),
    ],
)
def test_what_can_be_no_secret_is_refused(channel: Channel, secret: str) -> None:
    with pytest.raises(RefusedError) as refused:
        require_channel_secret(channel, secret)

    assert refused.value.field == "secret"
    assert secret not in refused.value.message + refused.value.remedy


@pytest.mark.parametrize("spelling", ["email", "webhook", "fax", ""])
def test_a_channel_without_a_secret_is_none(spelling: str) -> None:
    with pytest.raises(UnknownChannelError):
        channel_of(spelling)
