"""News of value that people have: that it is reserved, spent, returned, or ends.

The merchant's webhook hears all of it; people are written to before something of theirs ends.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.era import epoch_seconds
from referrals.model.expiry.lot import Lot, Lots, total_of
from referrals.model.expiry.terms import POINTS
from referrals.model.goodwill.goodwill import Goodwill
from referrals.model.moment import stamp
from referrals.model.program.program import Program
from referrals.model.redemption.ending import EndingPlan, end_of
from referrals.model.redemption.exchange import ERASED, Exchange
from referrals.model.redemption.redemption import Redemption, RedemptionStatus
from referrals.model.reward.ledger import Balance, asset_of, owner_of, program_of

_TOPICS = {
    RedemptionStatus.RESERVED: Topic.REDEMPTION_RESERVED,
    RedemptionStatus.CAPTURED: Topic.REDEMPTION_CAPTURED,
    RedemptionStatus.RELEASED: Topic.REDEMPTION_RETURNED,
    RedemptionStatus.ENDED: Topic.REDEMPTION_RETURNED,
}


_ASSETS = {"store_credit": "", "points": POINTS}
_BECOMES_THEIRS = {
    Topic.ADVOCATE_THANKED,
    Topic.FRIEND_WELCOMED,
    Topic.REWARD_RELEASED,
    Topic.REWARD_RESTORED,
}


def with_last_days(items: Iterable[OutboxItem], rules: Program, at: datetime) -> list[OutboxItem]:
    """Letters about what is theirs from now on say how long it lasts."""
    return [_with_last_day(item, rules, at) for item in items]


def _with_last_day(item: OutboxItem, rules: Program, at: datetime) -> OutboxItem:
    reward = item.data.get("reward") or {}
    asset = _ASSETS.get(str(reward.get("kind")))
    held = str(item.data.get("hold_until", "")) > stamp(at)
    if asset is None or held or item.topic not in _BECOMES_THEIRS or not reward.get("amount"):
        return item
    ends_at = end_of(rules, asset or rules.currency, at)
    if ends_at is None:
        return item
    return item.model_copy(update={"data": {**item.data, "ends_at": stamp(ends_at)}})


def on_ending(balance: Balance, plan: EndingPlan, rules: Program, at: datetime) -> list[OutboxItem]:
    """A letter before something ends; the webhook hears of that, and of what has ended."""
    items: list[OutboxItem] = []
    account = balance.account
    if plan.warned:
        items += _ending_items(account, plan.warned, rules, at)
    if plan.postings and rules.webhook_url:
        data = _value_data(account) | {"amount": sum(each.amount for each in plan.postings)}
        name = f"{account}#webhook-ended-{balance.seq}"
        items.append(_webhook(name, Topic.VALUE_ENDED, rules, at=at, data=data))
    return items


def _ending_items(account: str, lots: Lots, rules: Program, at: datetime) -> list[OutboxItem]:
    data = _value_data(account) | {
        "amount": total_of(lots),
        "ends": _ends_data(lots),
    }
    kind = "points" if asset_of(account) == POINTS else "store_credit"
    number = epoch_seconds(lots[0].ends_at)
    letter = an_item(
        f"{account}#ending-{number}",
        Channel.EMAIL,
        Topic.VALUE_ENDING,
        program_id=rules.program,
        at=at,
        person_id=owner_of(account),
        data=data | {"reward": {"kind": kind, "amount": total_of(lots)}},
    )
    if not rules.webhook_url:
        return [letter]
    name = f"{account}#webhook-ending-{number}"
    return [letter, _webhook(name, Topic.VALUE_ENDING, rules, at=at, data=data)]


def _ends_data(lots: Iterable[Lot]) -> list[dict[str, Any]]:
    return [{"ends_at": stamp(lot.ends_at), "amount": lot.amount} for lot in lots]


def _value_data(account: str) -> dict[str, Any]:
    return {
        "program": program_of(account),
        "person_id": owner_of(account),
        "asset": asset_of(account),
    }


def _webhook(
    name: str, topic: Topic, rules: Program, *, at: datetime, data: dict[str, Any]
) -> OutboxItem:
    return an_item(name, Channel.WEBHOOK, topic, program_id=rules.program, at=at, data=data)


def on_goodwill(gesture: Goodwill, rules: Program, at: datetime) -> list[OutboxItem]:
    """A letter to its person, without the shop's reason; the webhook hears that, too."""
    kind = "points" if gesture.asset == POINTS else "store_credit"
    ends_at = end_of(rules, gesture.asset, at)
    letter = an_item(
        f"{gesture.goodwill_id}#letter",
        Channel.EMAIL,
        Topic.VALUE_GIVEN,
        program_id=rules.program,
        at=at,
        person_id=gesture.person_id,
        data={
            "reward": {"kind": kind, "amount": gesture.amount},
            **({"ends_at": stamp(ends_at)} if ends_at else {}),
        },
    )
    if not rules.webhook_url:
        return [letter]
    data = gesture.model_dump(mode="json", exclude={"program_id", "given_at", "actor"})
    data |= {"program": gesture.program_id, "given_at": stamp(gesture.given_at)}
    name = f"{gesture.goodwill_id}#webhook-given"
    return [letter, _webhook(name, Topic.VALUE_GIVEN, rules, at=at, data=data)]


def on_redemption(
    redemption: Redemption, rules: Program, at: datetime, *, collected: int = 0
) -> list[OutboxItem]:
    """Once a status; the webhook's where somebody listens. `collected` is what of it met liens."""
    items = list(_exchange_items(redemption, redemption.exchange, at, collected))
    if not rules.webhook_url:
        return items
    name = f"{redemption.redemption_id}#webhook-{redemption.status}"
    topic, data = _TOPICS[redemption.status], redemption_data(redemption)
    return [*items, _webhook(name, topic, rules, at=at, data=data)]


def exchange_item_id(redemption_id: str) -> str:
    """Of what makes the code, or hands the thing over."""
    return f"{redemption_id}#exchange"


def _exchange_items(
    redemption: Redemption, exchange: Exchange | None, at: datetime, collected: int
) -> Iterator[OutboxItem]:
    """What makes the code, and then the letter that has it."""
    names = {"program_id": redemption.program_id, "person_id": redemption.person_id}
    if exchange and redemption.is_open:
        yield an_item(
            exchange_item_id(redemption.redemption_id),
            Channel.REWARD,
            Topic.REWARD_ISSUED,
            at=at,
            data={"redemption_id": redemption.redemption_id},
            **names,
        )
    elif exchange and exchange.reason not in ("", ERASED):
        yield _refusal_letter(redemption, exchange.reason, at, collected)
    elif exchange and redemption.captured:
        yield an_item(
            f"{redemption.redemption_id}#letter",
            Channel.EMAIL,
            Topic.VALUE_EXCHANGED,
            at=at,
            data={
                "reward": exchange.terms,
                "reward_sentence": exchange.words,
                "code": exchange.code,
            },
            **names,
        )


def _refusal_letter(
    redemption: Redemption, reason: str, at: datetime, collected: int
) -> OutboxItem:
    """Why there is no code, and what is theirs again: the part of it whose time isn't over."""
    left = [lot for lot in redemption.lots if lot.ends_at > at]
    most = redemption.amount - collected
    amount = min(redemption.amount - total_of(redemption.lots) + total_of(left), most)
    kind = "points" if redemption.asset == POINTS else "store_credit"
    return an_item(
        f"{redemption.redemption_id}#refusal",
        Channel.EMAIL,
        Topic.EXCHANGE_REFUSED,
        program_id=redemption.program_id,
        person_id=redemption.person_id,
        at=at,
        data={
            "reward": {"kind": kind, "amount": amount} if most else {},
            "reason": reason,
            "ends": [] if collected else _ends_data(left),
        },
    )


def redemption_data(redemption: Redemption) -> dict[str, Any]:
    settled_at = redemption.settled_at
    return {
        "redemption_id": redemption.redemption_id,
        "reference": redemption.reference,
        "program": redemption.program_id,
        "person_id": redemption.person_id,
        "asset": redemption.asset,
        "amount": redemption.amount,
        "captured": redemption.captured,
        "status": redemption.status.value,
        "reserved_at": stamp(redemption.reserved_at),
        "ends_at": stamp(redemption.ends_at),
        "settled_at": stamp(settled_at) if settled_at else None,
        **({"exchange": _exchange_data(redemption.exchange)} if redemption.exchange else {}),
    }


def _exchange_data(exchange: Exchange) -> dict[str, Any]:
    told = exchange.model_dump(mode="json", include={"item", "terms", "code", "reason"})
    return {**told, "code": exchange.shown_code}
