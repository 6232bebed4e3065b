"""Delivers what the outbox holds of a gift code: the shop takes it, or takes it no more."""

from datetime import datetime
from hashlib import sha256

from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import GiftPlace, GiftState, gift_text
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Skipped, TryAgain
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.errors import NotFoundError, RefusedError, UnavailableError
from referrals.model.moment import floor_to_second
from referrals.model.program.offer import CodesBy
from referrals.model.reward.decision import offer_for
from referrals.steps.code.end_gifts import end_gift
from referrals.steps.code.settle_code import SECONDS
from referrals.steps.code.settle_gift import GiftDesk, settle_gift
from referrals.store.table import ConditionFailedError


def deliver_gift(item: OutboxItem, desk: GiftDesk, *, now: datetime) -> DeliveryOutcome:
    place = GiftPlace(item.program_id, str(item.data["link"]), str(item.data["holder"]))
    text = str(item.data.get("code") or gift_text(desk.code_key(), place))
    gift = desk.gifts.look_up(item.program_id, text)
    if gift is None:
        return _close_place(place, text, item, desk, now=now)
    if item.topic == Topic.GIFT_CODE_ENDED and gift.is_open(now):
        gift = end_gift(gift, desk, now=now)
    if gift.state(now) is GiftState.USED:
        return Skipped("used")
    if gift.codes_by == CodesBy.WEBHOOK:
        return Done(gift.text)
    return _settle(gift, item, desk, now)


def _close_place(
    place: GiftPlace, text: str, item: OutboxItem, desk: GiftDesk, *, now: datetime
) -> DeliveryOutcome:
    """The friend ordered without ever having asked for their code. Should they ask now, they would
    have it beside what the order brought them."""
    if item.topic != Topic.GIFT_CODE_ENDED or "code" in item.data:
        return Skipped("no_such_gift")
    program = desk.programs.get(place.program_id)
    at = floor_to_second(now)
    closed = GiftCode(
        program_id=place.program_id,
        program_version=program.version,
        link_code=place.link_code,
        holder=place.holder,
        click_id=place.holder,
        code=text,
        terms=offer_for(program.rules, place.link_code).friend.model_dump(mode="json"),
        currency=program.rules.currency,
        codes_by=program.rules.codes_by.value,
        made_at=at,
        ends_at=at,
        ended_at=at,
    )
    return Skipped("gift_never_asked_for") if desk.gifts.close(closed) else TryAgain("gift_moved")


def _settle(gift: GiftCode, item: OutboxItem, desk: GiftDesk, now: datetime) -> DeliveryOutcome:
    lease = f"{item.item_id}\n{item.lease_until}\n{item.attempts}"
    request_id = sha256(lease.encode()).hexdigest()[:32]
    try:
        settled = settle_gift(gift, desk, now=now, request_id=request_id, seconds=SECONDS)
    except ConditionFailedError:
        return TryAgain("gift_moved")
    except UnavailableError as error:
        return TryAgain(error.code)
    except (RefusedError, NotFoundError) as error:
        return Hopeless(f"{error.code}: {error.message} {error.remedy}".strip())
    return Done(settled.text)
