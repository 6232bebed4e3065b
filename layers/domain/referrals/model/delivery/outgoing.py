"""Items for the outbox about one grant: how each is named, and what it carries."""

from datetime import datetime, timedelta
from typing import Any

from referrals.model.code.bearer_code import shown_code
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.moment import stamp
from referrals.model.order.payment import Act
from referrals.model.reward.grant import Grant, Side


def letter(grant: Grant, side: Side, topic: str, purpose: str, *, at: datetime) -> OutboxItem:
    data = {
        "conversion_key": grant.key,
        "side": side.name,
        "reward": side.data,
        "reward_sentence": side.worth.words,
        "hold_until": stamp(grant.hold_until),
        "code": side.code,
        **code_end(side),
        "reviewed": grant.reviewed,
        **({} if grant.act is Act.PURCHASE else {"act": grant.act.value}),
        "advocate_id": grant.advocate_id,
        "friend_id": grant.friend_id,
    }
    return _for_person(grant, side, topic, purpose, at=at, data=data)


def code_end(side: Side) -> dict[str, str]:
    """Only where there is one: most codes have none."""
    ends_at = code_ends_at(side)
    return {"code_ends_at": stamp(ends_at)} if ends_at else {}


def code_ends_at(side: Side) -> datetime | None:
    """From when on the code counts no more; None for never, or where none was handed over."""
    if side.shop_code:
        return side.shop_code.ends_at
    days = side.terms.get("ends_days")
    if not (days and side.issued_at and side.code):
        return None
    return side.issued_at + timedelta(days=days)


def said_letter(
    grant: Grant,
    side: Side,
    topic: str,
    purpose: str,
    *,
    reason: str,
    at: datetime,
    left: Side | None,
) -> OutboxItem:
    """Why something went back, or came again; `left` is what stands, None for nothing."""
    data = {
        "conversion_key": grant.key,
        "side": side.name,
        "reason": reason,
        "reward": left.data if left else {},
        "reward_sentence": left.worth.words if left else "",
        "hold_until": stamp(grant.hold_until),
        "advocate_id": grant.advocate_id,
        "friend_id": grant.friend_id,
    }
    return _for_person(grant, side, topic, purpose, at=at, data=data)


def handover(grant: Grant, side: Side, at: datetime, *, suffix: str = "") -> OutboxItem:
    return _reward(grant, side, Topic.REWARD_ISSUED, f"reward-{side.name}{suffix}", at=at)


def revocation(grant: Grant, side: Side, at: datetime) -> OutboxItem:
    purpose = f"revoke-{side.name}-{grant.version}"
    return _reward(grant, side, Topic.REWARD_REVERSED, purpose, at=at)


def an_item(
    item_id: str,
    channel: Channel,
    topic: str,
    *,
    program_id: str,
    at: datetime,
    cause: str = "",
    person_id: str = "",
    data: dict[str, Any],
) -> OutboxItem:
    """Due at once."""
    return OutboxItem(
        item_id=item_id,
        channel=channel,
        topic=topic,
        program_id=program_id,
        cause=cause,
        person_id=person_id,
        data=data,
        created_at=at,
        due_at=at,
    )


def _for_person(
    grant: Grant, side: Side, topic: str, purpose: str, *, at: datetime, data: dict[str, Any]
) -> OutboxItem:
    return an_item(
        f"{grant.key}#{purpose}",
        Channel.EMAIL,
        topic,
        program_id=grant.program_id,
        at=at,
        cause=grant.key,
        person_id=side.person_id,
        data=data,
    )


def _reward(grant: Grant, side: Side, topic: str, purpose: str, *, at: datetime) -> OutboxItem:
    return an_item(
        f"{grant.key}#{purpose}",
        Channel.REWARD,
        topic,
        program_id=grant.program_id,
        at=at,
        cause=grant.key,
        person_id=side.person_id,
        data={
            "conversion_key": grant.key,
            "side": side.name,
            "code": shown_code(side.kind, side.code),
        },
    )


def grant_data(grant: Grant) -> dict[str, Any]:
    """As webhooks tell it: ids, amounts and codes, nobody's name."""
    return {
        "conversion_key": grant.key,
        "program": grant.program_id,
        "program_version": grant.program_version,
        "offer": grant.offer,
        "status": grant.status.value,
        "currency": grant.currency,
        "granted_at": stamp(grant.granted_at),
        "hold_until": stamp(grant.hold_until),
        "sides": [_side_data(side) for side in grant.sides],
    }


def _side_data(side: Side) -> dict[str, Any]:
    return {
        "side": side.name,
        "person_id": side.person_id,
        "kind": side.kind,
        "terms": side.terms,
        "amount": side.worth.amount,
        "asset": side.worth.asset,
        "reversed": side.reversed,
        "uncollected": side.uncollected,
        "code": shown_code(side.kind, side.code),
        **code_end(side),
        "codes_by": side.shop_code.platform if side.shop_code else "",
    }
