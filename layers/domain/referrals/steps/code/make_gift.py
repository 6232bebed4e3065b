"""Makes a friend's gift code: written down first, then the shop is asked, for a few seconds.

Asked again by the same click or browser, it is the same code. What the shop doesn't answer in time
is left to the outbox, whose item is written with the code.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import GiftPlace, GiftState, gift_text
from referrals.model.delivery.gift_news import on_gift_issue
from referrals.model.errors import GoodwordError, RefusedError, UnavailableError
from referrals.model.link.click import moment_of_click
from referrals.model.link.holder import Holder
from referrals.model.link.link import Link
from referrals.model.link.offer_terms import promised_version
from referrals.model.moment import floor_to_second
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.decision import joint_place, offer_for
from referrals.steps.code.settle_gift import GiftDesk, settle_gift
from referrals.steps.code.share_gift import share_gift
from referrals.store.table import CancelledError, ConditionFailedError, transact

# A person is looking at a button: what takes longer comes by the outbox.
SECONDS = 4.0
OUTBOX_AFTER = timedelta(seconds=20)
_TAKEN = 0


class NoGiftError(RefusedError):
    """The offer has no gift with the first order, or its program or link rests."""

    code = "no_gift"


class GiftsRunOutError(UnavailableError):
    """The link brought as many codes as one day may bring."""

    code = "gifts_run_out"


def make_gift(link: Link, holder: Holder, desk: GiftDesk, *, now: datetime) -> GiftCode:
    program = desk.programs.get(link.program_id)
    promised = _promise_of(program, holder, desk)
    if offer_for(promised.rules, link.code).friend.with_joint_code:
        _require_open(link, program, now)
        return _joint_gift(link, promised, program, desk, now=now)
    code = gift_text(desk.code_key(), GiftPlace(program.program_id, link.code, holder.name))
    gift = desk.gifts.look_up(program.program_id, code)
    if gift is None:
        _require_open(link, program, now)
        gift = _write_down(_fresh(link, holder, promised, code=code, now=now), program, desk, now)
    if gift.state(now) is GiftState.COMING:
        return _ask_shop(gift, desk, now)
    return gift


def _promise_of(program: AppliedProgram, holder: Holder, desk: GiftDesk) -> AppliedProgram:
    """The version that the friend came by, where an experiment began or ended since."""
    if not holder.click_id:
        return program
    experiments = [each.outline for each in program.rules.experiments]
    version = promised_version(experiments, moment_of_click(holder.click_id))
    return desk.programs.get_version(program.program_id, version) if version else program


def _joint_gift(
    link: Link,
    promised: AppliedProgram,
    program: AppliedProgram,
    desk: GiftDesk,
    *,
    now: datetime,
) -> GiftCode:
    if promised.version == program.version:
        return _share_and_ask(link, program, desk, now)
    place = joint_place(promised, link.code)
    former = (
        desk.gifts.look_up(link.program_id, gift_text(desk.code_key(), place)) if place else None
    )
    # It is taken for as long as a click counts; who comes later has what is shared now.
    return former or _share_and_ask(link, program, desk, now)


def _share_and_ask(link: Link, program: AppliedProgram, desk: GiftDesk, now: datetime) -> GiftCode:
    gift = share_gift(link, program, desk.share, now=now)
    assert gift, "its terms say so"
    return _ask_shop(gift, desk, now) if gift.state(now) is GiftState.COMING else gift


def _require_open(link: Link, program: AppliedProgram, now: datetime) -> None:
    if program.rules.paused or not link.live(now):
        raise NoGiftError("there is no gift to be had by this link.", field="code")


def _fresh(
    link: Link, holder: Holder, program: AppliedProgram, *, code: str, now: datetime
) -> GiftCode:
    rules, terms = program.rules, offer_for(program.rules, link.code).friend
    if not terms.with_first_order:
        raise NoGiftError("there is no gift to be had by this link.", field="code")
    made_at = floor_to_second(now)
    return GiftCode(
        program_id=program.program_id,
        program_version=program.version,
        link_code=link.code,
        holder=holder.name,
        click_id=holder.click_id,
        code=code,
        terms=terms.model_dump(mode="json"),
        currency=rules.currency,
        minimum_minor=rules.qualifies.minimum_minor,
        codes_by=rules.codes_by.value,
        made_at=made_at,
        ends_at=made_at + timedelta(days=rules.attribution.window_days),
    )


def _write_down(gift: GiftCode, program: AppliedProgram, desk: GiftDesk, now: datetime) -> GiftCode:
    news = on_gift_issue(gift, program.rules, at=gift.made_at, due_at=now + OUTBOX_AFTER)
    items = [desk.outbox.add_action(item) for item in news]
    try:
        transact(desk.gifts.table.dynamo, [*desk.gifts.add_actions(gift), *items])
    except CancelledError as error:
        there = desk.gifts.look_up(gift.program_id, gift.code)
        if there:
            return there
        if _TAKEN in error.failed:
            raise UnavailableError("the table is busy.", remedy="Try again.") from error
        raise GiftsRunOutError(
            "this link has brought as many codes as it may in a day.", remedy="Try tomorrow."
        ) from error
    return gift


def _ask_shop(gift: GiftCode, desk: GiftDesk, now: datetime) -> GiftCode:
    """Whatever goes wrong, the code is written down and the outbox goes on with it."""
    request_id = sha256(f"{gift.name}\n{now.timestamp()}".encode()).hexdigest()[:32]
    try:
        return settle_gift(gift, desk, now=now, request_id=request_id, seconds=SECONDS)
    except (GoodwordError, ConditionFailedError):
        return desk.gifts.look_up(gift.program_id, gift.code) or gift
