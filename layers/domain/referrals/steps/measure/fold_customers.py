"""Folds orders, new links and answers into what measures know of customers, and moves the counters
with it.

Each change is folded as the tables have it by now, so it may be told again, late, out of order.
An order costs one transaction: its customer, whoever brought it, and the counters that move.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import difference, total_of
from referrals.model.measure.customer import (
    CustomerRecord,
    customer_counts,
    customer_order,
)
from referrals.model.measure.customer_answer import newest_answer, newest_survey
from referrals.model.measure.terms import ProgramTerms
from referrals.model.privacy.request import ERASED
from referrals.steps.insight.roll_up import ItemChange
from referrals.store.attribution.referral import Referrals, read_referral
from referrals.store.measure.customer import CustomerRecords
from referrals.store.measure.terms import TermsOf, program_terms
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.survey.survey import Surveys, read_survey

TRIES = 20
LONGEST_PAUSE = 4
type Records = dict[str, CustomerRecord]


@dataclass(frozen=True, slots=True)
class CustomerFoldDesk:
    records: CustomerRecords
    referrals: Referrals
    people: People
    programs: Programs
    surveys: Surveys
    pause: Callable[[int], None]
    """Waits before try number n, with jitter."""


def fold_changes(changes: Sequence[ItemChange], desk: CustomerFoldDesk) -> int:
    """How much moved; `changes` are of any table."""
    orders = [(each.old, each.new) for each in changes if each.noun == "referrals" and each.new]
    links = [each.new for each in changes if each.noun == "links" and each.inserted]
    said = [each.new for each in changes if each.noun == "stories" and each.new]
    return fold_customers(orders, desk) + fold_advocates(links, desk) + fold_answers(said, desk)


def fold_customers(changes: Iterable[tuple[Item, Item]], desk: CustomerFoldDesk) -> int:
    """How many orders moved anything; `changes` are referrals' items as they were, and are."""
    terms_of = program_terms(desk.programs)
    moved = 0
    for old, new in changes:
        before, after = read_referral(old) if old else None, read_referral(new)
        terms = terms_of(after.program_id)
        if before is None or _counts_as(before, terms) != _counts_as(after, terms):
            hashes = {each.figures.customer_hash for each in (before, after) if each}
            moved += _repeat_fold(desk, _OrderFold(after.key, terms, hashes - {""}))
    return moved


def fold_advocates(links: Iterable[Item], desk: CustomerFoldDesk) -> int:
    """How many customers turned out to be advocates; `links` are items of links that are new."""
    terms_of = program_terms(desk.programs)
    folds = [
        _PersonFold(str(link["advocate_id"]), link["program_id"], terms_of, _as_advocate)
        for link in links
        if link.get("advocate_id")
    ]
    return sum(_repeat_fold(desk, fold) for fold in folds)


def fold_answers(items: Iterable[Item], desk: CustomerFoldDesk) -> int:
    """How many customers had answered otherwise until then; `items` are of the table of stories."""
    terms_of = program_terms(desk.programs)
    surveys = [each for item in items if (each := read_survey(item)) and each.answer]
    places = dict.fromkeys((each.person_id, each.program_id) for each in surveys)
    folds = [_PersonFold(*place, terms_of, _with_newest_answer) for place in places]
    return sum(_repeat_fold(desk, fold) for fold in folds)


@dataclass(frozen=True, slots=True)
class _OrderFold:
    key: str
    terms: ProgramTerms
    hashes: set[str]
    """Of the customers that it is, or was, known to have."""

    def attempt(self, desk: CustomerFoldDesk) -> bool | None:
        """Whether anything moved; None when somebody was first."""
        program_id = self.key.partition("#")[0]
        before = {each: desk.records.get(program_id, each) for each in self.hashes}
        # After the records: what is written on their versions is then no older than they are.
        referral = desk.referrals.find(self.key)
        if referral is None:
            return False
        owner = referral.figures.customer_hash
        if owner and owner not in self.hashes:
            self.hashes.add(owner)
            return None
        after = _with_order(before, referral, self.terms)
        _move_friends(before, after, program_id, desk)
        return _commit(before, after, self.terms, desk)


type PersonChange = Callable[
    [CustomerRecord, str, CustomerFoldDesk], tuple[CustomerRecord, list[Item]]
]
"""A customer's record as a person's facts have it, and checks that they still stand."""


@dataclass(frozen=True, slots=True)
class _PersonFold:
    person_id: str
    program_id: str
    terms_of: TermsOf
    change: PersonChange

    def attempt(self, desk: CustomerFoldDesk) -> bool | None:
        """As that of an order; nothing of who is gone by now."""
        person = desk.people.find(self.person_id)
        if person is None:
            return False
        record = desk.records.get(self.program_id, person.email_hash)
        after, checks = self.change(record, self.person_id, desk)
        name, terms = person.email_hash, self.terms_of(self.program_id)
        return _commit({name: record}, {name: after}, terms, desk, checks=checks)


def _as_advocate(
    record: CustomerRecord, _: str, __: CustomerFoldDesk
) -> tuple[CustomerRecord, list[Item]]:
    return replace(record, advocate=True), []


def _with_newest_answer(
    record: CustomerRecord, person_id: str, desk: CustomerFoldDesk
) -> tuple[CustomerRecord, list[Item]]:
    """As the table has it by now, read after the record; an erasure that takes the survey away
    meanwhile comes first."""
    surveys = desk.surveys.of_program(person_id, record.program_id)
    newest = newest_survey(surveys)
    checks = [desk.surveys.presence_action(newest)] if newest else []
    return record.with_answer(person_id, newest_answer(surveys)), checks


def _repeat_fold(desk: CustomerFoldDesk, fold: _OrderFold | _PersonFold) -> bool:
    for attempt in range(1, TRIES + 1):
        try:
            moved = fold.attempt(desk)
        except UnavailableError:
            if attempt == TRIES:
                raise
            moved = None
        if moved is not None:
            return moved
        desk.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("many arrive at once.", remedy="Try again.")


def _counts_as(referral: Referral, terms: ProgramTerms) -> object:
    return referral.figures.customer_hash, customer_order(referral, terms)


def _with_order(before: Records, referral: Referral, terms: ProgramTerms) -> Records:
    """The order with the customer it has by now. Who is erased gives way as a whole to the
    stand-in: their sums stay, and what they brought is nobody's any more."""
    owner, after = referral.figures.customer_hash, dict(before)
    for name, record in before.items():
        if name == owner:
            continue
        if owner.startswith(ERASED) and not name.startswith(ERASED):
            after[name] = CustomerRecord(record.program_id, name, version=record.version)
            for key, order in record.orders.items():
                after[owner] = after[owner].with_order(key, order)
        else:
            after[name] = after[name].without_order(referral.key)
    if owner:
        order = customer_order(referral, terms)
        after[owner] = after[owner].with_order(referral.key, order)
    return after


def _move_friends(before: Records, after: Records, program_id: str, desk: CustomerFoldDesk) -> None:
    """Reads the advocates whose friends these customers were or are, and gives each theirs."""
    left = {each for record in before.values() if (each := record.brought_by)}
    came = {each for record in after.values() if (each := record.brought_by)}
    for advocate_id, key, placed_at in sorted(left ^ came):
        person = desk.people.find(advocate_id)
        if person is None:
            continue
        name = person.email_hash
        if name not in before:
            before[name] = after[name] = desk.records.get(program_id, name)
        if (advocate_id, key, placed_at) in came:
            after[name] = after[name].with_friend(key, placed_at)
        elif not any(each[:2] == (advocate_id, key) for each in came):
            after[name] = after[name].without_friend(key)


def _commit(
    before: Records,
    after: Records,
    terms: ProgramTerms,
    desk: CustomerFoldDesk,
    *,
    checks: Sequence[Item] = (),
) -> bool | None:
    pairs = [(before[each], after[each]) for each in after if before[each] != after[each]]
    if not pairs:
        return False
    known = terms.time_zone, terms.hold_out
    was = total_of(customer_counts(each, *known) for each, _ in pairs)
    now = total_of(customer_counts(each, *known) for _, each in pairs)
    done = desk.records.commit(pairs, difference(now, was), checks=checks)
    return True if done else None
