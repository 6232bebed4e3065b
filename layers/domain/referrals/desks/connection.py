"""What telling others works with: profiles at Klaviyo, a channel of Slack, the mail service."""

from functools import cache

from referrals.providers.channels.sender import Sender
from referrals.steps.connection.keep_channel_secret import ChannelSecretDesk
from referrals.steps.connection.tell_connection import ConnectionDesk
from referrals.wiring import clients, connection_stores, settings, stores


def connections() -> ConnectionDesk:
    return ConnectionDesk(
        stores.outbox(),
        stores.endpoints(),
        stores.programs(),
        stores.people(),
        connection_stores.profiles(),
        sender,
    )


def channel_secrets() -> ChannelSecretDesk:
    """To keep what Klaviyo and Slack are told by, for who may."""
    prefix = settings.setting("SECRETS_PREFIX")
    return ChannelSecretDesk(connection_stores.vault(), stores.endpoints(), prefix)


@cache
def sender(channel: str) -> Sender:
    """Each imported by who uses it alone; in the local stack somebody may stand in for them."""
    prefix, secrets = settings.setting("SECRETS_PREFIX"), clients.secrets().live
    local = settings.setting("STAGE", "prod") == "local"
    stand_in = settings.setting("STAND_IN_URL", "") if local else ""
    if channel == "slack":
        from referrals.providers.channels import slack

        return slack.Slack(prefix, secrets, stand_in or slack.ORIGIN)
    from referrals.providers.channels import klaviyo

    public_url = settings.setting("PUBLIC_URL")
    return klaviyo.Klaviyo(public_url, prefix, secrets, stand_in or klaviyo.ORIGIN)
