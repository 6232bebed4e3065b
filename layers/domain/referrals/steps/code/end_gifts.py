"""Ends gift codes: those whose time is up unused, and the one that a friend left aside.

That it ended and what tells the shop so are one transaction. One that was used meanwhile is let be.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from referrals.model.code.gift_code import GiftCode
from referrals.model.delivery.gift_news import on_gift_end
from referrals.model.reward.decision import joint_place
from referrals.model.work import HasTime, Work, endless
from referrals.steps.code.settle_gift import GiftDesk
from referrals.steps.code.share_gift import share_gift
from referrals.store.table import CancelledError, transact

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class EndedGifts:
    ended: int
    let_be: int
    """Used or ended by somebody else meanwhile."""
    failed: tuple[str, ...] = ()
    left: int = 0
    """How many still wait: the time was over, or they failed."""


def end_gifts(desk: GiftDesk, *, now: datetime, has_time: HasTime = endless) -> EndedGifts:
    """The oldest days first; running twice at once ends and tells everything once."""
    work, ended, let_be = Work(has_time), 0, 0
    for place in work.through(desk.gifts.ending(now, A_PAGE)):
        with work.item(place):
            done = _end_if_over(place, desk, now)
            ended, let_be = ended + done, let_be + (not done)
    return EndedGifts(ended, let_be, work.failed, work.left)


def _end_if_over(place: str, desk: GiftDesk, now: datetime) -> bool:
    gift = desk.gifts.find_at(place)
    if gift is None or gift.used_by or gift.ended_at or gift.ends_at > now:
        return False
    if gift.joint and _goes_on(gift, desk, now):
        return False
    return end_gift(gift, desk, now=now).ended_at is not None


def _goes_on(gift: GiftCode, desk: GiftDesk, now: datetime) -> bool:
    """Whether a shared one is offered still: then its end was put off."""
    link = desk.links.find(gift.link_code, consistent=True)
    program = desk.programs.get(gift.program_id)
    if link is None or not link.live(now) or joint_place(program, link.code) != gift.place:
        return False
    joint = share_gift(link, program, desk.share, now=now)
    return joint is not None and joint.is_open(now)


def end_gift(gift: GiftCode, desk: GiftDesk, *, now: datetime) -> GiftCode:
    """The gift as it is then; safe to repeat."""
    rules = desk.programs.get(gift.program_id).rules
    items = [desk.outbox.add_action(each) for each in on_gift_end(gift, rules, now)]
    with suppress(CancelledError):
        transact(desk.gifts.table.dynamo, [desk.gifts.end_action(gift, now), *items])
    return desk.gifts.look_up(gift.program_id, gift.code) or gift
