"""What each step works with, put together from `wiring`: one builder per step, on its first use."""

from functools import cache, partial
from typing import TYPE_CHECKING

from referrals import wiring
from referrals.store.table import Table

if TYPE_CHECKING:
    from referrals.providers.channels.sender import Outside, Sender
    from referrals.steps.answer_privacy import PrivacyDesk
    from referrals.steps.attribute_conversion import Desk
    from referrals.steps.correct_attribution import CorrectionDesk
    from referrals.steps.deliver import DeliveryDesk
    from referrals.steps.fulfil_reward import HandoverDesk
    from referrals.steps.make_claim import ClaimDesk
    from referrals.steps.reconcile_store import StoreDesk
    from referrals.steps.reconcile_stores import StoresDesk
    from referrals.steps.record_click import Doorway
    from referrals.steps.record_conversion import Intake
    from referrals.steps.watch_sources import WatchDesk
    from referrals.store.books import Books, Orders
    from referrals.store.files import Files


def intake() -> "Intake":
    from referrals.steps.record_conversion import Intake
    from referrals.store.program_brief import ProgramBriefs

    briefs, prefix = ProgramBriefs(wiring.table("programs")), wiring.setting("SECRETS_PREFIX")
    return Intake(
        briefs, wiring.conversions(), wiring.bodies(), wiring.secrets(), prefix, wiring.identity_key
    )


@cache
def doorway() -> "Doorway":
    """The redirect's: links remembered between clicks, and waits that a friend can bear."""
    from referrals.steps.record_click import Doorway
    from referrals.store.click import Clicks
    from referrals.store.link import Links
    from referrals.store.link_memory import LinkMemory

    memory = LinkMemory(Links(Table(wiring.dynamo_within(1.0), wiring.setting("LINKS_TABLE"))))
    hasty = wiring.dynamo_within(int(wiring.setting("CLICK_BUDGET_MS", "150")) / 1000)
    clicks = Clicks(Table(hasty, wiring.setting("CLICKS_TABLE")))
    return Doorway(
        memory,
        clicks,
        wiring.signing_keys,
        wiring.setting("PUBLIC_URL"),
        wiring.setting("FALLBACK_URL"),
    )


def desk() -> "Desk":
    from referrals.steps.attribute_conversion import Desk
    from referrals.steps.find_friend import FriendDesk

    return Desk(
        wiring.conversions(),
        wiring.referrals(),
        wiring.programs(),
        wiring.links(),
        wiring.people(),
        wiring.code_words(),
        wiring.signing_keys("click"),
        FriendDesk(wiring.people(), wiring.conversions(), wiring.outbox()),
    )


def claims() -> "ClaimDesk":
    from referrals.steps.make_claim import ClaimDesk
    from referrals.store.alias import Aliases
    from referrals.store.claim import Claims

    return ClaimDesk(
        Claims(wiring.table("conversions")),
        Aliases(wiring.table("conversions")),
        wiring.programs(),
        wiring.links(),
        wiring.people(),
        wiring.identity_key,
    )


def corrections() -> "CorrectionDesk":
    from referrals.steps.correct_attribution import CorrectionDesk
    from referrals.store.alias import Aliases
    from referrals.store.claim import Claims

    return CorrectionDesk(
        Claims(wiring.table("conversions")),
        Aliases(wiring.table("conversions")),
        wiring.conversions(),
        wiring.programs(),
        wiring.links(),
        wiring.people(),
    )


def books() -> "Books":
    from referrals.store.books import Books

    return Books(
        wiring.programs(),
        wiring.grants(),
        wiring.ledger(),
        wiring.tallies(),
        wiring.outbox(),
        wiring.pause,
    )


def orders() -> "Orders":
    from referrals.store.books import Orders

    return Orders(wiring.referrals(), wiring.conversions())


def outside() -> "Outside":
    from referrals.providers.channels.sender import Outside

    return Outside(
        stage=wiring.setting("STAGE", "prod"),
        public_url=wiring.setting("PUBLIC_URL"),
        mail_from=wiring.setting("MAIL_FROM", ""),
        secrets_prefix=wiring.setting("SECRETS_PREFIX"),
        endpoint_url=wiring.endpoint_url(),
        live_secrets=wiring.secrets().live,
        unsubscribe_key=lambda: wiring.signing_keys("unsubscribe")[0],
    )


def handover() -> "HandoverDesk":
    from referrals.steps.fulfil_reward import HandoverDesk

    return HandoverDesk(wiring.grants(), wiring.outbox(), wiring.programs(), wiring.code_key)


@cache
def sender(channel: str) -> "Sender":
    from referrals.providers.channels.registry import sender as opened

    return opened(channel, outside())


def delivery_desk() -> "DeliveryDesk":
    from referrals.steps.deliver import DeliveryDesk
    from referrals.steps.fulfil_reward import fulfil_reward

    return DeliveryDesk(
        wiring.outbox(),
        wiring.endpoints(),
        wiring.people(),
        wiring.programs(),
        sender,
        partial(fulfil_reward, handover()),
        wiring.referrals(),
        wiring.grants(),
    )


def watch() -> "WatchDesk":
    from referrals.providers.sources.registry import MODULES
    from referrals.steps.watch_sources import WatchDesk

    prefix = wiring.setting("SECRETS_PREFIX")

    def connected(program_id: str, source: str) -> bool:
        return bool(wiring.secrets().live(f"{prefix}webhooks/{program_id}/{source}"))

    return WatchDesk(
        wiring.programs(),
        wiring.insights(),
        wiring.bodies(),
        wiring.outbox(),
        tuple(MODULES),
        connected,
    )


def privacy() -> "PrivacyDesk":
    from referrals.steps.answer_privacy import PrivacyDesk

    return PrivacyDesk(
        wiring.privacy_requests(),
        wiring.programs(),
        files(),
        lambda: wiring.random_bytes(16).hex(),
        wiring.insights(),
        shops,
    )


def shops(program_id: str, source: str) -> frozenset[str]:
    """As it was named with the source's secret, and as the store is asked for its orders."""
    from referrals.model.privacy import plain_shop
    from referrals.providers.stores.registry import find_store
    from referrals.providers.stores.store_list import account_of

    prefix, place = wiring.setting("SECRETS_PREFIX"), f"{program_id}/{source}"
    named = [wiring.secrets().shop(f"{prefix}webhooks/{place}")]
    if store := find_store(source):
        live = wiring.secrets().live(f"{prefix}stores/{place}")
        named += [account_of(text, store.WORDS).address for text in live]
    return frozenset(plain_shop(each) for each in named if each)


def files() -> "Files":
    from referrals.providers.sources.registry import MODULES
    from referrals.steps.order_names import order_names
    from referrals.store.customer import Customers
    from referrals.store.files import Files

    return Files(
        Customers(wiring.conversions()),
        wiring.bodies(),
        wiring.referrals(),
        wiring.grants(),
        wiring.tallies(),
        wiring.ledger(),
        wiring.people(),
        wiring.links(),
        wiring.outbox(),
        lambda: [program.program_id for program in wiring.programs().all()],
        tuple(MODULES),
        wiring.identity_key,
        lambda key, body: order_names(key, body, wiring.identity_key()),
    )


def store() -> "StoreDesk":
    from time import monotonic, sleep

    from referrals.steps.reconcile_store import StoreDesk

    return StoreDesk(intake(), wiring.reconciliations(), monotonic, sleep)


def stores() -> "StoresDesk":
    from referrals.steps.reconcile_stores import StoresDesk

    return StoresDesk(wiring.programs(), store(), lambda: wiring.random_bytes(8).hex())
