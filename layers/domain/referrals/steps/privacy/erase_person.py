"""Erases a person everywhere, or everybody who came through one source; the ledger stays as it is.

A friend's and an advocate's name and address go, and what they are found by. An advocate's links
close for good; what they had stays under a bare id that names nobody. Safe to repeat, in any part.
An order that can't be done is told of, and keeps no other waiting.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from referrals.model.connection.profile_event import forgotten_profile
from referrals.model.errors import GoodwordError
from referrals.model.order_key import ConversionKey
from referrals.model.people.person import Person, Role
from referrals.model.privacy.erasure import ErasureCounts, OrderFailure
from referrals.model.staff.staff import LastOwnerError
from referrals.steps.measure.replace_customer import drop_answer
from referrals.steps.privacy.end_exchanges import end_exchanges, is_exchange
from referrals.steps.privacy.erase_order import erase_order
from referrals.steps.privacy.erase_stories import erase_stories
from referrals.steps.staff.change_staff import StaffDesk, remove_staff
from referrals.store.order.customer import StandIn
from referrals.store.privacy.person_records import PersonRecords

SKIPPED = "erased"


def erase_orders(
    keys: Iterable[ConversionKey], files: PersonRecords, stand_in: StandIn, *, now: datetime
) -> ErasureCounts:
    """Each order, and everybody whom it ever made a friend."""
    keys, total = tuple(keys), ErasureCounts()
    for key in keys:
        total += _attempt(key, partial(_erase_order, key, files, stand_in, _accept_person, now=now))
    _forget_friends(keys, files)
    return total


def _attempt(key: ConversionKey, attempt: Callable[[], ErasureCounts]) -> ErasureCounts:
    """The counts of `attempt`, or a failure for whatever is wrong with this order."""
    try:
        return attempt()
    except GoodwordError as error:
        code = error.code
    except Exception as error:
        code = type(error).__name__
    return ErasureCounts(failures=(OrderFailure(str(key), code),))


def _accept_person(_: Person) -> bool:
    return True


def _nameless(former: Person) -> bool:
    """A former friend with an address may be somebody else, who was mistaken for this one."""
    return former.stand_in


def _erase_order(
    key: ConversionKey,
    files: PersonRecords,
    stand_in: StandIn,
    of_former: Callable[[Person], bool],
    *,
    now: datetime,
) -> ErasureCounts:
    done = erase_order(key, files, stand_in)
    total = ErasureCounts(orders=done.changed, bodies=done.bodies)
    former = [person for each in done.former if (person := files.people.find(each))]
    current = files.people.find(done.friend_id) if done.friend_id else None
    for person in (current, *filter(of_former, former)):
        total += _erase_person(person, files, now)
    return total


def erase_person(
    customer_hash: str,
    orders: Iterable[ConversionKey],
    files: PersonRecords,
    stand_in: StandIn,
    *,
    now: datetime,
) -> ErasureCounts:
    """`orders` are all of theirs: once they are erased nothing leads from the hash to them."""
    keys = tuple(orders)
    total = ErasureCounts()
    for key in keys:
        total += _attempt(key, partial(_erase_order, key, files, stand_in, _nameless, now=now))
    for role in Role if customer_hash else ():
        total += _erase_person(files.people.find_by_hash(role, customer_hash), files, now)
    _forget_friends(keys, files)
    if customer_hash:  # letters go to people of whom nothing but an order is known, too
        files.suppressions.remove(customer_hash)
        _leave_desk(customer_hash, files)
    total += _erase_claims(customer_hash, files, stand_in)
    total += _erase_former_customer(customer_hash, files)
    return total + _erase_held_mentions(customer_hash, keys, files)


def _forget_friends(keys: Iterable[ConversionKey], files: PersonRecords) -> None:
    """Off the goals that their orders count towards: whoever is in People no more."""
    for place in files.goals.units_of_orders(keys):
        if place.friend_id and files.people.find(place.friend_id) is None:
            files.goals.forget_friend(place)


def _leave_desk(customer_hash: str, files: PersonRecords) -> None:
    """Their place among the shop's own people goes, too; the last owner's stays until there is
    another one."""
    member = files.staff.register().of_mailbox((customer_hash,))
    if member:
        with suppress(LastOwnerError):
            remove_staff(member.staff_id, StaffDesk(files.staff, files.sessions))


def _erase_claims(customer_hash: str, files: PersonRecords, stand_in: StandIn) -> ErasureCounts:
    """On orders that are another's, or never came; what leads to a claim goes after it."""
    total = ErasureCounts()
    for key, names in files.claimed_orders(customer_hash).items():
        done = _attempt(key, partial(_take_claims_off, names, customer_hash, files, stand_in))
        if not done.failures:
            files.claim_index.remove(key, customer_hash)
        total += done
    return total


def _erase_former_customer(customer_hash: str, files: PersonRecords) -> ErasureCounts:
    """Then nothing tells any more that they ordered before the shop told of orders."""
    programs = files.traces(customer_hash).programs
    gone = (files.former_customers.remove(each, customer_hash) for each in programs)
    return ErasureCounts(former_customers=sum(gone))


def _take_claims_off(
    names: Iterable[ConversionKey], customer_hash: str, files: PersonRecords, stand_in: StandIn
) -> ErasureCounts:
    taken = (files.customers.take_claims_off(name, customer_hash, stand_in) for name in names)
    return ErasureCounts(orders=sum(taken))


def erase_held_bodies(program_id: str, source: str, files: PersonRecords) -> ErasureCounts:
    """Every body of a source that waits to be understood."""
    held = [each.sha for each in files.bodies.held_bodies(program_id, source)]
    for sha in held:
        files.bodies.forget_held_body(program_id, source, sha)
    return ErasureCounts(bodies=len(held))


def _erase_held_mentions(
    customer_hash: str, keys: Iterable[ConversionKey], files: PersonRecords
) -> ErasureCounts:
    """Erase the held bodies that speak of the person; others stay."""
    found = list(files.held_about(customer_hash, keys))
    for each in found:
        files.bodies.forget_held_body(each.program_id, each.source, each.body.sha)
    return ErasureCounts(bodies=len(found))


def _forget_profiles(person_id: str, files: PersonRecords, now: datetime) -> None:
    """Where they are known by an id of another system, that is to forget them as well."""
    known = files.profiles.find(person_id)
    for program_id, profile_id in known.items():
        files.outbox.add(forgotten_profile(program_id, profile_id, now))
    if known:
        files.profiles.remove(person_id)


def _take_voice(person: Person, files: PersonRecords) -> None:
    """What they answered goes out of what is known of the customer: first, so that a call which
    ends midway is repeated, and once more when no survey is left that somebody may be folding."""
    surveys = files.voice.surveys_of(person.person_id)
    programs = {each.program_id for each in surveys if each.answer}
    _drop_answers(person, programs, files)
    files.voice.remove(person.person_id, surveys)
    _drop_answers(person, programs, files)


def _drop_answers(person: Person, programs: Iterable[str], files: PersonRecords) -> None:
    for program_id in programs:
        place = program_id, person.email_hash
        drop_answer(place, person.person_id, files.customer_records, files.terms_of)


def _erase_person(person: Person | None, files: PersonRecords, now: datetime) -> ErasureCounts:
    """Erase a person's things, then the person: until then a repeated call finds the rest."""
    if person is None:
        return ErasureCounts()
    done = ErasureCounts(people=1)
    if person.role is Role.ADVOCATE:
        links = list(files.links.of_advocate(person.person_id))
        codes = {*person.codes.values(), *(link.code for link in links)}
        for program_id in {*person.codes, *(link.program_id for link in links)}:
            files.customer_records.forget(program_id, person.email_hash)
        done = replace(done, links=sum(files.links.close(code) for code in codes))
    end_exchanges(person.person_id, files, now=now)
    waiting = [w for w in files.outbox.waiting_for(person.person_id) if not is_exchange(w)]
    skipped = sum(files.outbox.skip(item, SKIPPED) for item in waiting)
    _forget_profiles(person.person_id, files, now)
    told = erase_stories(person, files)
    _take_voice(person, files)
    files.sessions.remove_person(person.person_id)
    files.consents.remove(person)
    for hashed in files.mailbox_hashes("", [person]):
        files.suppressions.remove(hashed)
    for note in files.notes.of_person(person.person_id):
        files.notes.remove(note)
    if person.role is Role.ADVOCATE:
        for place in list(files.goals.units_of_advocate(person.person_id)):
            files.goals.forget_advocate(place, person.person_id)
    files.people.remove(person)
    return replace(done, letters=skipped, stories=told)
