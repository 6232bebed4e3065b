"""Puts a stand-in in the place of a customer who is erased: their sums stay, whom they brought as
an advocate and what they answered is nobody's any more. Safe to repeat.
"""

from dataclasses import replace

from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import difference, total_of
from referrals.model.measure.census import CustomerPlace
from referrals.model.measure.customer import customer_counts
from referrals.store.measure.customer import CustomerRecords
from referrals.store.measure.terms import TermsOf

TRIES = 5


def replace_customer(
    place: CustomerPlace, stand_in: str, records: CustomerRecords, terms_of: TermsOf
) -> bool:
    """Whether anything was known of them."""
    program_id, customer_hash = place
    if customer_hash == stand_in:
        return False
    terms = terms_of(program_id)
    known = terms.time_zone, terms.hold_out
    for _ in range(TRIES):
        theirs = records.get(program_id, customer_hash)
        if theirs.is_empty:
            return False
        before = after = records.get(program_id, stand_in)
        for key, order in theirs.orders.items():
            after = after.with_order(key, order)
        bare = replace(theirs, orders={}, friends={}, advocate=False, answers={})
        was = total_of(customer_counts(each, *known) for each in (theirs, before))
        moved = difference(customer_counts(after, *known), was)
        pairs = [(theirs, bare), *([(before, after)] if after != before else [])]
        if records.commit(pairs, moved):
            return True
    raise UnavailableError("the customer is being changed.", remedy="Try again.")


def drop_answer(
    place: CustomerPlace, person_id: str, records: CustomerRecords, terms_of: TermsOf
) -> bool:
    """Whether that person's answer was known of this customer; it counts no more."""
    terms = terms_of(place[0])
    known = terms.time_zone, terms.hold_out
    for _ in range(TRIES):
        before = records.get(*place)
        if person_id not in before.answers:
            return False
        after = before.with_answer(person_id, None)
        moved = difference(customer_counts(after, *known), customer_counts(before, *known))
        if records.commit([(before, after)], moved):
            return True
    raise UnavailableError("the customer is being changed.", remedy="Try again.")
