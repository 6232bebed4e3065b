"""Settles a redemption: captured, returned, or ended because its time is over.

Each is safe to repeat, and one transaction. What comes back to a person first meets the liens of
orders that went back meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.code.discount import ShopCode
from referrals.model.delivery.value_news import on_redemption
from referrals.model.errors import UnavailableError
from referrals.model.redemption.redemption import (
    Redemption,
    RedemptionStatus,
    require_capturable,
    require_no_exchange,
)
from referrals.model.redemption.spending import (
    Collection,
    available_of,
    capturing,
    collect,
    reserved_of,
    returning,
)
from referrals.model.work import HasTime, Work, endless
from referrals.store.people.person import People
from referrals.store.redemption.lien import LienList
from referrals.store.redemption.redemption import Redemptions
from referrals.store.reward.books import Action, ActionKind, Books

TRIES = 12
LONGEST_PAUSE = 4
A_PAGE = 200
type Plan = Callable[[Redemption], Redemption]


@dataclass(frozen=True, slots=True)
class RedemptionDesk:
    redemptions: Redemptions
    people: People
    books: Books


@dataclass(frozen=True, slots=True)
class EndReport:
    ended: int
    failed: tuple[str, ...]
    """Ids to look at; they are tried again by the next run."""
    left: int
    """How many still wait: the time was over, or they failed."""


def capture_redemption(
    redemption_id: str, amount: int | None, desk: RedemptionDesk, *, now: datetime
) -> Redemption:
    """Spends `amount`, or all of it; the rest is available again."""

    def plan(found: Redemption) -> Redemption:
        wanted = found.amount if amount is None else amount
        if found.status is RedemptionStatus.CAPTURED and amount in (None, found.captured):
            return found
        require_no_exchange(found)
        require_capturable(found, wanted, now)
        return found.change(status=RedemptionStatus.CAPTURED, captured=wanted, settled_at=now)

    return settle(redemption_id, plan, desk, now=now)


def complete_exchange(
    redemption_id: str,
    code: str,
    shop_code: ShopCode | None,
    desk: RedemptionDesk,
    *,
    now: datetime,
    also: Sequence[Item] = (),
) -> Redemption:
    """Spends what was reserved for an exchange, as it is there; `also` is written with that."""

    def plan(found: Redemption) -> Redemption:
        if not found.is_open or found.exchange is None:
            return found
        made = found.exchange.model_copy(update={"code": code, "shop_code": shop_code})
        spent = {"status": RedemptionStatus.CAPTURED, "captured": found.amount}
        return found.change(**spent, exchange=made, settled_at=now)

    return settle(redemption_id, plan, desk, now=now, also=also)


def end_reservation(redemption_id: str, desk: RedemptionDesk, *, now: datetime) -> bool:
    """Whether its time is over and it has ended by now."""

    def plan(found: Redemption) -> Redemption:
        if not found.is_open or found.status_at(now) is not RedemptionStatus.ENDED:
            return found
        return found.change(status=RedemptionStatus.ENDED, settled_at=now)

    return settle(redemption_id, plan, desk, now=now).status is RedemptionStatus.ENDED


def end_reservations(
    desk: RedemptionDesk, *, now: datetime, has_time: HasTime = endless
) -> EndReport:
    """Ends what is due, longest ago first; the index hints, each redemption itself decides."""
    work, ended = Work(has_time), 0
    for redemption_id in work.through(desk.redemptions.lapsed_ids(now, A_PAGE)):
        with work.item(redemption_id):
            ended += end_reservation(redemption_id, desk, now=now)
    return EndReport(ended, work.failed, work.left)


def settle(
    redemption_id: str,
    plan: Plan,
    desk: RedemptionDesk,
    *,
    now: datetime,
    also: Sequence[Item] = (),
) -> Redemption:
    """Writes what `plan` makes of the redemption, as it is then; `also` in the same transaction."""
    for attempt in range(1, TRIES + 1):
        before = desk.redemptions.get(redemption_id)
        after = plan(before)
        if after == before or _write(before, after, desk, now, also=also):
            return after
        desk.books.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("this account is busy.", remedy="Try again.")


def _write(
    before: Redemption,
    after: Redemption,
    desk: RedemptionDesk,
    now: datetime,
    *,
    also: Sequence[Item],
) -> bool:
    """Whether it was written; False when something it rests on moved."""
    liens = desk.books.liens.find(before.person_id, before.program_id, before.asset)
    balances = desk.books.ledger.balances((available_of(before), reserved_of(before)))
    reserved = balances[reserved_of(before)].balance - before.amount
    collection = _collect(after, liens, desk, reserved=reserved)
    collected = sum(each.amount for each in collection.postings)
    rules = desk.books.programs.get(before.program_id).rules
    postings = (
        capturing(before, after.captured) if after.captured else returning(before, before.amount)
    )
    refused = desk.books.commit(
        [
            (ActionKind.REDEMPTION, desk.redemptions.change_action(after)),
            *desk.books.lines([*postings, *collection.postings], now, balances),
            *_lien_changes(before, liens, collection, desk),
            *desk.books.letters(on_redemption(after, rules, now, collected=collected)),
            *((ActionKind.TALLY, action) for action in also),
        ]
    )
    return not refused


def _collect(
    after: Redemption, liens: LienList, desk: RedemptionDesk, *, reserved: int
) -> Collection:
    """`reserved` is what stays so, for other redemptions."""
    keys = {lien.grant_key for lien in liens.liens}
    grants = {key: grant for key in keys if (grant := desk.books.grants.find(key))}
    returned = after.amount - after.captured
    return collect(liens.liens, grants, returned=returned, reserved=reserved)


def _lien_changes(
    before: Redemption, liens: LienList, collection: Collection, desk: RedemptionDesk
) -> list[Action]:
    names = (before.person_id, before.program_id, before.asset)
    return [
        (ActionKind.LIEN, desk.books.liens.unmoved_action(*names, liens.laid)),
        *((ActionKind.LIEN, desk.books.liens.rest_action(*each)) for each in collection.rests),
        *(
            (ActionKind.GRANT, desk.books.grants.change_action(grant))
            for grant in collection.grants
        ),
    ]
