"""Keeps value aside for a redemption, or spends it at once where both steps are one.

The merchant's reference is the key: the same one again finds what it made, for ever. Balances are
guarded, so however many reserve at once, nobody reserves what another has.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.value_news import on_redemption
from referrals.model.errors import UnavailableError
from referrals.model.identity import business_id
from referrals.model.program.program import Program
from referrals.model.redemption.ending import ending
from referrals.model.redemption.exchange import Exchange
from referrals.model.redemption.redemption import (
    DEFAULT_MINUTES,
    Redemption,
    RedemptionStatus,
    ReferenceReusedError,
    end_of,
    require_asset,
    require_available,
)
from referrals.model.redemption.spending import (
    available_of,
    reserved_of,
    reserving,
    spending,
    with_lots,
)
from referrals.steps.redemption.settle_redemption import RedemptionDesk, end_reservation
from referrals.store.people.person import PersonNotFoundError
from referrals.store.reward.books import ActionKind

TRIES = 12
LONGEST_PAUSE = 4
# A person's newest: an older one that lapsed is ended by the clock's own job.
MOST_LAPSED = 25


@dataclass(frozen=True, slots=True)
class RedemptionWish:
    program_id: str
    person_id: str
    asset: str
    amount: int
    reference: str
    minutes: int = DEFAULT_MINUTES
    immediate: bool = False
    """Spent at once, with nothing to capture later."""
    exchange: Exchange | None = None
    """What is taken for it."""

    @property
    def redemption_id(self) -> str:
        return business_id("rdm", self.program_id, self.reference)

    def redemption(self, now: datetime) -> Redemption:
        made = Redemption(
            redemption_id=self.redemption_id,
            program_id=self.program_id,
            person_id=self.person_id,
            asset=self.asset,
            amount=self.amount,
            reference=self.reference,
            reserved_at=now,
            ends_at=end_of(now, self.minutes),
            exchange=self.exchange,
        )
        if not self.immediate:
            return made
        captured = {"status": RedemptionStatus.CAPTURED, "captured": self.amount}
        return made.model_copy(update={**captured, "settled_at": now})


@dataclass(frozen=True, slots=True)
class ReservationResult:
    redemption: Redemption
    new: bool
    """Whether this call made it."""


def reserve_value(
    wish: RedemptionWish, desk: RedemptionDesk, *, now: datetime
) -> ReservationResult:
    redemption = wish.redemption(now)
    if found := _find_redemption(redemption, desk):
        return ReservationResult(found, new=False)
    rules = desk.books.programs.get(wish.program_id).rules
    require_asset(wish.asset, rules)
    if desk.people.find(wish.person_id) is None:
        raise PersonNotFoundError(f"nobody has the id {wish.person_id}.", field="person_id")
    for attempt in range(1, TRIES + 1):
        if _write(redemption, rules, desk, now):
            return ReservationResult(redemption, new=True)
        if found := _find_redemption(redemption, desk):
            return ReservationResult(found, new=False)
        desk.books.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("this account is busy.", remedy="Try again, by the same reference.")


def _find_redemption(wanted: Redemption, desk: RedemptionDesk) -> Redemption | None:
    found = desk.redemptions.find(wanted.redemption_id)
    if found and not found.is_same_wish(wanted):
        raise ReferenceReusedError(
            f"{found.reference!r} names another redemption, of {found.amount} {found.asset}.",
            field="reference",
            remedy="Use a reference of its own for each redemption.",
        )
    return found


def _write(redemption: Redemption, rules: Program, desk: RedemptionDesk, now: datetime) -> bool:
    """Whether it was written; False when something it rests on moved."""
    accounts = (available_of(redemption), reserved_of(redemption))
    balances = desk.books.ledger.balances(accounts)
    short = redemption.amount > balances[accounts[0]].usable(now)
    if short and _end_lapsed_reservations(redemption, desk, now):
        balances = desk.books.ledger.balances(accounts)
    if short and desk.redemptions.find(redemption.redemption_id):
        return False  # Another copy of this request has it: that is what is missing.
    available = balances[accounts[0]]
    require_available(redemption.amount, available.usable(now), redemption.asset)
    redemption = with_lots(redemption, available, now)
    postings = reserving(redemption) if redemption.is_open else spending(redemption)
    refused = desk.books.commit(
        [
            (ActionKind.REDEMPTION, desk.redemptions.add_action(redemption)),
            *desk.books.lines([*ending(available, now), *postings], now, balances),
            *desk.books.letters(on_redemption(redemption, rules, now)),
        ]
    )
    return not refused


def _end_lapsed_reservations(redemption: Redemption, desk: RedemptionDesk, now: datetime) -> int:
    """Ends what the person let lapse, so that nobody waits for the clock to do it."""
    theirs, _ = desk.redemptions.of_person(redemption.person_id, MOST_LAPSED)
    lapsed = [each for each in theirs if each.is_lapsed(now)]
    return sum(end_reservation(each.redemption_id, desk, now=now) for each in lapsed)
