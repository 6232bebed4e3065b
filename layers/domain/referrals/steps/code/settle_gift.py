"""Brings the shop in line with a friend's gift code: taken while it is open, refused afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from referrals.model.code.discount import Discount, ShopCode
from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import gift_text
from referrals.model.reward.decision import joint_place
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.shops.fulfilment_registry import find_fulfilment
from referrals.steps.code.settle_code import CodeDesk, CodeWish, settle_code
from referrals.steps.code.share_gift import ShareDesk, is_taken
from referrals.store.code.gift_code import GiftCodes
from referrals.store.delivery.outbox import Outbox
from referrals.store.link.link import Links
from referrals.store.program.program import Programs


@dataclass(frozen=True, slots=True)
class GiftDesk:
    gifts: GiftCodes
    outbox: Outbox
    programs: Programs
    code_key: Callable[[], bytes]
    """Never rotated: the same friend must come to the same code for ever."""
    codes: CodeDesk
    links: Links

    @property
    def share(self) -> ShareDesk:
        return ShareDesk(self.gifts, self.links, self.outbox, self.code_key)


def settle_gift(
    gift: GiftCode, desk: GiftDesk, *, now: datetime, request_id: str, seconds: float
) -> GiftCode:
    """The gift as it is noted then; raises as `settle_code` does."""
    wanted = _is_taken(gift, desk, now) if gift.joint else gift.is_open(now)
    keeper = _GiftKeeper(desk.gifts, gift)
    wish = CodeWish(
        program_id=gift.program_id,
        platform=gift.codes_by,
        discount=_discount(gift),
        starts_at=gift.made_at,
        reward_id=gift.name,
        choose=partial(gift_text, desk.code_key(), gift.place),
        wanted=wanted,
        begun=gift.shop_code,
        write_down=keeper.write_down,
        request_id=request_id,
        now=now,
    )
    settled = settle_code(wish, desk.codes, seconds=seconds)
    if settled != keeper.gift.shop_code:
        keeper.write_down(settled)
    if gift.joint:
        _note_on_link(keeper.gift, desk, wanted=wanted)
    return keeper.gift


def _is_taken(gift: GiftCode, desk: GiftDesk, now: datetime) -> bool:
    link = desk.links.find(gift.link_code, consistent=True)
    return is_taken(gift, link, desk.programs.get(gift.program_id), now=now)


def _note_on_link(gift: GiftCode, desk: GiftDesk, *, wanted: bool) -> None:
    """Friends are given the code once the till takes it, and no longer than it does."""
    link = desk.links.find(gift.link_code, consistent=True)
    if link is None:
        return
    promised = joint_place(desk.programs.get(gift.program_id), link.code) == gift.place
    if wanted and promised and (link.gift, link.gift_by) != (gift.text, gift.codes_by):
        desk.links.note_gift(link.code, gift.text, gift.codes_by)
    elif not wanted and link.gift == gift.text:
        desk.links.note_gift(link.code, "", "")


@dataclass(slots=True)
class _GiftKeeper:
    """Writes the shop's code down, and has the gift as it is stored by then."""

    gifts: GiftCodes
    gift: GiftCode

    def write_down(self, code: ShopCode) -> None:
        self.gift = self.gifts.note_shop_code(self.gift, code)


def _discount(gift: GiftCode) -> Discount:
    """With the program's minimum where the platform can keep it; the rule keeps it anyway."""
    reward_type, terms = typed_terms(gift.terms)
    discount = reward_type.discount(terms, gift.currency)
    assert discount, "only a discount is a gift with the first order"
    least = max(gift.minimum_minor, discount.minimum_minor or 0)
    whole = replace(discount, minimum_minor=least or None)
    shop = find_fulfilment(gift.codes_by)
    assert shop, f"{gift.codes_by} makes no codes"
    best = discount if shop.objection(whole) else whole
    once = replace(best, once_per_customer=True)
    return once if gift.joint and not shop.objection(once) else best
