"""What goes into the outbox beside a change of a grant: letters, webhooks, things to hand over.

Items name people by id only. Their ids follow from the grant and the purpose, so a change that is
repeated announces nothing twice.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from referrals.model.facts import Topic
from referrals.model.grant import ADVOCATE, FRIEND, Grant, GrantStatus, Side
from referrals.model.grant_data import grant_data
from referrals.model.moment import stamp
from referrals.model.outbox import Channel, OutboxItem
from referrals.model.program import Program
from referrals.model.quiet import Judgement, QuietSource
from referrals.model.referral import Referral, RewardDecision

_LETTERS = {
    ADVOCATE: (Topic.ADVOCATE_THANKED, "thanks"),
    FRIEND: (Topic.FRIEND_WELCOMED, "welcome"),
}


def on_grant(grant: Grant, rules: Program, at: datetime) -> list[OutboxItem]:
    """A thing that is handed over at once gets its letter then, with the code in it."""
    items = _first_letters(grant, grant.sides, at)
    items += [_handover(grant, side, at) for side in grant.sides if _at_once(grant, side)]
    return items + _webhook(grant, rules, Topic.REWARD_GRANTED, _turned("granted", grant), at=at)


def on_withheld(
    referral: Referral, decision: RewardDecision, rules: Program, at: datetime
) -> list[OutboxItem]:
    """For the merchant only: nobody is written to about nothing."""
    if not rules.webhook_url:
        return []
    data = {
        "conversion_key": referral.key,
        "order_id": referral.order_id,
        "source": referral.source,
        "advocate_id": referral.attribution.advocate_id,
        "friend_id": referral.friend_id,
        "reason": decision.reason,
    }
    name = f"{referral.key}#webhook-withheld-{decision.revision}"
    program_id, topic = referral.program_id, Topic.REWARD_WITHHELD
    return [_item(name, Channel.WEBHOOK, topic, program_id=program_id, at=at, data=data)]


def on_release(grant: Grant, rules: Program, at: datetime) -> list[OutboxItem]:
    standing = [side for side in grant.sides if side.standing]
    items = [
        _letter(grant, side, Topic.REWARD_RELEASED, f"released-{side.name}", at=at)
        if side.counted
        else _handover(grant, side, at)
        for side in standing
    ]
    return items + _webhook(grant, rules, Topic.REWARD_RELEASED, _turned("released", grant), at=at)


def on_loss(before: Grant, after: Grant, rules: Program, at: datetime) -> list[OutboxItem]:
    """What was handed over is revoked; what came back is handed over again."""
    pairs = list(zip(before.sides, after.sides, strict=True))
    gone = [old for old, new in pairs if old.issued_at and not new.standing]
    again = [
        new
        for old, new in pairs
        if not new.counted and new.standing > old.standing and after.status is GrantStatus.AVAILABLE
    ]
    items = [_revocation(after, side, at) for side in gone]
    items += [_handover(after, side, at, suffix=f"-{after.version}") for side in again]
    items += _first_letters(after, [new for old, new in pairs if not old.stood], at)
    less = any(new.reversed > old.reversed for old, new in pairs)
    closed = after.status is GrantStatus.REVERSED
    topic = Topic.REWARD_REVERSED if less or closed else Topic.REWARD_RESTORED
    name = f"webhook-{topic.rpartition('.')[2]}-{after.version}"
    return items + _webhook(after, rules, topic, name, at=at)


def on_move(
    before: Grant, after: Grant, rules: Program, at: datetime, *, taken: tuple[Side, ...]
) -> list[OutboxItem]:
    """A correction: what was taken is revoked and told as reversed, what is new as granted."""
    given = [side for side in after.sides if _new(side, before)]
    handed = {side.name for side in before.sides if side.issued_at}
    items = [_revocation(after, side, at) for side in taken if side.name in handed]
    items += _first_letters(after, given, at)
    items += [
        _handover(after, side, at) for side in given if side.standing and _at_once(after, side)
    ]
    if taken:
        back = after.model_copy(update={"sides": (*taken, *after.friends_part)})
        name = f"webhook-reversed-{after.version}"
        items += _webhook(back, rules, Topic.REWARD_REVERSED, name, at=at)
    if given:
        items += _webhook(after, rules, Topic.REWARD_GRANTED, _turned("granted", after), at=at)
    return items


def on_issue(grant: Grant, side: Side, rules: Program, at: datetime) -> list[OutboxItem]:
    """The letter with the code: the first one where there was no hold, else one of its own."""
    topic, purpose = Topic.REWARD_ISSUED, f"issued-{side.name}"
    first = grant.released_at == grant.granted_at and _unthanked(grant, side)
    letter = first_letter(grant, side, at) if first else _letter(grant, side, topic, purpose, at=at)
    return [letter, *_webhook(grant, rules, topic, f"webhook-{purpose}", at=at)]


def on_quiet(
    spell: QuietSource, judgement: Judgement, rules: Program, at: datetime
) -> list[OutboxItem]:
    """For the merchant only, once a spell."""
    if not rules.webhook_url:
        return []
    data = {
        "program": spell.program_id,
        "source": spell.source,
        "hours": judgement.hours,
        "seen": judgement.seen,
        "expected": round(judgement.expected),
        "judged_at": stamp(at),
    }
    name = f"{spell.program_id}#{spell.source}#quiet-{spell.since}"
    topic = Topic.SOURCE_QUIET
    return [_item(name, Channel.WEBHOOK, topic, program_id=rules.program, at=at, data=data)]


def first_letter(grant: Grant, side: Side, at: datetime) -> OutboxItem:
    topic, purpose = _LETTERS.get(side.role, (Topic.ADVOCATE_THANKED, "thanks"))
    if side.name not in _LETTERS:
        purpose = f"{purpose}-{side.name}"
    return _letter(grant, side, topic, purpose, at=at)


def _first_letters(grant: Grant, sides: Iterable[Side], at: datetime) -> list[OutboxItem]:
    """Once a person and order, when something of it first stands: however often it is given.

    A thing that is handed over at once gets its letter then, with the code in it.
    """
    due = (side for side in sides if side.stood and _unthanked(grant, side))
    return [first_letter(grant, side, at) for side in due if not _at_once(grant, side)]


def _unthanked(grant: Grant, side: Side) -> bool:
    return not any(
        old.stood and (old.person_id, old.role) == (side.person_id, side.role)
        for old in grant.former
    )


def _turned(purpose: str, grant: Grant) -> str:
    """What is told once with every turn of a grant."""
    return f"webhook-{purpose}.{grant.turn}" if grant.turn > 1 else f"webhook-{purpose}"


def _new(side: Side, before: Grant) -> bool:
    return all(side.name != old.name for old in before.named_sides)


def _at_once(grant: Grant, side: Side) -> bool:
    return not side.counted and grant.status is GrantStatus.AVAILABLE


def _letter(grant: Grant, side: Side, topic: str, purpose: str, *, at: datetime) -> OutboxItem:
    terms = side.terms
    if side.counted:  # What counts is what is left of it, not what the terms began with.
        terms = {name: value for name, value in terms.items() if name != "amount_minor"}
    data = {
        "conversion_key": grant.key,
        "side": side.name,
        "reward": {**terms, "amount": side.standing},
        "reward_sentence": side.worth.words,
        "hold_until": stamp(grant.hold_until),
        "code": side.code,
        "advocate_id": grant.advocate_id,
        "friend_id": grant.friend_id,
    }
    return _item(
        f"{grant.key}#{purpose}",
        Channel.EMAIL,
        topic,
        program_id=grant.program_id,
        at=at,
        person_id=side.person_id,
        data=data,
    )


def _handover(grant: Grant, side: Side, at: datetime, *, suffix: str = "") -> OutboxItem:
    return _reward(grant, side, Topic.REWARD_ISSUED, f"reward-{side.name}{suffix}", at=at)


def _revocation(grant: Grant, side: Side, at: datetime) -> OutboxItem:
    purpose = f"revoke-{side.name}-{grant.version}"
    return _reward(grant, side, Topic.REWARD_REVERSED, purpose, at=at)


def _reward(grant: Grant, side: Side, topic: str, purpose: str, *, at: datetime) -> OutboxItem:
    return _item(
        f"{grant.key}#{purpose}",
        Channel.REWARD,
        topic,
        program_id=grant.program_id,
        at=at,
        person_id=side.person_id,
        data={"conversion_key": grant.key, "side": side.name, "code": side.code},
    )


def _webhook(
    grant: Grant, rules: Program, topic: str, purpose: str, *, at: datetime
) -> list[OutboxItem]:
    if not rules.webhook_url:
        return []
    name, data = f"{grant.key}#{purpose}", grant_data(grant)
    program_id = grant.program_id
    return [_item(name, Channel.WEBHOOK, topic, program_id=program_id, at=at, data=data)]


def _item(
    item_id: str,
    channel: Channel,
    topic: str,
    *,
    program_id: str,
    at: datetime,
    person_id: str = "",
    data: dict[str, Any],
) -> OutboxItem:
    return OutboxItem(
        item_id=item_id,
        channel=channel,
        topic=topic,
        program_id=program_id,
        person_id=person_id,
        data=data,
        created_at=at,
        due_at=at,
    )
