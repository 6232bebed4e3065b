"""Makes the gift card that points bought, in a shop that makes cards; or ends the one of a return.

Its code is chosen and written down before the shop is asked, and is the same for every try: no two
cards have one code, so one that came unheard is found, and never made again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.errors import UnavailableError
from referrals.model.moment import floor_to_second
from referrals.model.redemption.exchange import Exchange
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.shops.credit import SETTLED_AFTER, CardTakenError, ShopCredit, Transfer
from referrals.providers.shops.fulfilment import ShopScopeMissingError
from referrals.providers.shops.gift_card_registry import find_gift_cards
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.steps.code.settle_code import SECONDS, CodeDesk, store_lines

_MARK = 12


class CardUnknownError(UnavailableError):
    """Whether the shop has that card is known later: its list may be behind its own answers."""

    code = "shop_card_unknown"


@dataclass(frozen=True, slots=True)
class CardWish:
    program_id: str
    platform: str
    amount_minor: int
    currency: str
    reward_id: str
    choose: Callable[[int], str]
    """The code of an attempt: the same for ever."""
    begun: ShopCode | None
    write_down: Callable[[ShopCode | None], None]
    """Before the shop is asked; raises ConditionFailedError when somebody else moved it."""


def makes_card(exchange: Exchange) -> bool:
    """Whether a shop makes what was taken, as a gift card."""
    reward_type, terms = typed_terms(exchange.terms)
    worth = reward_type.card_minor(terms)
    return worth is not None and find_gift_cards(exchange.codes_by) is not None


def make_card(wish: CardWish, desk: CodeDesk, *, now: datetime) -> ShopCode:
    """The card as it is to be noted. Raises as `settle_code` does; after ShopScopeMissingError for
    one that was never asked for nothing is written down any more."""
    line = _line(wish, desk)
    code = wish.begun
    if code is None:
        code = _choose(wish, 1, now)
    elif found := _read(wish, code, line):
        return _with_reference(code, found)
    try:
        return _with_reference(code, _send(wish, code, line))
    except ShopScopeMissingError:
        if wish.begun is None:
            wish.write_down(None)
        raise
    except CardTakenError:
        if found := _read(wish, code, line):
            return _with_reference(code, found)
    if wish.begun is None or now >= _asked_at(code) + SETTLED_AFTER:
        # Somebody else's, for ours would be found by now.
        _choose(wish, code.attempt + 1, now)
    raise CardUnknownError("another card may have that code.", remedy="The next try looks again.")


def end_card(wish: CardWish, desk: CodeDesk, *, now: datetime) -> ShopCode:
    """Of what was returned meanwhile: nobody was told of its code."""
    code = wish.begun
    assert code, "there is nothing to end"
    line = _line(wish, desk)
    if reference := _read(wish, code, line):
        shop, account, ask = line
        shop.send(account, _transfer(wish, code, -1, reference), ask)
    elif now < _asked_at(code) + SETTLED_AFTER:
        raise CardUnknownError("it may be there in a moment.", remedy="The next try looks again.")
    return code.model_copy(update={"state": ShopCodeState.DISABLED, "reference": reference})


type _CardLine = tuple[ShopCredit, StoreAccount, StoreClient]


def _line(wish: CardWish, desk: CodeDesk) -> _CardLine:
    shop = find_gift_cards(wish.platform)
    assert shop, f"{wish.platform} makes no cards"
    lines = store_lines(wish.program_id, wish.platform, shop.WORDS, desk, seconds=SECONDS)
    return shop, *next(lines)


def _choose(wish: CardWish, attempt: int, now: datetime) -> ShopCode:
    chosen = ShopCode(
        platform=wish.platform,
        code=wish.choose(attempt),
        reward_id=wish.reward_id,
        attempt=attempt,
        sent_at=floor_to_second(now),
    )
    wish.write_down(chosen)
    return chosen


def _send(wish: CardWish, code: ShopCode, line: _CardLine) -> str:
    shop, account, ask = line
    return shop.send(account, _transfer(wish, code, 1), ask)


def _read(wish: CardWish, code: ShopCode, line: _CardLine) -> str:
    """The platform's id of the card; empty while it shows none."""
    shop, account, ask = line
    return next(iter(shop.read(account, _transfer(wish, code, 1), ask)), "")


def _with_reference(code: ShopCode, reference: str) -> ShopCode:
    return code.model_copy(update={"state": ShopCodeState.MADE, "reference": reference})


def _asked_at(code: ShopCode) -> datetime:
    assert code.sent_at, "what was chosen has its moment"
    return code.sent_at


def _transfer(wish: CardWish, code: ShopCode, sign: int, reference: str = "") -> Transfer:
    mark = sha256(code.code.encode()).hexdigest()[:_MARK]
    return Transfer(
        f"{wish.reward_id}/{mark}",
        "",
        sign * wish.amount_minor,
        wish.currency,
        _asked_at(code),
        code=code.code,
        reference=reference,
    )
