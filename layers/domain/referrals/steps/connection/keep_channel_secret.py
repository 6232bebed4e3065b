"""Keeps what Klaviyo and Slack are told by, in place of the one before, and opens them again."""

from typing import NamedTuple

from referrals.model.delivery.outbox import Channel
from referrals.model.errors import NotFoundError, RefusedError
from referrals.providers.channels.klaviyo import secret_name as klaviyo_name
from referrals.providers.channels.slack import hook_path
from referrals.providers.channels.slack import secret_name as slack_name
from referrals.store.delivery.endpoint import Endpoints
from referrals.store.vault import Vault

NAMES = {Channel.KLAVIYO: klaviyo_name, Channel.SLACK: slack_name}
WHAT = {
    Channel.KLAVIYO: "the private API key (pk_...) of your Klaviyo account",
    Channel.SLACK: "the incoming webhook (https://hooks.slack.com/services/...)",
}


class BadKlaviyoKeyError(RefusedError):
    code = "bad_klaviyo_key"


class UnknownChannelError(NotFoundError):
    code = "unknown_channel"


class ChannelSecretDesk(NamedTuple):
    vault: Vault
    endpoints: Endpoints
    prefix: str
    """Of all secrets of this stack."""

    def name(self, program_id: str, channel: Channel) -> str:
        return f"{self.prefix}{NAMES[channel](program_id)}"


def channel_of(spelling: str) -> Channel:
    """The one of that name, of those that are told by a secret."""
    found = next((each for each in NAMES if each == spelling), None)
    if found is None:
        raise UnknownChannelError(
            "no secret is kept for this.", remedy=f"There are: {', '.join(NAMES)}."
        )
    return found


def keep_channel_secret(
    program_id: str, channel: Channel, secret: str, desk: ChannelSecretDesk
) -> None:
    """Refused for what can't be one; safe to repeat."""
    require_channel_secret(channel, secret)
    desk.vault.keep(desk.name(program_id, channel), [secret])
    desk.endpoints.open(f"{program_id}#{channel}")


def require_channel_secret(channel: Channel, secret: str) -> None:
    if channel is Channel.SLACK:
        hook_path(secret)
        return
    is_plain = secret.isascii() and secret.isprintable() and " " not in secret
    if not (secret.startswith("pk_") and is_plain and 10 <= len(secret) <= 200):
        raise BadKlaviyoKeyError(
            "this is no private key of Klaviyo.",
            field="secret",
            remedy=f"Give {WHAT[channel]}, with the scopes profiles:write, events:write and"
            " data-privacy:write.",
        )
