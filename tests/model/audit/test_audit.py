"""An audit that takes several runs: what it counts, what it leaves for later, when it is sound."""

from datetime import timedelta

from referrals.model.audit.audit import FLAWS_KEPT, SETTLED_AFTER, Audit, is_overdue, new_audit
from referrals.model.reward.ledger import (
    Balance,
    Booking,
    EntryKind,
    Part,
    Posting,
    accounts_of,
    book,
    person_account,
    program_account,
)
from tests.world import NOW

PROGRAM = program_account("friends", "EUR", 3)
ADA = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
LATER = NOW + timedelta(hours=1)


def a_booking() -> Booking:
    posting = Posting(PROGRAM, ADA, 500, EntryKind.GRANT, "friends#shopify#1001")
    return book([posting], {each: Balance(account=each) for each in accounts_of([posting])}, NOW)


def an_audit_of(booking: Booking, start: Audit) -> Audit:
    """All accounts of the booking, one after the other."""
    for balance, entry in zip(booking.after, booking.entries, strict=True):
        start = start.with_lines(balance.account, [entry]).with_balance(balance)
    return start


def with_first(audit: Audit, balance: Balance) -> Audit:
    """With the first account of the booking, whose balance may lie."""
    return audit.with_lines(balance.account, a_booking().entries[:1]).with_balance(balance)


def test_accounts_that_cancel_out_make_it_sound() -> None:
    audit = an_audit_of(a_booking(), new_audit(LATER)).finish(LATER)

    assert (audit.accounts, audit.entries, audit.sums) == (2, 2, {"friends:EUR": 0})
    assert audit.sound
    assert audit.finished_at == LATER


def test_an_audit_is_not_sound_before_its_end() -> None:
    assert not an_audit_of(a_booking(), new_audit(LATER)).sound


def test_one_side_alone_is_told_at_the_end() -> None:
    booking = a_booking()
    half = with_first(new_audit(LATER), booking.after[0])

    assert half.flaws == ()
    assert half.finish(LATER).flaws == ("friends:EUR: all accounts add up to -500",)
    assert not half.finish(LATER).sound


def test_lines_too_fresh_are_counted_but_not_added_up() -> None:
    """The other half of a posting may not be readable yet."""
    booking, soon = a_booking(), NOW + SETTLED_AFTER - timedelta(seconds=1)
    audit = with_first(new_audit(soon), booking.after[0])

    assert (audit.entries, audit.sums) == (1, {"friends:EUR": 0})
    assert audit.finish(soon).sound


def test_a_balance_that_its_lines_deny_is_a_flaw() -> None:
    booking = a_booking()
    wrong = booking.after[0].model_copy(update={"balance": -499})
    audit = with_first(new_audit(LATER), wrong)

    assert len(audit.flaws) == 1
    assert PROGRAM in audit.flaws[0]


def test_it_keeps_only_so_many_flaws() -> None:
    booking = a_booking()
    audit, wrong = new_audit(LATER), booking.after[0].model_copy(update={"balance": 1})
    for _ in range(FLAWS_KEPT + 1):
        audit = with_first(audit, wrong)

    assert len(audit.flaws) == FLAWS_KEPT


def test_its_end_forgets_where_it_would_go_on() -> None:
    audit = new_audit(LATER).model_copy(update={"cursor": {"account": ADA}})

    assert audit.finish(LATER).cursor is None


def test_a_proof_is_overdue_once_it_takes_four_weeks() -> None:
    begun, month = new_audit(NOW), timedelta(days=28)

    assert not is_overdue(None, NOW)
    assert not is_overdue(begun, NOW + month - timedelta(hours=1))
    assert is_overdue(begun, NOW + month)
    assert not is_overdue(begun.finish(NOW), NOW + 2 * month)
