"""What friends' gift codes work with."""

from functools import cache
from time import monotonic, sleep

from referrals.steps.code.settle_code import CodeDesk
from referrals.steps.code.settle_gift import GiftDesk
from referrals.wiring import clients, keys, settings, stores


def gifts() -> GiftDesk:
    return GiftDesk(
        stores.gift_codes(),
        stores.outbox(),
        stores.programs(),
        keys.code_key,
        codes(),
        stores.links(),
    )


def codes() -> CodeDesk:
    secrets, prefix = clients.secrets(), settings.setting("SECRETS_PREFIX")
    return CodeDesk(secrets.live, secrets.refresh, prefix, sleep, monotonic, shop_pauses())


@cache
def shop_pauses() -> dict[str, float]:
    """One a container: a shop that gives no answer is asked again later, not by each item."""
    return {}
