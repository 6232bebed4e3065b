"""Every channel by name. A new one is a file beside this one and a line here."""

from collections.abc import Callable

from referrals.providers.channels import console, email, klaviyo, slack, webhook
from referrals.providers.channels.sender import Outside, Sender

CHANNELS: dict[str, Callable[[Outside], Sender]] = {
    "email": email.open_sender,
    "webhook": webhook.open_sender,
    "klaviyo": klaviyo.open_sender,
    "slack": slack.open_sender,
    "console": console.open_sender,
}


def sender(channel: str, outside: Outside) -> Sender:
    """The channel, or its console twin where no mail can be sent from."""
    silent = channel == "email" and not outside.mail_from
    return CHANNELS["console" if silent else channel](outside)
