"""Hands over what was taken for credit or points: the code is made, and then the value is spent.

The code is written down on the redemption before the shop is asked, and looked up before it is
asked again. Where the shop refuses such a code for good, what was reserved is returned.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from referrals.model.code.bearer_code import shown_code
from referrals.model.code.discount import Discount, ShopCode
from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Done,
    Hopeless,
    Skipped,
    TryAgain,
)
from referrals.model.delivery.outbox import BY_HAND, OutboxItem
from referrals.model.donation.donation import giving_of
from referrals.model.errors import NotFoundError, RefusedError, UnavailableError
from referrals.model.program.offer import CodesBy
from referrals.model.redemption.exchange import ERASED, Exchange, exchange_text
from referrals.model.redemption.redemption import Redemption
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.rewards.reward_type import ByHandError, Handover
from referrals.providers.shops.fulfilment import (
    ShopCodeRefusedError,
    ShopCurrencyError,
    ShopScopeMissingError,
)
from referrals.steps.code.settle_code import CodeDesk, CodeWish, settle_code
from referrals.steps.redemption.make_card import CardWish, end_card, make_card, makes_card
from referrals.steps.redemption.release_redemption import cancel_exchange, refuse_exchange
from referrals.steps.redemption.settle_redemption import RedemptionDesk, complete_exchange
from referrals.store.donation.donation import Donations
from referrals.store.redemption.redemption import Redemptions
from referrals.store.table import ConditionFailedError

MOVED = TryAgain("redemption_moved")
SIDE = "exchange"
CARD = "gift_card"


@dataclass(frozen=True, slots=True)
class ExchangeDesk:
    redemptions: RedemptionDesk
    code_key: Callable[[], bytes]
    """Never rotated: the same redemption must come to the same code for ever."""
    codes: CodeDesk
    donations: Donations


def settle_exchange(item: OutboxItem, desk: ExchangeDesk, *, now: datetime) -> DeliveryOutcome:
    found = desk.redemptions.redemptions.find(str(item.data["redemption_id"]))
    if found is None or found.exchange is None:
        return Hopeless("redemption_not_found")
    try:
        if found.is_open and not desk.redemptions.people.find(found.person_id):
            found = cancel_exchange(found.redemption_id, ERASED, desk.redemptions, now=now)
        if found.is_open and found.exchange:
            return _hand_over(found, found.exchange, item, desk, now=now)
        return _after_the_end(found, item, desk, now=now)
    except ConditionFailedError:
        return MOVED
    except UnavailableError as error:
        return TryAgain(error.code)
    except ByHandError as error:
        return Hopeless(error.code)
    except (RefusedError, NotFoundError) as error:
        if found.is_open and isinstance(error, ShopCodeRefusedError | ShopCurrencyError):
            refuse_exchange(found.redemption_id, error.code, desk.redemptions, now=now)
            return Skipped(error.code)
        return Hopeless(f"{error.code}: {error.message} {error.remedy}".strip())


def _after_the_end(
    found: Redemption, item: OutboxItem, desk: ExchangeDesk, *, now: datetime
) -> DeliveryOutcome:
    """No shop keeps a code for what was returned."""
    assert found.exchange
    if found.captured:
        return Done(shown_code(str(found.exchange.terms["kind"]), found.exchange.code))
    if found.exchange.is_begun:
        _end_code(found, item, desk, now=now)
    return Skipped(found.exchange.reason or found.status)


def _hand_over(
    found: Redemption, exchange: Exchange, item: OutboxItem, desk: ExchangeDesk, *, now: datetime
) -> DeliveryOutcome:
    rules = desk.redemptions.books.programs.get(found.program_id).rules
    reward_type, terms = typed_terms(exchange.terms)
    discount = reward_type.discount(terms, rules.currency)
    by_hand = exchange.codes_by == CodesBy.MANUAL or item.hand_code is not None
    if not by_hand and makes_card(exchange):
        return _as_card(found, exchange, desk, now=now)
    if exchange.codes_by == CodesBy.MANUAL:
        code = item.hand_code or ""
        if item.hand_code is None or (discount and not code):
            return Hopeless(BY_HAND)
    elif discount is None:
        names = (found.redemption_id, SIDE, terms, desk.code_key(), exchange.code)
        code = reward_type.fulfil(Handover(*names, by_hand=item.hand_code)).code
    elif exchange.codes_by == CodesBy.WEBHOOK:
        code = exchange_text(desk.code_key(), found.redemption_id)
    else:
        return _in_shop(found, discount, item, desk, now=now)
    giving = giving_of(found.redemption_id, exchange.terms, now, rules.time_zone)
    also = desk.donations.give_actions(found.program_id, giving) if giving else []
    spent = complete_exchange(found.redemption_id, code, None, desk.redemptions, now=now, also=also)
    return Done(shown_code(reward_type.kind, code)) if spent.captured else MOVED


def _in_shop(
    found: Redemption, discount: Discount, item: OutboxItem, desk: ExchangeDesk, *, now: datetime
) -> DeliveryOutcome:
    keeper = _ExchangeKeeper(desk.redemptions.redemptions, found)
    settled = settle_code(_wish_of(keeper, discount, item, desk, now=now), desk.codes)
    spent = complete_exchange(found.redemption_id, settled.code, settled, desk.redemptions, now=now)
    # Returned meanwhile: the next try ends the code.
    return Done(settled.code) if spent.captured else MOVED


def _as_card(
    found: Redemption, exchange: Exchange, desk: ExchangeDesk, *, now: datetime
) -> DeliveryOutcome:
    keeper = _ExchangeKeeper(desk.redemptions.redemptions, found)
    try:
        made = make_card(_card_wish(keeper, exchange, desk), desk.codes, now=now)
    except ShopScopeMissingError:
        if exchange.shop_code:
            raise
        return Hopeless(BY_HAND)
    spent = complete_exchange(found.redemption_id, made.code, made, desk.redemptions, now=now)
    return Done(shown_code(CARD, made.code)) if spent.captured else MOVED


def _card_wish(keeper: "_ExchangeKeeper", exchange: Exchange, desk: ExchangeDesk) -> CardWish:
    found = keeper.redemption
    return CardWish(
        program_id=found.program_id,
        platform=exchange.codes_by,
        amount_minor=exchange.terms["amount_minor"],
        currency=desk.redemptions.books.programs.get(found.program_id).rules.currency,
        reward_id=found.redemption_id,
        choose=partial(exchange_text, desk.code_key(), found.redemption_id),
        begun=exchange.shop_code,
        write_down=keeper.write_down,
    )


def _end_code(found: Redemption, item: OutboxItem, desk: ExchangeDesk, *, now: datetime) -> None:
    """Nobody was ever told of it."""
    rules = desk.redemptions.books.programs.get(found.program_id).rules
    assert found.exchange
    keeper = _ExchangeKeeper(desk.redemptions.redemptions, found)
    if makes_card(found.exchange):
        wish = _card_wish(keeper, found.exchange, desk)
        keeper.write_down(end_card(wish, desk.codes, now=now))
        return
    reward_type, terms = typed_terms(found.exchange.terms)
    discount = reward_type.discount(terms, rules.currency)
    assert discount, "only a discount or a card has a code in a shop"
    keeper.write_down(settle_code(_wish_of(keeper, discount, item, desk, now=now), desk.codes))


@dataclass(slots=True)
class _ExchangeKeeper:
    """Writes the shop's code down on the redemption, and has it as it is stored by then."""

    store: Redemptions
    redemption: Redemption

    def write_down(self, code: ShopCode | None) -> None:
        assert self.redemption.exchange
        exchange = self.redemption.exchange.model_copy(update={"shop_code": code})
        self.redemption = self.redemption.change(exchange=exchange)
        self.store.change(self.redemption)


def _wish_of(
    keeper: _ExchangeKeeper,
    discount: Discount,
    item: OutboxItem,
    desk: ExchangeDesk,
    *,
    now: datetime,
) -> CodeWish:
    found = keeper.redemption
    assert found.exchange
    lease = f"{item.item_id}\n{item.lease_until}\n{item.attempts}"
    return CodeWish(
        program_id=found.program_id,
        platform=found.exchange.codes_by,
        discount=discount,
        starts_at=found.reserved_at,
        reward_id=found.redemption_id,
        choose=partial(exchange_text, desk.code_key(), found.redemption_id),
        wanted=found.is_open,
        begun=found.exchange.shop_code,
        write_down=keeper.write_down,
        request_id=sha256(lease.encode()).hexdigest()[:32],
        now=now,
    )
