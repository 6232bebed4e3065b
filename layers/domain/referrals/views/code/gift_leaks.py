"""Which gift codes were used by somebody they weren't made for, and in which orders?"""

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.code.gift_code import GiftCode, LeakKind, read_leak
from referrals.model.moment import Moment
from referrals.store.code.gift_code import GiftCodes


class LeakOrder(BaseModel):
    kind: LeakKind
    conversion_key: str


class LeakRow(BaseModel):
    """One code; nobody is named."""

    code: str
    link: str
    made_at: Moment
    used_by: str
    """The order that used it first."""
    leaks: tuple[LeakOrder, ...]


def gift_leaks(
    program_id: str, gifts: GiftCodes, *, limit: int, start: Item | None = None
) -> tuple[list[LeakRow], Item | None]:
    found, after = gifts.leaks_page(program_id, limit, start)
    return [_row(gift) for gift in found], after


def _row(gift: GiftCode) -> LeakRow:
    leaks = [read_leak(text) for text in gift.leaks]
    return LeakRow(
        code=gift.text,
        link=gift.link_code,
        made_at=gift.made_at,
        used_by=gift.used_by,
        leaks=tuple(LeakOrder(kind=each.kind, conversion_key=each.order) for each in leaks),
    )
