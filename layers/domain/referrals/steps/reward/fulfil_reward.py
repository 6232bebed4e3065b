"""Hands a reward over, or takes it back, and notes on the grant what came of it.

Reward types are safe to repeat, so a try that died before its note is simply made again. The note
and the letter that tells of it are one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from awswire.codec import Item
from referrals.model.code.bearer_code import shown_code
from referrals.model.code.discount import Discount, ShopCode, ShopCodeState
from referrals.model.delivery.announcement import on_issue
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Skipped, TryAgain
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import BY_HAND, OutboxItem
from referrals.model.donation.donation import giving_of
from referrals.model.errors import NotFoundError, RefusedError, UnavailableError
from referrals.model.program.offer import CodesBy
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Grant, Side
from referrals.providers.rewards.discount_code import code_of
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.rewards.reward_type import FulfilmentReceipt, Handover, RewardType
from referrals.providers.shops.credit_registry import find_credit
from referrals.steps.code.settle_code import CodeWish, settle_code
from referrals.steps.reward.give_card import give_card, is_card
from referrals.steps.reward.give_credit import give_credit, is_credit
from referrals.steps.reward.give_from_stock import give_from_stock
from referrals.steps.reward.handover_desk import GRANT_ACTION, MOVED, HandoverDesk, issued_side
from referrals.store.table import CancelledError, ConditionFailedError, transact


def fulfil_reward(item: OutboxItem, desk: HandoverDesk, *, now: datetime) -> DeliveryOutcome:
    """Fulfils, or revokes where the item's topic says that it was reversed."""
    grant = desk.grants.find(item.data["conversion_key"])
    if grant is None:
        return Hopeless("grant_not_found")
    side = grant.side(item.data["side"])
    if side.is_saved:
        return Skipped("off_the_bill")
    program = desk.programs.get(grant.program_id)
    if is_credit(side) and (side.shop_code or find_credit(program.rules.codes_by)):
        return give_credit(desk, grant, side, program=program, now=now)
    if is_card(side, program):
        return give_card(desk, grant, side, program=program, now=now)
    if side.shop_code or _begins_in_shop(side, program, item):
        return _in_shop(desk, grant, side, program=program, item=item, now=now)
    by = program.rules.codes_by
    if item.topic == Topic.REWARD_REVERSED:
        return _revoke(desk, grant, side, by_hand=by is CodesBy.MANUAL)
    if not side.remaining:
        return Skipped("reversed")
    if side.issued_at:
        return Done(shown_code(side.kind, side.code))
    if by is CodesBy.MANUAL:
        return Hopeless(BY_HAND)
    if is_credit(side):
        # Rules of before named a shop that keeps credit.
        return Hopeless("no_credit_shop")
    if by is CodesBy.STOCK and not side.code and _discount(side, program.rules.currency):
        return give_from_stock(desk, grant, side, program=program, now=now)
    return _fulfil(desk, grant, side, program=program, now=now)


def _begins_in_shop(side: Side, program: AppliedProgram, item: OutboxItem) -> bool:
    """A code that was given before the shop made them stays the one it is."""
    wanted = side.remaining and not side.code and item.topic != Topic.REWARD_REVERSED
    by_shop = program.rules.codes_by.is_shop
    return bool(wanted and by_shop and _discount(side, program.rules.currency))


def _discount(side: Side, currency: str) -> Discount | None:
    reward_type, terms = typed_terms(side.terms)
    return reward_type.discount(terms, currency)


def _in_shop(
    desk: HandoverDesk,
    grant: Grant,
    side: Side,
    *,
    program: AppliedProgram,
    item: OutboxItem,
    now: datetime,
) -> DeliveryOutcome:
    """Whichever item it is, the shop is brought in line with what stands by now.

    An item that was overtaken may have changed the shop after the other one looked, so it looks
    again.
    """
    if _agrees(item, side):
        return Done(shown_code(side.kind, side.code))
    discount = _discount(side, grant.currency)
    assert discount, "only a discount has a code in a shop"
    keeper = _SideKeeper(desk, grant, side)
    try:
        settled = settle_code(
            _wish_of(keeper, discount, item, program=program, now=now), desk.codes
        )
    except ConditionFailedError:
        return MOVED
    except UnavailableError as error:
        return TryAgain(error.code)
    except (RefusedError, NotFoundError) as error:
        return Hopeless(f"{error.code}: {error.message} {error.remedy}".strip())
    grant, side = keeper.grant, keeper.side.model_copy(update={"shop_code": settled})
    if side.remaining and not side.issued_at:
        issued = issued_side(side, FulfilmentReceipt(settled.code), now=now)
        return _note_issue(desk, grant, issued, program=program, now=now)
    noted = side if side.remaining else side.model_copy(update={"issued_at": None})
    return _note(desk, grant.with_side(noted), noted)


@dataclass(slots=True)
class _SideKeeper:
    """Writes a side's code down on its grant, and has both as they are stored by then."""

    desk: HandoverDesk
    grant: Grant
    side: Side

    def write_down(self, code: ShopCode) -> None:
        self.side = self.side.model_copy(update={"shop_code": code})
        self.grant = self.grant.with_side(self.side)
        self.desk.grants.change(self.grant)


def _wish_of(
    keeper: _SideKeeper,
    discount: Discount,
    item: OutboxItem,
    *,
    program: AppliedProgram,
    now: datetime,
) -> CodeWish:
    grant, side = keeper.grant, keeper.side
    if discount.personal:
        person = keeper.desk.people.find(side.person_id)
        discount = replace(discount, email=(person.email if person else "") or "")
    lease = f"{item.item_id}\n{item.lease_until}\n{item.attempts}"
    return CodeWish(
        program_id=grant.program_id,
        platform=program.rules.codes_by,
        discount=discount,
        starts_at=grant.granted_at,
        reward_id=f"{grant.key}/{side.name}",
        choose=partial(code_of, grant.key, side.name, keeper.desk.code_key()),
        wanted=side.remaining > 0,
        begun=side.shop_code,
        write_down=keeper.write_down,
        request_id=sha256(lease.encode()).hexdigest()[:32],
        now=now,
    )


def _agrees(item: OutboxItem, side: Side) -> bool:
    """Whether what is noted says what the item wants: only then it is believed unasked."""
    if item.topic == Topic.REWARD_REVERSED:
        return not side.remaining and not side.begun_in_shop
    made = side.shop_code and side.shop_code.state is ShopCodeState.MADE
    return bool(side.remaining and side.issued_at and made)


def _fulfil(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> DeliveryOutcome:
    reward_type, handover = _handover(desk, grant, side)
    try:
        receipt = reward_type.fulfil(handover)
    except UnavailableError as error:
        return TryAgain(error.code)
    except RefusedError as error:
        return Hopeless(error.code)
    return _note_issue(desk, grant, issued_side(side, receipt, now=now), program=program, now=now)


def _note_issue(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> DeliveryOutcome:
    noted = grant.with_side(side)
    items = on_issue(noted, side, program.rules, now)
    giving = _giving_actions(desk, noted, side, program=program, now=now)
    actions = [desk.grants.change_action(noted), *giving, *map(desk.outbox.add_action, items)]
    try:
        transact(desk.grants.table.dynamo, actions)
    except CancelledError as cancelled:
        told_before = GRANT_ACTION not in cancelled.failed
        return _note(desk, noted, side, giving) if told_before else MOVED
    return Done(shown_code(side.kind, side.code))


def _revoke(desk: HandoverDesk, grant: Grant, side: Side, *, by_hand: bool) -> DeliveryOutcome:
    if side.remaining:
        return Skipped("restored")
    if by_hand:
        # There is an item only for what had been handed over.
        return Hopeless(BY_HAND)
    reward_type, handover = _handover(desk, grant, side)
    try:
        reward_type.revoke(handover)
    except UnavailableError as error:
        return TryAgain(error.code)
    except RefusedError as error:
        return Hopeless(error.code)
    giving = desk.donations.find(grant.program_id, f"{grant.key}/{side.name}")
    taken = desk.donations.take_actions(grant.program_id, giving) if giving else []
    if side.issued_at is None and not taken:
        return Done(shown_code(side.kind, side.code))
    back = side.model_copy(update={"issued_at": None})
    return _note(desk, grant.with_side(back), back, taken)


def _note(
    desk: HandoverDesk, grant: Grant, side: Side, also: Sequence[Item] = ()
) -> DeliveryOutcome:
    try:
        transact(desk.grants.table.dynamo, [desk.grants.change_action(grant), *also])
    except CancelledError:
        return MOVED
    return Done(shown_code(side.kind, side.code))


def _giving_actions(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> list[Item]:
    """Of a donation that doesn't count yet."""
    giving = giving_of(f"{grant.key}/{side.name}", side.terms, now, program.rules.time_zone)
    if giving is None or desk.donations.find(grant.program_id, giving.giving_id):
        return []
    return desk.donations.give_actions(grant.program_id, giving)


def _handover(desk: HandoverDesk, grant: Grant, side: Side) -> tuple[RewardType[Any], Handover]:
    reward_type, terms = typed_terms(side.terms)
    return reward_type, Handover(grant.key, side.name, terms, desk.code_key(), side.code)
