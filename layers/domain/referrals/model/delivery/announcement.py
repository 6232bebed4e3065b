"""What goes into the outbox beside a change: letters, webhooks, things to hand over.

Items name people by id only. Their ids follow from the grant and the purpose, so a change that is
repeated announces nothing twice.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.grant_data import grant_data
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item, handover, letter
from referrals.model.era import epoch_seconds
from referrals.model.insight.quiet import QuietJudgement, QuietSource
from referrals.model.moment import stamp
from referrals.model.program.program import Program
from referrals.model.reward.grant import ADVOCATE, FRIEND, Grant, GrantStatus, Side

_FIRST_PURPOSE = {ADVOCATE: "thanks", FRIEND: "welcome"}


def on_release(grant: Grant, rules: Program, at: datetime) -> list[OutboxItem]:
    standing = [side for side in grant.sides if side.remaining]
    items = [
        letter(grant, side, Topic.REWARD_RELEASED, f"released-{side.name}", at=at)
        if side.is_counted
        else handover(grant, side, at)
        for side in standing
        if not side.is_saved
    ]
    return items + webhook(
        grant, rules, Topic.REWARD_RELEASED, generation_purpose("released", grant), at=at
    )


def on_issue(grant: Grant, side: Side, rules: Program, at: datetime) -> list[OutboxItem]:
    """The letter with the code: the first one where there was no hold, else one of its own."""
    topic, purpose = Topic.REWARD_ISSUED, f"issued-{side.name}"
    first = grant.released_at == grant.granted_at and _needs_thanks(grant, side)
    item = first_letter(grant, side, at) if first else letter(grant, side, topic, purpose, at=at)
    return [item, *webhook(grant, rules, topic, f"webhook-{purpose}", at=at)]


def on_quiet(
    spell: QuietSource, judgement: QuietJudgement, rules: Program, at: datetime
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
    name = f"{spell.program_id}#{spell.source}#quiet-{epoch_seconds(spell.since)}"
    topic = Topic.SOURCE_QUIET
    return [an_item(name, Channel.WEBHOOK, topic, program_id=rules.program, at=at, data=data)]


def on_low_stock(rules: Program, name: str, data: dict[str, Any], at: datetime) -> list[OutboxItem]:
    """For the merchant only; `name` tells one shortage from the next."""
    if not rules.webhook_url:
        return []
    return [
        an_item(
            f"{rules.program}#stock-low#{name}",
            Channel.WEBHOOK,
            Topic.STOCK_LOW,
            program_id=rules.program,
            at=at,
            data={"program": rules.program, **data},
        )
    ]


def first_letter(grant: Grant, side: Side, at: datetime) -> OutboxItem:
    topic = Topic.FRIEND_WELCOMED if side.role == FRIEND else Topic.ADVOCATE_THANKED
    return letter(grant, side, topic, _first_purpose(side), at=at)


def _first_purpose(side: Side) -> str:
    """`thanks`, `welcome`, `thanks-milestone-3`, `thanks-advocate.2`."""
    purpose = _FIRST_PURPOSE.get(side.role, "thanks")
    return purpose if side.name in _FIRST_PURPOSE else f"{purpose}-{side.name}"


def first_letters(grant: Grant, sides: Iterable[Side], at: datetime) -> list[OutboxItem]:
    """Once a person and order, when something of it first stands: however often it is given.

    A thing that is handed over at once gets its letter then, with the code in it.
    """
    due = (side for side in sides if side.stood and _needs_thanks(grant, side))
    return [first_letter(grant, side, at) for side in due if not is_immediate(grant, side)]


def _needs_thanks(grant: Grant, side: Side) -> bool:
    return not any(
        old.stood and (old.person_id, old.role) == (side.person_id, side.role)
        for old in grant.former
    )


def generation_purpose(purpose: str, grant: Grant) -> str:
    """The purpose of news that is told once in every turn of a grant."""
    return f"webhook-{purpose}.{grant.turn}" if grant.turn > 1 else f"webhook-{purpose}"


def is_immediate(grant: Grant, side: Side) -> bool:
    return side.is_thing and grant.status is GrantStatus.AVAILABLE


def webhook(
    grant: Grant, rules: Program, topic: str, purpose: str, *, at: datetime
) -> list[OutboxItem]:
    if not rules.webhook_url:
        return []
    name, data = f"{grant.key}#{purpose}", grant_data(grant)
    return [
        an_item(
            name,
            Channel.WEBHOOK,
            topic,
            program_id=grant.program_id,
            at=at,
            cause=grant.key,
            data=data,
        )
    ]
