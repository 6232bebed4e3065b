"""What are everybody's records by the tables, and which of those that are kept differ?"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from referrals.model.errors import MISSHAPEN, GoodwordError
from referrals.model.insight.insight import Counted
from referrals.model.measure.census import Census, CustomerPlace
from referrals.model.measure.customer import CustomerRecord, customer_counts
from referrals.model.people.person import Role
from referrals.store.attribution.referral import read_referral
from referrals.store.measure.customer import CustomerRecords
from referrals.store.measure.terms import program_terms
from referrals.store.program.program import Programs
from referrals.store.survey.survey import read_survey
from referrals.store.table import Table

CENSUS_TABLES = ("people", "links", "stories")
"""What it reads beside referrals."""


def take_census(
    tables: Mapping[str, Table], programs: Programs
) -> dict[CustomerPlace, CustomerRecord]:
    """Scans four tables; what nobody can read is left out, and named by the other counts."""
    people = tables["people"].scan()
    census = Census(
        {
            item["person_id"]: item["email_hash"]
            for item in people
            if item.get("role") in tuple(Role) and "email_hash" in item
        }
    )
    for link in tables["links"].scan():
        if link.get("landing") and link.get("advocate_id"):
            census.add_link(link["program_id"], link["advocate_id"])
    terms_of = program_terms(programs)
    for item in tables["referrals"].scan():
        with suppress(GoodwordError, *MISSHAPEN):
            referral = read_referral(item)
            census.add_referral(referral, terms_of(referral.program_id))
    for item in tables["stories"].scan():
        with suppress(GoodwordError, *MISSHAPEN):
            if survey := read_survey(item):
                census.add_survey(survey)
    return census.records()


def census_counts(
    census: Mapping[CustomerPlace, CustomerRecord], programs: Programs
) -> Iterator[Counted]:
    """What each customer counts for."""
    terms_of = program_terms(programs)
    for place, each in census.items():
        terms = terms_of(place[0])
        yield customer_counts(each, terms.time_zone, terms.hold_out)


def wrong_records(
    expected: Mapping[CustomerPlace, CustomerRecord], records: CustomerRecords
) -> Iterator[tuple[CustomerRecord, CustomerRecord]]:
    """Records as they are kept, and as they ought to be."""
    kept = {(each.program_id, each.customer_hash): each for each in records.all_records()}
    for place in {**kept, **expected}:
        now = kept.get(place) or CustomerRecord(*place)
        wanted = replace(expected.get(place) or CustomerRecord(*place), version=now.version)
        if now != wanted:
            yield now, wanted
