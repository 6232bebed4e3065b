"""Brings one advocate from another program: the person, their codes, what they have.

First it is planned by reading alone, which is all that a dry run does; then carried out. Nobody is
written to, and nobody agrees to anything by it. A call that was cut off is simply made again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import GoodwordError, UnavailableError
from referrals.model.expiry.terms import POINTS
from referrals.model.identity import new_id
from referrals.model.link.reserved_code import is_number, is_reserved
from referrals.model.migration.opening import BroughtPerson, opening_postings
from referrals.model.migration.rival_row import AdvocateRow, FormerCode
from referrals.model.people.mailbox import email_hashes, postal_address
from referrals.model.people.person import Person, Role
from referrals.model.program.program import Program
from referrals.steps.link.issue_link import LinkWish, issue_link
from referrals.store.link.link import Links
from referrals.store.migration.brought_person import BroughtPeople
from referrals.store.people.person import People
from referrals.store.reward.books import ActionKind, Books

TRIES = 12
LONGEST_PAUSE = 4


@dataclass(frozen=True, slots=True)
class MigrationDesk:
    people: People
    links: Links
    brought: BroughtPeople
    books: Books
    identity_key: bytes


@dataclass(frozen=True, slots=True)
class Migration:
    """The people of one program, on their way from one origin."""

    origin: str
    """The format's name."""
    rules: Program
    locale: str = "en"
    """Of whom the file tells no language."""


@dataclass(frozen=True, slots=True)
class LostCode:
    """A code of the other program that can't lead here."""

    written: str
    why: str
    """`taken`, `reserved`, `unusable` or `number`."""


@dataclass(frozen=True, slots=True)
class BringPlan:
    """What bringing a row would do, as things stand."""

    row: AdvocateRow
    person: Person | None
    """None where nobody has the mailbox here."""
    brought: BroughtPerson | None
    """What was brought of them before."""
    codes: tuple[str, ...]
    """To become links of theirs."""
    lost: tuple[LostCode, ...]
    amounts: dict[str, int]
    """By asset, what is to be added."""
    less: tuple[str, ...]
    """Assets of which the file has less than was brought before: nothing is taken back."""
    foreign: str = ""
    """The currency of a balance that isn't the program's, and stays behind."""


def plan_advocate(
    row: AdvocateRow,
    migration: Migration,
    desk: MigrationDesk,
    given: Collection[str] = frozenset(),
) -> BringPlan:
    """`given` are codes that went to others in the same file."""
    rules = migration.rules
    hashes = email_hashes(desk.identity_key, row.email)
    person = desk.people.find_by_hashes(Role.ADVOCATE, hashes)
    before = person and desk.brought.find(rules.program, migration.origin, person.person_id)
    lost = [LostCode(each.written, "taken") for each in row.codes if each.code in given]
    free = [each for each in row.codes if each.code not in given]
    codes, refused = _split_codes(free, person, rules, desk.links)
    wanted = {POINTS: row.points}
    foreign = row.currency if row.money_minor and row.currency != rules.currency else ""
    if not foreign:
        wanted[rules.currency] = row.money_minor
    known = before.amounts if before else {}
    return BringPlan(
        row,
        person,
        before or None,
        tuple(codes),
        (*lost, *refused),
        {a: n - known.get(a, 0) for a, n in wanted.items() if n > known.get(a, 0)},
        tuple(a for a, n in wanted.items() if n < known.get(a, 0)),
        foreign,
    )


def bring_advocate(
    plan: BringPlan, migration: Migration, desk: MigrationDesk, *, now: datetime, random: bytes
) -> BroughtPerson:
    """Carries the plan out; `random` is 10 bytes."""
    rules = migration.rules
    person_id = plan.person.person_id if plan.person else new_id("adv", now, random)
    brought = plan.brought or _begin(plan, person_id, migration, desk, now=now)
    for code in plan.codes:
        brought = _bring_code(code, brought, rules, desk, now=now)
    _own_link(brought, rules, desk, now)
    for asset, amount in plan.amounts.items():
        brought = _open(brought, (asset, amount), rules, desk, now=now)
    return brought


def _split_codes(
    written: Iterable[FormerCode], person: Person | None, rules: Program, links: Links
) -> tuple[list[str], list[LostCode]]:
    codes: list[str] = []
    lost: list[LostCode] = []
    for each in written:
        why = _reason_against(each, person, rules, links)
        if why:
            lost.append(LostCode(each.written, why))
        elif each.code not in codes:
            codes.append(each.code)
    return codes, lost


def _reason_against(code: FormerCode, person: Person | None, rules: Program, links: Links) -> str:
    """Empty for one that can be theirs."""
    if not code.code:
        return "unusable"
    there = links.find(code.code, consistent=True)
    if there:
        theirs = person and there.advocate_id == person.person_id
        return "" if theirs and there.program_id == rules.program else "taken"
    if is_number(code.code):
        return "number"
    return "reserved" if is_reserved(code.code, rules.reserved_codes) else ""


def _begin(
    plan: BringPlan, person_id: str, migration: Migration, desk: MigrationDesk, *, now: datetime
) -> BroughtPerson:
    """The person with what tells that they were brought: one without the other never is."""
    brought = BroughtPerson(
        program_id=migration.rules.program,
        origin=migration.origin,
        person_id=person_id,
        new=plan.person is None,
        brought_at=now,
    )
    if plan.person:
        return desk.brought.add(brought)
    wanted = _new_person(plan.row, person_id, migration, desk, now=now)
    person = desk.people.add(wanted, desk.brought.add_action(brought))
    if person.person_id != person_id:  # somebody enrolled them in this very moment
        other = brought.model_copy(update={"person_id": person.person_id, "new": False})
        return desk.brought.add(other)
    return brought


def _new_person(
    row: AdvocateRow, person_id: str, migration: Migration, desk: MigrationDesk, *, now: datetime
) -> Person:
    """Without any consent: they are asked for it here, by themselves."""
    hashed = email_hashes(desk.identity_key, row.email)[0]
    return Person(
        person_id=person_id,
        role=Role.ADVOCATE,
        name=row.name,
        email=postal_address(row.email),
        email_hash=hashed,
        locale=row.locale or migration.locale,
        time_zone=migration.rules.time_zone,
        mail_stopped=row.unsubscribed or desk.people.refuses_mail(Role.FRIEND, hashed),
        enrolled_at=now,
    )


def _bring_code(
    code: str, brought: BroughtPerson, rules: Program, desk: MigrationDesk, *, now: datetime
) -> BroughtPerson:
    """A code that somebody took meanwhile is theirs, and stays so."""
    if desk.links.find(code, consistent=True) and code not in brought.codes:
        return brought
    brought = desk.brought.add_code(brought, code)
    wish = LinkWish(advocate_id=brought.person_id, code=code)
    try:
        issue_link(wish, rules, links=desk.links, now=now, seed=code.encode())
    except GoodwordError:
        return brought
    desk.people.set_own_code(brought.person_id, rules.program, code)
    return brought


def _own_link(brought: BroughtPerson, rules: Program, desk: MigrationDesk, now: datetime) -> None:
    """Everybody has a link, whatever became of their codes."""
    person = desk.people.find(brought.person_id)
    if person is None or rules.program in person.codes:
        return
    seed = f"{person.person_id}#{rules.program}".encode()
    wish = LinkWish(advocate_id=person.person_id)
    link = issue_link(wish, rules, links=desk.links, now=now, seed=seed).link
    desk.brought.add_code(brought, link.code)
    desk.people.set_own_code(person.person_id, rules.program, link.code)


def _open(
    brought: BroughtPerson,
    value: tuple[str, int],
    rules: Program,
    desk: MigrationDesk,
    *,
    now: datetime,
) -> BroughtPerson:
    """`value` is an asset, and how much more of it."""
    asset, amount = value
    total = brought.amounts.get(asset, 0) + amount
    for attempt in range(1, TRIES + 1):
        lines = desk.books.lines(opening_postings(brought, asset, amount, rules, at=now), now)
        kept = (ActionKind.BROUGHT, desk.brought.amount_action(brought, asset, total))
        refused = desk.books.commit([kept, *lines])
        if not refused or ActionKind.BROUGHT in refused:
            # Where another call was first, or an answer was lost, it is there by now.
            return brought.model_copy(update={"amounts": {**brought.amounts, asset: total}})
        desk.books.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("this account is busy.", remedy="Run the same command again.")
