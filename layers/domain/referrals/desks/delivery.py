"""What deliveries work with."""

from datetime import datetime
from functools import cache

from referrals.desks import gift as gift_desk
from referrals.desks import review as review_desk
from referrals.desks.letter_content import content_of
from referrals.model.delivery.delivery import DeliveryOutcome, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.providers.channels.registry import sender as sender_of
from referrals.providers.channels.sender import Outside, Sender
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.delivery.deliver import DeliveryDesk
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.handover_desk import HandoverDesk
from referrals.wiring import clients, keys, settings, stores


def outside() -> Outside:
    return Outside(
        stage=settings.setting("STAGE", "prod"),
        public_url=settings.setting("PUBLIC_URL"),
        mail_from=settings.setting("MAIL_FROM", ""),
        secrets_prefix=settings.setting("SECRETS_PREFIX"),
        endpoint_url=settings.endpoint_url(),
        live_secrets=clients.secrets().live,
        unsubscribe_key=lambda: keys.signing_keys("unsubscribe")[0],
        mail_sets=settings.setting("MAIL_SETS", ""),
        appeal_key=lambda: keys.signing_keys("appeal")[0],
        card_address=card_address,
    )


def card_address(code: str) -> str:
    link = stores.links().find(code)
    return link.card_address(settings.setting("PUBLIC_URL").rstrip("/")) if link else ""


def handover() -> HandoverDesk:
    return HandoverDesk(
        stores.grants(),
        stores.people(),
        stores.outbox(),
        stores.programs(),
        keys.code_key,
        gift_desk.codes(),
        stores.donations(),
        stores.stock(),
        stores.shop_claims(),
    )


@cache
def sender(channel: str) -> Sender:
    return sender_of(channel, outside())


@cache
def veto_rests() -> dict[str, float]:
    """One a container: a system that hangs is asked again later, not by each item."""
    return {}


def delivery_desk() -> DeliveryDesk:
    rewards, gifts = handover(), gift_desk.gifts()

    def fulfil(item: OutboxItem, now: datetime) -> DeliveryOutcome:
        if "redemption_id" in item.data:
            # Imported when there is one: few deliveries are.
            from referrals.desks import exchange

            return exchange.settle(item, now)
        return fulfil_reward(item, rewards, now=now)

    def settle(item: OutboxItem, now: datetime) -> DeliveryOutcome:
        return deliver_gift(item, gifts, now=now)

    def ask(item: OutboxItem, now: datetime) -> DeliveryOutcome:
        # Most deliveries ask nobody, and start without it.
        from referrals.steps.risk.ask_veto import ask_veto

        return ask_veto(item, review_desk.veto(outside(), veto_rests()), now=now)

    return DeliveryDesk(
        stores.outbox(),
        stores.people(),
        stores.programs(),
        sender,
        fulfil,
        stores.referrals(),
        stores.grants(),
        settle,
        ask,
        content_of,
        stores.suppressions(),
        sign_in_reader,
        buyer,
        mailbox_of,
    )


def sign_in_reader(item: OutboxItem, now: datetime) -> tuple[OutboxItem, Person] | Skipped:
    # Few letters are of this kind, and others start without it.
    from referrals.desks import sign_in

    return sign_in.find_reader(item, now)


def mailbox_of(staff_id: str) -> str:
    # Imported when somebody tries a letter: few letters are that.
    from referrals.wiring import session_stores

    member = session_stores.staff().register().find(staff_id)
    return member.email if member else ""


def buyer(item: OutboxItem) -> Person | None:
    from referrals.desks import invitation

    return invitation.buyer(item)
