"""Returns what was reserved before anything of it was spent: released, or refused by the shop.

An exchange that is returned leaves no code behind: whoever asked a shop for one looks again.
"""

from datetime import datetime

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.delivery.value_news import exchange_item_id
from referrals.model.redemption.exchange import CALLED_OFF
from referrals.model.redemption.redemption import (
    Redemption,
    RedemptionStatus,
    require_no_exchange,
    settled_error,
)
from referrals.steps.redemption.settle_redemption import RedemptionDesk, settle


def release_redemption(redemption_id: str, desk: RedemptionDesk, *, now: datetime) -> Redemption:
    """Returns all of it; what was captured stays spent.

    An exchange that a shop was asked for is let go once it waits for people; then the item that
    asked sees to it that the shop takes no code for it.
    """

    def plan(found: Redemption) -> Redemption:
        if found.status is RedemptionStatus.CAPTURED:
            raise settled_error(found)
        if not found.is_open:
            return found
        if found.exchange:
            if found.exchange.is_begun and not _is_parked(redemption_id, desk):
                require_no_exchange(found)
            return _refuse(found, CALLED_OFF, now)
        lapsed = found.status_at(now) is RedemptionStatus.ENDED
        status = RedemptionStatus.ENDED if lapsed else RedemptionStatus.RELEASED
        return found.change(status=status, settled_at=now)

    released = settle(redemption_id, plan, desk, now=now)
    _wake_exchange(released, desk, now)
    return released


def refuse_exchange(
    redemption_id: str, reason: str, desk: RedemptionDesk, *, now: datetime
) -> Redemption:
    """Returns what was reserved for an exchange, as the shop won't make it."""

    def plan(found: Redemption) -> Redemption:
        return _refuse(found, reason, now)

    return settle(redemption_id, plan, desk, now=now)


def _refuse(found: Redemption, reason: str, now: datetime) -> Redemption:
    if not found.is_open or found.exchange is None:
        return found
    refused = found.exchange.model_copy(update={"reason": reason})
    return found.change(status=RedemptionStatus.RELEASED, exchange=refused, settled_at=now)


def cancel_exchange(
    redemption_id: str, reason: str, desk: RedemptionDesk, *, now: datetime
) -> Redemption:
    """As `refuse_exchange`, though a shop may be making the code: nobody was told of it, and the
    item that asked for it ends it there."""
    cancelled = refuse_exchange(redemption_id, reason, desk, now=now)
    _wake_exchange(cancelled, desk, now)
    return cancelled


def _wake_exchange(found: Redemption, desk: RedemptionDesk, now: datetime) -> None:
    """Lets the item of a returned exchange look again: at a code in the shop, or for its end."""
    if found.exchange is None or found.is_open or found.captured:
        return
    item = desk.books.outbox.find(exchange_item_id(found.redemption_id))
    if item and item.state in (DeliveryState.PENDING, DeliveryState.PARKED):
        desk.books.outbox.hurry(item, now)


def _is_parked(redemption_id: str, desk: RedemptionDesk) -> bool:
    item = desk.books.outbox.find(exchange_item_id(redemption_id))
    return item is not None and item.state is DeliveryState.PARKED
