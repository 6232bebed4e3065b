"""What connecting a shop works with: its platform, its address here, where its secret is kept."""

from referrals.providers.shops.platform import Platform as Platform
from referrals.providers.shops.platform import platform_of as platform_of
from referrals.wiring import settings


def webhook_url(program_id: str, source: str) -> str:
    return f"{settings.setting('PUBLIC_URL').rstrip('/')}/webhooks/{program_id}/{source}"


def secret_name(program_id: str, source: str) -> str:
    return f"{settings.setting('SECRETS_PREFIX')}webhooks/{program_id}/{source}"
