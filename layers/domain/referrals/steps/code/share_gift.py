"""Brings a link's shared gift code in line with the rules: there while it is offered, then ended.

The code follows from the link and from what is promised, so asked again it is the same, and other
terms have another code. The shop is told by the outbox; the link carries the code once its till
takes it, so that a click asks for nothing more.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import GiftPlace, gift_text
from referrals.model.delivery.gift_news import on_gift_issue
from referrals.model.link.link import Link
from referrals.model.moment import floor_to_second
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.decision import joint_place, offer_for
from referrals.store.code.gift_code import GiftCodes
from referrals.store.delivery.outbox import Outbox
from referrals.store.link.link import Links
from referrals.store.table import CancelledError, ConditionFailedError, transact

# The hourly job puts the end off again for as long as the gift is offered.
KEPT = timedelta(days=400)
AHEAD = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class ShareDesk:
    gifts: GiftCodes
    links: Links
    outbox: Outbox
    code_key: Callable[[], bytes]


def share_gift(
    link: Link, program: AppliedProgram, desk: ShareDesk, *, now: datetime
) -> GiftCode | None:
    """The link's shared code, on its way to the till; None where friends share none.

    Safe to repeat. To be called when a link is issued, or it or its program changed.
    """
    place = joint_place(program, link.code)
    wanted = _fresh(link, place, program, code_key=desk.code_key(), now=now) if place else None
    if link.gift:
        _retire(link, wanted, program, desk, now=now)
    if wanted is None:
        return None
    there = desk.gifts.look_up(wanted.program_id, wanted.code)
    if there is None:
        return _write_down(wanted, program, desk, now)
    there = _put_off(there, wanted, desk, now)
    in_line = there.is_in_till == is_taken(there, link, program, now=now) == bool(link.gift)
    if there.made_by_shop and not in_line:
        _tell_shop(there, program, desk, now)
    return there


def share_gifts(program: AppliedProgram, desk: ShareDesk, *, now: datetime) -> int:
    """Of all the program's links, and how many friends share one of. Reads each link once."""
    links = desk.links.of_program(program.program_id)
    return sum(share_gift(link, program, desk, now=now) is not None for link in links)


def is_taken(gift: GiftCode, link: Link | None, program: AppliedProgram, *, now: datetime) -> bool:
    """Whether tills should take a shared code: it is promised, or was so a little while ago."""
    if link is None or not link.live(now) or program.rules.paused:
        return False
    return gift.is_open(now)


def _fresh(
    link: Link, place: GiftPlace, program: AppliedProgram, *, code_key: bytes, now: datetime
) -> GiftCode:
    rules, made_at = program.rules, floor_to_second(now)
    latest = made_at + KEPT
    return GiftCode(
        program_id=program.program_id,
        program_version=program.version,
        link_code=link.code,
        holder=place.holder,
        code=gift_text(code_key, place),
        terms=offer_for(rules, link.code).friend.model_dump(mode="json"),
        currency=rules.currency,
        minimum_minor=rules.qualifies.minimum_minor,
        codes_by=rules.codes_by.value,
        made_at=made_at,
        ends_at=min(latest, link.expires_at or latest),
        joint=True,
    )


def _write_down(
    gift: GiftCode, program: AppliedProgram, desk: ShareDesk, now: datetime
) -> GiftCode:
    news = on_gift_issue(gift, program.rules, at=gift.made_at, due_at=now)
    items = [desk.outbox.add_action(item) for item in news]
    try:
        transact(desk.gifts.table.dynamo, [*desk.gifts.add_actions(gift), *items])
    except CancelledError:
        there = desk.gifts.look_up(gift.program_id, gift.code)
        if there is None:
            raise
        return there
    if not gift.made_by_shop:
        desk.links.note_gift(gift.link_code, gift.text, gift.codes_by)
    return gift


def _put_off(there: GiftCode, wanted: GiftCode, desk: ShareDesk, now: datetime) -> GiftCode:
    """Its end, where that is near or the link has another one."""
    ends_at = wanted.ends_at
    soon = there.ended_at is not None or there.ends_at < min(ends_at, now + AHEAD)
    if soon or there.ends_at > ends_at:
        with suppress(ConditionFailedError):
            return desk.gifts.reschedule(there, ends_at)
    return there


def _retire(
    link: Link,
    wanted: GiftCode | None,
    program: AppliedProgram,
    desk: ShareDesk,
    *,
    now: datetime,
) -> None:
    """What friends were promised before is kept for as long as a click counts."""
    former = desk.gifts.find(link.program_id, link.gift)
    if former and wanted and former.holder == wanted.holder:
        return
    desk.links.note_gift(link.code, "", "")
    if former is None:
        return
    ends_at = floor_to_second(now) + timedelta(days=program.rules.attribution.window_days)
    if former.ends_at > ends_at:
        with suppress(ConditionFailedError):
            former = desk.gifts.reschedule(former, ends_at)
    _tell_shop(former, program, desk, now)


def _tell_shop(gift: GiftCode, program: AppliedProgram, desk: ShareDesk, now: datetime) -> None:
    for item in on_gift_issue(gift, program.rules, at=now, due_at=now):
        desk.outbox.add(item)
