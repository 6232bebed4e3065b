"""Ends credit and points whose time is over, and writes to people before that.

The index only hints at which accounts to look at; the account itself decides. Each account is one
transaction, guarded by its balance, so running twice at once ends and tells everything once.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.value_news import on_ending
from referrals.model.errors import UnavailableError
from referrals.model.redemption.ending import EndingPlan, plan_ending
from referrals.model.reward.ledger import Balance, program_of
from referrals.model.work import HasTime, Work, endless
from referrals.store.reward.books import ActionKind, Books

TRIES = 8
A_PAGE = 200


@dataclass(frozen=True, slots=True)
class EndingReport:
    ended: int
    """Accounts of which something ended."""
    warned: int
    """Accounts whose people are written to."""
    failed: tuple[str, ...]
    """Accounts to look at; they are tried again by the next run."""
    left: int
    """How many still wait: the time was over, or they failed."""


def end_value(books: Books, *, now: datetime, has_time: HasTime = endless) -> EndingReport:
    work, ended, warned = Work(has_time), 0, 0
    for account in work.through(books.ledger.ending_accounts(now, A_PAGE)):
        with work.item(account):
            plan = end_account(account, books, now=now)
            ended, warned = ended + bool(plan.postings), warned + bool(plan.warned)
    return EndingReport(ended, warned, work.failed, work.left)


def end_account(account: str, books: Books, *, now: datetime) -> EndingPlan:
    for attempt in range(1, TRIES + 1):
        balance = books.ledger.balance(account)
        rules = books.programs.get(program_of(account)).rules
        plan = plan_ending(balance, rules, books.ledger.warned_until(account), now)
        if _write(balance, plan, books, now):
            return plan
        books.pause(min(attempt, 4))
    raise UnavailableError("this account is busy.", remedy="Try again.")


def _write(balance: Balance, plan: EndingPlan, books: Books, now: datetime) -> bool:
    """Whether it was written; False when the account moved."""
    account, ledger = balance.account, books.ledger
    rules = books.programs.get(program_of(account)).rules
    lines = books.lines(plan.postings, now, {account: balance}) if plan.postings else []
    guard = [] if lines else [(ActionKind.LINE, ledger.unmoved_action(balance))]
    look = ledger.next_look_action(account, plan.look_at, plan.warned_until)
    letters = books.letters(on_ending(balance, plan, rules, now))
    refused = books.commit([*lines, *guard, (ActionKind.ENDING, look), *letters])
    # What was told before, by a run that was cut off or under other rules, is not told again.
    if refused == {ActionKind.OUTBOX}:
        refused = books.commit([*lines, *guard, (ActionKind.ENDING, look)])
    return not refused
