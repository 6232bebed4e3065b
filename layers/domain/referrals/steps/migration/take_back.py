"""Takes back what was brought from another program, until its people have begun to use it.

Person by person: whose friends have ordered since, who spent of it, or who was at their page, stays
as they are, and is counted. What isn't touched goes without a trace but for the lines of the books.
A friend whom the other program had told of is new again, unless they have ordered since, or another
list tells of them, too.
"""

from dataclasses import dataclass, field
from datetime import datetime

from referrals.model.errors import UnavailableError
from referrals.model.migration.opening import BroughtPerson, closing_postings, home_of_opening
from referrals.model.people.person import Person
from referrals.steps.migration.bring_advocate import LONGEST_PAUSE, TRIES, MigrationDesk
from referrals.store.attribution.referral import Referrals
from referrals.store.note.note import Notes
from referrals.store.order.former_customer import FormerCustomers
from referrals.store.privacy.person_voice import PersonVoice
from referrals.store.reward.books import ActionKind
from referrals.store.session.person_session import PersonSessions
from referrals.store.story.story import Stories

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class TakeBackDesk:
    migration: MigrationDesk
    former_customers: FormerCustomers
    referrals: Referrals
    sessions: PersonSessions
    stories: Stories
    notes: Notes
    voice: PersonVoice


@dataclass(slots=True)
class TakeBackReport:
    people: int = 0
    """Whom nobody knows any more."""
    kept_people: int = 0
    """They were here before: what was brought of them went, they stay."""
    codes: int = 0
    amounts: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)
    """People of whom nothing went, by why: `ordered`, `spent`, `visited`."""
    friends: int = 0
    """Friends who aren't known from there any more."""
    friends_stay: int = 0
    """They have ordered since, and stay known: what was decided of it rests on that."""


def take_back(
    program_id: str, origin: str, desk: TakeBackDesk, *, now: datetime, dry: bool
) -> TakeBackReport:
    """All of one origin; safe to repeat and to break off."""
    report, start = TakeBackReport(), None
    while True:
        page, start = desk.migration.brought.page(program_id, origin, A_PAGE, start)
        for brought in page:
            _take_person_back(brought, desk, report, now=now, dry=dry)
        if start is None:
            break
    _take_friends_back(program_id, origin, desk, report, dry=dry)
    return report


def _take_friends_back(
    program_id: str, origin: str, desk: TakeBackDesk, report: TakeBackReport, *, dry: bool
) -> None:
    known = desk.former_customers
    for each in known.told_by(program_id, origin):
        if known.has_order_since(program_id, each):
            report.friends_stay += 1
        elif dry or known.take_back(program_id, each.customer_hash, origin):
            report.friends += 1


def _take_person_back(
    brought: BroughtPerson,
    desk: TakeBackDesk,
    report: TakeBackReport,
    *,
    now: datetime,
    dry: bool,
) -> None:
    person = desk.migration.people.find(brought.person_id)
    if why := _reason_to_stay(brought, person, desk, now):
        report.stays[why] = report.stays.get(why, 0) + 1
        return
    codes = [code for code in brought.codes if _is_made_for(code, brought, desk.migration)]
    report.people += brought.new
    report.kept_people += not brought.new
    report.codes += len(codes)
    for asset, amount in brought.amounts.items():
        report.amounts[asset] = report.amounts.get(asset, 0) + amount
    if dry:
        return
    _close_balances(brought, desk.migration, now)
    for code in codes:
        desk.migration.links.remove(code, brought.person_id)
        if person:
            desk.migration.people.forget_own_code(person.person_id, brought.program_id, code)
    if brought.new and person:
        desk.migration.people.remove(person)
    desk.migration.brought.remove(brought)


def _reason_to_stay(
    brought: BroughtPerson, person: Person | None, desk: TakeBackDesk, now: datetime
) -> str:
    """Empty where nothing of it was used."""
    newest = next(desk.referrals.of_advocate(brought.person_id), None)
    if newest and newest.decisions[-1].decided_at >= brought.brought_at:
        return "ordered"
    for asset, amount in brought.amounts.items():
        account = home_of_opening(brought, asset)
        if desk.migration.books.ledger.balance(account).balance < amount:
            return "spent"
    if not (brought.new and person):
        return ""
    visited = person.consent_changes or len(person.codes) > 1 or _has_said(person.person_id, desk)
    return "visited" if visited or any(desk.sessions.of_person(person.person_id, now)) else ""


def _has_said(person_id: str, desk: TakeBackDesk) -> bool:
    """Whether something of theirs is here, though no session is any more."""
    voice = desk.voice
    said = (desk.stories.of_person, desk.notes.of_person, voice.suggestions_of, voice.votes_of)
    return any(any(True for _ in found(person_id)) for found in said)


def _is_made_for(code: str, brought: BroughtPerson, desk: MigrationDesk) -> bool:
    """Whether the link came with them, and wasn't theirs before."""
    link = desk.links.find(code, consistent=True)
    theirs = link is not None and link.advocate_id == brought.person_id
    return link is not None and theirs and link.created_at >= brought.brought_at


def _close_balances(brought: BroughtPerson, desk: MigrationDesk, now: datetime) -> None:
    postings = closing_postings(brought)
    if not postings:
        return
    for attempt in range(1, TRIES + 1):
        cleared = (ActionKind.BROUGHT, desk.brought.clear_action(brought))
        refused = desk.books.commit([cleared, *desk.books.lines(postings, now)])
        if not refused or ActionKind.BROUGHT in refused:
            return
        desk.books.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("this account is busy.", remedy="Run the same command again.")
