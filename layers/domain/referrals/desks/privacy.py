"""What requests about personal data work with."""

from referrals.desks import people as people_desk
from referrals.model.privacy.request import plain_shop
from referrals.providers.shops.list_registry import find_store
from referrals.providers.shops.order_list import account_of
from referrals.steps.privacy.answer_privacy import PrivacyDesk
from referrals.wiring import clients, clock, settings, stores


def privacy() -> PrivacyDesk:
    return PrivacyDesk(
        stores.privacy_requests(),
        stores.programs(),
        people_desk.files(),
        lambda: clock.random_bytes(16).hex(),
        stores.insights(),
        shops,
    )


def shops(program_id: str, source: str) -> frozenset[str]:
    """As it was named with the source's secret, and as the store is asked for its orders."""
    prefix, place = settings.setting("SECRETS_PREFIX"), f"{program_id}/{source}"
    named = [clients.secrets().shop(f"{prefix}webhooks/{place}")]
    if store := find_store(source):
        live = clients.secrets().live(f"{prefix}stores/{place}")
        named += [account_of(text, store.WORDS).address for text in live]
    return frozenset(plain_shop(each) for each in named if each)
