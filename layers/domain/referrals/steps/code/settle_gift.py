"""Brings the shop in line with a friend's gift code: taken while it is open, refused afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from referrals.model.code.discount import Discount, ShopCode
from referrals.model.code.gift_code import GiftCode, gift_text
from referrals.providers.rewards.registry import typed_terms
from referrals.steps.code.settle_code import CodeDesk, CodeWish, settle_code
from referrals.store.code.gift_code import GiftCodes
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs


@dataclass(frozen=True, slots=True)
class GiftDesk:
    gifts: GiftCodes
    outbox: Outbox
    programs: Programs
    code_key: Callable[[], bytes]
    """Never rotated: the same friend must come to the same code for ever."""
    codes: CodeDesk


def settle_gift(
    gift: GiftCode, desk: GiftDesk, *, now: datetime, request_id: str, seconds: float
) -> GiftCode:
    """The gift as it is noted then; raises as `settle_code` does."""
    keeper = _GiftKeeper(desk.gifts, gift)
    wish = CodeWish(
        program_id=gift.program_id,
        platform=gift.codes_by,
        discount=_discount(gift),
        starts_at=gift.made_at,
        reward_id=gift.name,
        choose=partial(gift_text, desk.code_key(), gift.place),
        wanted=gift.is_open(now),
        begun=gift.shop_code,
        write_down=keeper.write_down,
        request_id=request_id,
    )
    settled = settle_code(wish, desk.codes, seconds=seconds)
    if settled != keeper.gift.shop_code:
        keeper.write_down(settled)
    return keeper.gift


@dataclass(slots=True)
class _GiftKeeper:
    """Writes the shop's code down, and has the gift as it is stored by then."""

    gifts: GiftCodes
    gift: GiftCode

    def write_down(self, code: ShopCode) -> None:
        self.gift = self.gifts.note_shop_code(self.gift, code)


def _discount(gift: GiftCode) -> Discount:
    reward_type, terms = typed_terms(gift.terms)
    discount = reward_type.discount(terms, gift.currency)
    assert discount, "only a discount is a gift with the first order"
    return replace(discount, minimum_minor=gift.minimum_minor or None, first_order_only=True)
