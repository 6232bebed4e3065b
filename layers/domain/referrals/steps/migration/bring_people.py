"""Brings the people of a file from another program, or says what bringing them would do.

One row that can't be brought keeps no other waiting. Rows of one mailbox are one person: their
codes come together, and what they have is added up. The same file again changes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from referrals.model.errors import GoodwordError
from referrals.model.migration.rival_row import (
    MOST_CODES,
    AdvocateRow,
    BadRowError,
    FriendRow,
    LeftOutRow,
)
from referrals.model.people.mailbox import canonical_email, email_hash
from referrals.steps.migration.bring_advocate import (
    BringPlan,
    Migration,
    MigrationDesk,
    bring_advocate,
    plan_advocate,
)
from referrals.store.order.former_customer import FormerCustomers

MOST_FAULTS = 20

type MigrationRow = AdvocateRow | FriendRow | LeftOutRow | RowProblem


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that can't be read, or whose person couldn't be brought."""

    line: int
    error: str
    message: str


@dataclass(slots=True)
class BringReport:
    """Counts of people, unless it says otherwise."""

    new: int = 0
    known: int = 0
    """They had a mailbox here before."""
    unchanged: int = 0
    """Of those, whom the file brings nothing."""
    codes: int = 0
    """Codes of the other program that lead here."""
    lost_codes: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, code and why, of the first ones that can't."""
    amounts: dict[str, int] = field(default_factory=dict)
    """By asset, what is added to balances."""
    pending: int = 0
    """Something of theirs waits in the other program still."""
    less: int = 0
    """The file has less than was brought before; nothing was taken back."""
    foreign: dict[str, int] = field(default_factory=dict)
    """By currency that the program doesn't keep: whose balance stays behind."""
    unsubscribed: int = 0
    friends: int = 0
    """Friends who are known as customers from now on."""
    friends_known: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """Rows by why: `test`, `turned_away`, `self_referral`, `nobody`."""
    refused: int = 0
    """Rows that can't be read, or whose person couldn't be brought."""
    problems: list[RowProblem] = field(default_factory=list)
    """The first of them, without what stood in them."""

    def refuse(self, problem: RowProblem) -> None:
        self.refused += 1
        if len(self.problems) < MOST_FAULTS:
            self.problems.append(problem)

    def note(self, plan: BringPlan) -> None:
        self.new += plan.person is None
        self.known += plan.person is not None
        self.unchanged += plan.brought is not None and not plan.amounts
        self.codes += len(plan.codes)
        room = MOST_FAULTS - len(self.lost_codes)
        self.lost_codes += [(plan.row.line, each.written, each.why) for each in plan.lost][:room]
        for asset, amount in plan.amounts.items():
            self.amounts[asset] = self.amounts.get(asset, 0) + amount
        self.pending += plan.row.pending
        self.less += bool(plan.less)
        if plan.foreign:
            self.foreign[plan.foreign] = self.foreign.get(plan.foreign, 0) + 1
        self.unsubscribed += plan.row.unsubscribed


@dataclass(frozen=True, slots=True)
class BringDesk:
    migration: MigrationDesk
    former_customers: FormerCustomers


@dataclass(frozen=True, slots=True)
class ImportClock:
    """Now, and chance: 10 bytes a call."""

    now: datetime
    random: Callable[[], bytes]


def bring_people(
    rows: Iterable[MigrationRow],
    migration: Migration,
    desk: BringDesk,
    at: ImportClock,
    *,
    dry: bool,
) -> BringReport:
    """`dry` reads alone, and reports the same."""
    report = BringReport()
    advocates: dict[str, AdvocateRow] = {}
    for row in rows:
        match row:
            case RowProblem():
                report.refuse(row)
            case LeftOutRow():
                report.left_out[row.why] = report.left_out.get(row.why, 0) + 1
            case FriendRow():
                _bring_friend(row, migration, desk, report, at=None if dry else at)
            case AdvocateRow():
                if row.came:
                    _bring_friend(row.came, migration, desk, report, at=None if dry else at)
                mailbox = canonical_email(row.email)
                advocates[mailbox] = _join(advocates.get(mailbox), row)
    given = set[str]()
    for row in advocates.values():
        try:
            plan = plan_advocate(row, migration, desk.migration, given)
            if not dry:
                random = at.random()
                bring_advocate(plan, migration, desk.migration, now=at.now, random=random)
        except GoodwordError as error:
            report.refuse(RowProblem(row.line, error.code, str(error)))
        else:
            given.update(plan.codes)
            report.note(plan)
    return report


def problem_of(line: int, error: BadRowError) -> RowProblem:
    return RowProblem(line, error.code, str(error))


def _join(first: AdvocateRow | None, row: AdvocateRow) -> AdvocateRow:
    """The first row's person, with the codes of both; twice the same row is one of them."""
    if first is None:
        return row
    codes = tuple(dict.fromkeys((*first.codes, *row.codes)))[:MOST_CODES]
    same = (first.external_id, first.money_minor, first.points) == (
        row.external_id,
        row.money_minor,
        row.points,
    )
    joined = replace(
        first,
        codes=codes,
        pending=first.pending or row.pending,
        unsubscribed=first.unsubscribed or row.unsubscribed,
    )
    if same or {first.currency, row.currency} - {"", first.currency or row.currency}:
        return joined
    return replace(
        joined,
        money_minor=first.money_minor + row.money_minor,
        currency=first.currency or row.currency,
        points=first.points + row.points,
    )


def _bring_friend(
    row: FriendRow,
    migration: Migration,
    desk: BringDesk,
    report: BringReport,
    *,
    at: ImportClock | None,
) -> None:
    """A customer from before: their next order is no first one. `at` is None in a dry run."""
    program = migration.rules.program
    hashed = email_hash(desk.migration.identity_key, row.email)
    known = desk.former_customers.first_order_on(program, hashed)
    if at:
        today = at.now.date()
        day, origin = min(row.day or today, today), migration.origin
        desk.former_customers.bring(program, hashed, day, origin=origin, at=at.now)
    report.friends += known is None
    report.friends_known += known is not None
