"""A redemption: value that somebody spends, in two steps: reserved, then captured or returned.

Its id follows from the program and the merchant's own reference, so the same reference is the same
redemption for ever. Statuses only move as MOVES says; a reservation ends by itself.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.expiry.lot import Lots
from referrals.model.expiry.terms import POINTS
from referrals.model.moment import Moment
from referrals.model.program.program import Program
from referrals.model.redemption.exchange import Exchange, ExchangeBegunError

DEFAULT_MINUTES = 30
MOST_MINUTES = 7 * 24 * 60


class RedemptionNotFoundError(NotFoundError):
    code = "redemption_not_found"


class ReferenceReusedError(ConflictError):
    """The reference named another redemption before; it stays that one's."""

    code = "reference_reused"


class RedemptionSettledError(ConflictError):
    """It was captured or returned before, and not as is asked now."""

    code = "redemption_settled"


class ReservationEndedError(ConflictError):
    """It was not captured in time, and what it held is available again."""

    code = "reservation_ended"


class UnknownAssetError(RefusedError):
    code = "unknown_asset"


class NotEnoughError(RefusedError):
    code = "not_enough"


class RedemptionStatus(StrEnum):
    RESERVED = "reserved"
    """Kept for it, until `ends_at`."""
    CAPTURED = "captured"
    """Spent, all of it or a part; the rest was returned."""
    RELEASED = "released"
    """Returned by the merchant before anything was spent."""
    ENDED = "ended"
    """Returned because nobody captured it in time."""


MOVES = {
    RedemptionStatus.RESERVED: {
        RedemptionStatus.CAPTURED,
        RedemptionStatus.RELEASED,
        RedemptionStatus.ENDED,
    },
}


class Redemption(BaseModel):
    model_config = ConfigDict(frozen=True)
    redemption_id: str
    program_id: str
    person_id: str
    asset: str
    """`points`, or the program's currency."""
    amount: int
    """Of the asset, in its smallest units."""
    reference: str
    """The merchant's own name for it: an order, a receipt."""
    status: RedemptionStatus = RedemptionStatus.RESERVED
    captured: int = 0
    reserved_at: Moment
    ends_at: Moment
    settled_at: Moment | None = None
    lots: Lots = ()
    """The parts of what is reserved that end: what comes back keeps its ends."""
    exchange: Exchange | None = None
    """What was taken for it, where that is a code or a thing."""
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.status is RedemptionStatus.RESERVED

    def status_at(self, now: datetime) -> RedemptionStatus:
        """As people are told: a reservation past its time has ended, swept or not."""
        return RedemptionStatus.ENDED if self.is_lapsed(now) else self.status

    def is_lapsed(self, now: datetime) -> bool:
        """An exchange never is: its code decides."""
        return self.is_open and self.exchange is None and self.ends_at <= now

    def is_same_wish(self, other: "Redemption") -> bool:
        fields = ("program_id", "person_id", "asset", "amount", "item")
        return all(getattr(self, each) == getattr(other, each) for each in fields)

    @property
    def item(self) -> str | None:
        """What is taken for it, by its name; None for what is simply spent."""
        return self.exchange.item if self.exchange else None

    def change(self, **fields: object) -> "Redemption":
        """The next version; a status may only move as MOVES says."""
        status = fields.get("status", self.status)
        allowed = MOVES.get(self.status, set())
        assert status is self.status or status in allowed, f"{self.status} -> {status}"
        return self.model_copy(update={**fields, "version": self.version + 1})


def end_of(reserved_at: datetime, minutes: int) -> datetime:
    assert 1 <= minutes <= MOST_MINUTES
    return reserved_at + timedelta(minutes=minutes)


def require_asset(asset: str, rules: Program) -> None:
    if asset not in (rules.currency, POINTS):
        raise UnknownAssetError(
            f"{rules.program} keeps no {asset}.",
            field="asset",
            remedy=f"Use {rules.currency} or points.",
        )


def require_available(wanted: int, available: int, asset: str) -> None:
    if wanted > available:
        raise NotEnoughError(
            f"{available} of {asset} are available, and {wanted} are wanted.",
            field="amount_minor",
            remedy="Ask for no more than is available; the advocate's balances say how much it is.",
        )


def require_capturable(redemption: Redemption, amount: int, now: datetime) -> None:
    """Only an open one, in time, and never more than was reserved."""
    if redemption.status_at(now) is RedemptionStatus.ENDED:
        raise ReservationEndedError(
            "this reservation ended before it was captured.",
            field="redemption_id",
            remedy="Reserve again, under another reference.",
        )
    if not redemption.is_open:
        raise settled_error(redemption)
    if not 0 < amount <= redemption.amount:
        raise NotEnoughError(
            f"{redemption.amount} were reserved, and {amount} are to be captured.",
            field="amount_minor",
            remedy="Capture at least 1 and at most what was reserved.",
        )


def require_no_exchange(redemption: Redemption) -> None:
    """Its code decides."""
    if redemption.is_open and redemption.exchange:
        raise ExchangeBegunError(
            "a code is being made for it.",
            field="redemption_id",
            remedy="Wait for the code; once it is parked (`goodword outbox list`), release it.",
        )


def settled_error(redemption: Redemption) -> RedemptionSettledError:
    done = f", {redemption.captured} of {redemption.amount}" if redemption.captured else ""
    return RedemptionSettledError(
        f"this redemption is {redemption.status}{done}.",
        field="redemption_id",
        remedy="Nothing changes any more; make a new one under another reference.",
    )
