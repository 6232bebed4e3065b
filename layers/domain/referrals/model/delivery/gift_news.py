"""What a gift code announces: to the shop that should know it, and to the merchant's own server."""

from datetime import datetime
from typing import Any

from referrals.model.attribution.referral import Referral
from referrals.model.code.gift_code import GiftCode
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.model.program.offer import CodesBy
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.reward.settlement import Settlement


def on_gift_issue(
    gift: GiftCode, rules: Program, *, at: datetime, due_at: datetime
) -> list[OutboxItem]:
    """Due a little later: whoever makes the code asks the shop at once, and this is for the case
    that nobody came back with an answer."""
    return _news(gift, rules, Topic.GIFT_CODE_ISSUED, at=at, due_at=due_at)


def on_gift_end(gift: GiftCode, rules: Program, at: datetime) -> list[OutboxItem]:
    return _news(gift, rules, Topic.GIFT_CODE_ENDED, at=at, due_at=at)


def on_order_without_gift(
    settlement: Settlement, referral: Referral, rules: Program, at: datetime
) -> list[OutboxItem]:
    """The friend ordered without their gift, and gets the same off the next order: were the code
    left as it is, they would have two."""
    click_id, code = referral.attribution.click_id, referral.attribution.code
    given = settlement.before is None and settlement.after is not None
    if not given or referral.figures.gift or not click_id:
        return []
    friend = offer_for(rules, code).friend
    if not friend.with_first_order or friend.with_joint_code:
        return []
    return [
        an_item(
            f"{referral.key}#gift-left",
            Channel.CODE,
            Topic.GIFT_CODE_ENDED,
            program_id=referral.program_id,
            at=at,
            cause=referral.key,
            data={"link": code, "holder": click_id},
        )
    ]


def _news(
    gift: GiftCode, rules: Program, topic: Topic, *, at: datetime, due_at: datetime
) -> list[OutboxItem]:
    if gift.codes_by != CodesBy.WEBHOOK:
        data: dict[str, Any] = {"link": gift.link_code, "holder": gift.holder}
        item = an_item(
            _item_id(gift, topic, at),
            Channel.CODE,
            topic,
            program_id=gift.program_id,
            at=at,
            data=data,
        )
        return [item.model_copy(update={"due_at": due_at})]
    if not rules.webhook_url:
        return []
    return [
        an_item(
            _item_id(gift, f"webhook-{topic}", at),
            Channel.WEBHOOK,
            topic,
            program_id=gift.program_id,
            at=at,
            data=_gift_data(gift),
        )
    ]


def _item_id(gift: GiftCode, topic: str, at: datetime) -> str:
    """A shared one may come and go several times: each time is a word of its own."""
    return f"{gift.name}#{topic}" + (f"#{epoch_seconds(at)}" if gift.joint else "")


def _gift_data(gift: GiftCode) -> dict[str, Any]:
    """All that a till must know of it, and nobody's name."""
    return {
        "program": gift.program_id,
        "program_version": gift.program_version,
        "code": gift.text,
        "link": gift.link_code,
        "click_id": gift.click_id,
        "terms": gift.terms,
        "currency": gift.currency,
        "minimum_minor": gift.minimum_minor,
        "uses": None if gift.joint else 1,
        "issued_at": stamp(gift.made_at),
        "ends_at": stamp(gift.ends_at),
    }
