"""What the clock does about a balance: ends, warnings, and when to look again."""

from datetime import datetime, timedelta

from referrals.model.expiry.lot import Lot, Lots
from referrals.model.redemption.ending import EndingPlan, ending, plan_ending, with_ends
from referrals.model.reward.ledger import (
    Balance,
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
)
from tests.world import NOW, rules

AVAILABLE = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
PENDING = person_account("adv_ada", "friends", "EUR", Part.PENDING)
PROGRAM = program_account("friends", "EUR", 0)
YEARLY = rules(expiry={"credit_days": 365, "warn_days": 30})
END = datetime.fromisoformat("2027-11-23T00:00:00Z")


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def plan(*lots: Lot, at: int, warned_until: datetime | None = None) -> EndingPlan:
    total = sum(lot.amount for lot in lots)
    balance = Balance(account=AVAILABLE, balance=total, lots=lots)
    return plan_ending(balance, YEARLY, warned_until, day(at))


def lots_of(kind: EntryKind, taker: str, giver: str = PROGRAM) -> Lots:
    (posting,) = with_ends([Posting(giver, taker, 500, kind, "friends#s#1")], YEARLY, NOW)
    return posting.lots


def test_what_becomes_available_lasts_from_then_on() -> None:
    assert lots_of(EntryKind.GRANT, AVAILABLE) == (Lot(END, 500),)
    assert lots_of(EntryKind.RELEASE, AVAILABLE, PENDING) == (Lot(END, 500),)
    assert lots_of(EntryKind.RESTORE, AVAILABLE) == (Lot(END, 500),)


def test_what_waits_goes_or_returns_gets_no_new_end() -> None:
    assert lots_of(EntryKind.GRANT, PENDING) == ()
    assert lots_of(EntryKind.REVERSE, PROGRAM, AVAILABLE) == ()
    assert lots_of(EntryKind.RETURN, AVAILABLE) == ()


def test_nothing_happens_before_the_warning_is_due() -> None:
    found = plan(Lot(day(100), 500), at=69)

    assert (found.postings, found.warned, found.look_at) == ((), (), day(70))


def test_people_are_warned_once_and_then_it_ends() -> None:
    lot = Lot(day(100), 500)

    warning = plan(lot, at=70)
    waiting = plan(lot, at=80, warned_until=warning.warned_until)
    over = plan(lot, at=100, warned_until=warning.warned_until)

    assert (warning.warned, warning.look_at) == ((lot,), day(100))
    assert (waiting.warned, waiting.postings, waiting.look_at) == ((), (), day(100))
    assert [(each.kind, each.amount) for each in over.postings] == [("expire", 500)]
    assert over.look_at is None


def test_the_ends_of_one_week_are_told_of_together() -> None:
    week = [Lot(day(100 + number), 100) for number in range(8)]
    later = Lot(day(108), 900)

    found = plan(*week, later, at=70)

    assert found.warned == tuple(week)
    assert found.look_at == day(78)


def test_what_ended_goes_and_the_rest_stays() -> None:
    lots = (Lot(day(1), 300), Lot(day(50), 200))

    (posting,) = ending(Balance(account=AVAILABLE, balance=900, lots=lots), day(2))

    assert (posting.giver, posting.amount) == (AVAILABLE, 300)
    assert posting.taker == "program:friends:EUR:ended"


def test_a_clock_that_slept_warns_of_nothing_that_is_over() -> None:
    found = plan(Lot(day(1), 300), Lot(day(5), 200), at=2)

    assert [each.amount for each in found.postings] == [300]
    assert found.warned == (Lot(day(5), 200),)
