"""The census: everybody's records made anew from orders, links, people and their answers, the slow
and plain way.

What was folded step by step has to come to the same; `goodword insights check` compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from referrals.model.attribution.referral import Referral
from referrals.model.measure.customer import (
    CustomerOrder,
    CustomerRecord,
    customer_order,
)
from referrals.model.measure.customer_answer import newest_answer
from referrals.model.measure.terms import ProgramTerms
from referrals.model.survey.survey import Survey

type CustomerPlace = tuple[str, str]
"""A program and the keyed hash of a customer in it."""


@dataclass(slots=True)
class Census:
    """Told of referrals, links and surveys in any order; asked once all are told."""

    mailboxes: Mapping[str, str]
    """The keyed hash of each person's address, by their id; nobody who is erased."""
    orders: dict[CustomerPlace, dict[str, CustomerOrder]] = field(default_factory=dict)
    advocates: set[CustomerPlace] = field(default_factory=set)
    surveys: dict[tuple[str, str], list[Survey]] = field(default_factory=dict)
    """By program and person."""

    def add_referral(self, referral: Referral, terms: ProgramTerms) -> None:
        """An order without a customer is nobody's."""
        if customer_hash := referral.figures.customer_hash:
            place = referral.program_id, customer_hash
            self.orders.setdefault(place, {})[referral.key] = customer_order(referral, terms)

    def add_link(self, program_id: str, advocate_id: str) -> None:
        if advocate_id in self.mailboxes:
            self.advocates.add((program_id, self.mailboxes[advocate_id]))

    def add_survey(self, survey: Survey) -> None:
        """What somebody answered who is erased is nobody's."""
        if survey.answer and survey.person_id in self.mailboxes:
            self.surveys.setdefault((survey.program_id, survey.person_id), []).append(survey)

    def records(self) -> dict[CustomerPlace, CustomerRecord]:
        found = {place: _record(place, orders) for place, orders in self.orders.items()}
        for record in list(found.values()):
            if brought_by := record.brought_by:
                advocate_id, key, placed_at = brought_by
                name = self.mailboxes.get(advocate_id)
                if name is not None:
                    place = record.program_id, name
                    known = found.get(place) or CustomerRecord(*place)
                    found[place] = known.with_friend(key, placed_at)
        for advocate in self.advocates:
            known = found.get(advocate) or CustomerRecord(*advocate)
            found[advocate] = replace(known, advocate=True)
        for (program_id, person_id), surveys in self.surveys.items():
            place = program_id, self.mailboxes[person_id]
            known = found.get(place) or CustomerRecord(*place)
            found[place] = known.with_answer(person_id, newest_answer(surveys))
        return found


def _record(place: CustomerPlace, orders: Mapping[str, CustomerOrder]) -> CustomerRecord:
    record = CustomerRecord(*place)
    for key, order in orders.items():
        record = record.with_order(key, order)
    return record
