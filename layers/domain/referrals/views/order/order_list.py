"""Which orders were decided on of late, and by which link did they come? Nobody is named."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.link.link import Link
from referrals.model.moment import Moment, stamp
from referrals.model.order_key import ConversionKey
from referrals.store.attribution.referral import Referrals

PLACE = ("decided_at", "key")


class OrderRow(BaseModel):
    program: str
    source: str
    order_id: str
    placed_at: Moment
    total_minor: int
    """As the shop told it, in `currency`."""
    currency: str
    test: bool
    status: str
    """`attributed` or `unattributed`."""
    advocate_id: str
    code: str
    """By which it came; empty for nobody's."""
    reward: str
    """`granted`, `withheld` or `reversed`; empty while nothing was decided, or nothing is to be."""


def newest_orders(
    program_id: str, referrals: Referrals, *, limit: int, start: Item | None = None
) -> tuple[list[OrderRow], Item | None]:
    """Those that were decided on, the newest first, and where to go on."""
    found, after = referrals.newest(program_id, limit, start)
    return list(map(order_row, found)), after


def orders_by_key(keys: list[ConversionKey], referrals: Referrals) -> list[OrderRow]:
    """Of those, what was decided on."""
    return list(map(order_row, referrals.of_keys(list(map(str, keys)))))


def orders_of_link(
    link: Link, referrals: Referrals, *, limit: int, start: dict[str, str] | None = None
) -> tuple[list[OrderRow], dict[str, Any] | None]:
    """What came by the link, the newest decision first; `start` is of the fields in PLACE."""
    found = list(islice(_walk_link(link, referrals, start), limit + 1))
    last = found[limit - 1] if len(found) > limit else None
    after = {"decided_at": stamp(last.attribution.decided_at), "key": last.key} if last else None
    return list(map(order_row, found[:limit])), after


def _walk_link(
    link: Link, referrals: Referrals, start: dict[str, str] | None
) -> Iterator[Referral]:
    until = datetime.fromisoformat(start["decided_at"]) if start else None
    waiting = start["key"] if start else ""
    for each in referrals.of_advocate(link.advocate_id, until):
        if waiting and until and each.attribution.decided_at == until:
            # Of one moment there may be several, in the order that the index has them.
            waiting = "" if each.key == waiting else waiting
            continue
        if (each.program_id, each.attribution.code) == (link.program_id, link.code):
            yield each


def order_row(referral: Referral) -> OrderRow:
    figures, held = referral.figures, referral.attribution
    return OrderRow(
        program=referral.program_id,
        source=referral.source,
        order_id=referral.order_id,
        placed_at=figures.occurred_at,
        total_minor=figures.told_minor if figures.told_currency else figures.gross_minor,
        currency=figures.told_currency or figures.currency,
        test=figures.test,
        status=held.status.value,
        advocate_id=held.advocate_id,
        code=held.code,
        reward=referral.reward.status.value if referral.reward else "",
    )
