"""Customers fold into the same counters whatever order their orders' changes are told in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awswire.codec import Item
from referrals.desks import measure as measure_desk
from referrals.model.attribution.referral import AttributionStatus, Referral
from referrals.model.insight.insight import Day, total_of
from referrals.model.measure.customer import CustomerOrder, CustomerRecord, customer_counts
from referrals.model.privacy.request import stand_in
from referrals.model.setting.join import InvitationHoldOut
from referrals.steps.measure.fold_customers import fold_advocates, fold_customers
from referrals.steps.measure.replace_customer import replace_customer
from referrals.store.measure.terms import program_terms
from referrals.views.measure.census_check import take_census, wrong_records
from referrals.wiring import clients, measure_stores, stores
from tests.world import (
    NOW,
    a_conversion,
    a_link,
    a_program,
    a_referral,
    an_advocate,
    an_order,
    figures_of,
    hash_of,
    store_program,
)

ADA, BEN = hash_of("ada@example.com"), hash_of("ben@example.com")
TABLES = ("referrals", "people", "links")
LINK = {"advocate_id": "adv_ada", "program_id": "friends"}


@dataclass(frozen=True)
class Turn:
    """One state of an order, as the table of referrals has it for a while."""

    order_id: str
    customer: str = BEN
    day: int = 0
    lost_minor: int = 0
    brought: bool = True


def referral_of(turn: Turn, revision: int) -> Referral:
    figures = figures_of(
        a_conversion(an_order(occurred_at=NOW + timedelta(days=turn.day))),
        customer_hash=turn.customer,
        lost_minor=turn.lost_minor,
        revision=revision,
    )
    status = AttributionStatus.ATTRIBUTED if turn.brought else AttributionStatus.UNATTRIBUTED
    advocate = "adv_ada" if turn.brought else ""
    return a_referral(figures, turn.order_id, status=status, advocate_id=advocate)


def changes_of(turns: Sequence[Turn]) -> list[tuple[Item, Item]]:
    """What the table's stream tells, with the table as these turns leave it."""
    table, changes = stores.referrals().table, []
    for turn in turns:
        key = {"referral_key": referral_of(turn, 1).key}
        old = table.get(key) or {}
        revision = old["figures"]["revision"] + 1 if old else 1
        table.put({**key, **referral_of(turn, revision).model_dump(mode="json")})
        changes.append((old, table.get(key) or {}))
    return changes


def differences() -> list[object]:
    """Between what is kept and what the tables come to."""
    tables = {noun: clients.table(noun) for noun in TABLES}
    census = take_census(tables, stores.programs())
    sums = total_of(customer_counts(each, "UTC") for each in census.values())
    kept = {day.bucket: day.counters for day in stores.insights().all_days()}
    found: list[object] = list(wrong_records(census, measure_stores.customer_records()))
    for bucket in {**kept, **sums}:
        one, other = kept.get(bucket, {}), sums.get(bucket, {})
        found += [
            (bucket, name) for name in {**one, **other} if one.get(name, 0) != other.get(name, 0)
        ]
    return found


def cohort(name: str, month: str = "2026-11") -> dict[str, int]:
    days = stores.insights().cohorts("friends", NOW.date() + timedelta(days=800))
    found = (d for d in days if d.bucket.cohort == name and f"{d.bucket.on:%Y-%m}" == month)
    day: Day | None = next(found, None)
    return {n: v for n, v in day.counters.items() if v} if day else {}


def empty_tables() -> None:
    for noun, names in (("referrals", ("referral_key",)), ("insights", ("series", "bucket"))):
        for item in list(clients.table(noun).scan()):
            clients.table(noun).delete({name: item[name] for name in names})


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(), a_link())
    stores.people().add(an_advocate().model_copy(update={"email_hash": ADA}))


TURNS = st.builds(
    Turn,
    order_id=st.sampled_from(["1", "2", "3", "4"]),
    customer=st.sampled_from([ADA, BEN, "hash-cleo", ""]),
    day=st.sampled_from([0, 1, 29, 30, 31, 89, 90, 200, 364, 365, 400]),
    lost_minor=st.sampled_from([0, 0, 0, 700, 5000]),
    brought=st.booleans(),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), turns=st.lists(TURNS, min_size=1, max_size=8))
def test_any_order_of_events_comes_to_what_the_tables_say(
    data: st.DataObject, turns: list[Turn]
) -> None:
    empty_tables()
    desk = measure_desk.customers()
    early = data.draw(st.integers(0, len(turns)))
    first = changes_of(turns[:early])
    fold_customers(first[::-1], desk)
    changes = [*first, *changes_of(turns[early:])]
    told = data.draw(st.permutations([*changes, *changes[:3]]))

    fold_customers(told[: len(told) // 2], desk)
    fold_advocates([LINK], desk)
    fold_customers(told[len(told) // 2 :], desk)

    assert differences() == []


def test_the_worked_figures_hold() -> None:
    desk, ben = measure_desk.customers(), Turn("1")
    fold_customers(changes_of([ben]), desk)
    worth = cohort("referred-30")["value_minor"]

    fold_customers(changes_of([Turn("2", day=17, brought=False)]), desk)
    assert cohort("referred-30") == {
        "customers": 1,
        "value_minor": 2 * worth,
        "value_squares": 4 * worth**2,
        "repeats": 1,
    }

    fold_customers(changes_of([replace(ben, lost_minor=5000)]), desk)
    assert cohort("referred-30") == {}
    alone = {"customers": 1, "value_minor": worth, "value_squares": worth**2}
    assert cohort("others-30", "2026-12") == alone


def test_who_is_erased_keeps_counting_under_a_stand_in() -> None:
    desk, erased = measure_desk.customers(), stand_in("seed", BEN)
    fold_customers(changes_of([Turn("1"), Turn("2", day=5)]), desk)
    before = cohort("referred-365")

    fold_customers(changes_of([Turn("1", customer=erased)]), desk)

    assert measure_stores.customer_records().get("friends", BEN).is_empty
    assert cohort("referred-365") == before
    fold_customers(changes_of([Turn("2", day=5, customer=erased)]), desk)
    fold_advocates([LINK], desk)
    assert differences() == []


def test_a_change_of_nothing_that_counts_costs_nothing() -> None:
    desk = measure_desk.customers()
    (change,) = changes_of([Turn("1")])
    fold_customers([change], desk)

    assert fold_customers([(change[1], change[1])], desk) == 0


def test_an_advocate_is_one_only_while_they_are_known() -> None:
    stores.people().remove(stores.people().get("adv_ada"))

    assert fold_advocates([LINK], measure_desk.customers()) == 0


def test_an_erasure_replaces_a_customer_at_once_and_sums_stay() -> None:
    desk, erased = measure_desk.customers(), stand_in("seed", BEN)
    fold_customers(changes_of([Turn("1"), Turn("2", day=5)]), desk)
    before, records = cohort("referred-365"), measure_stores.customer_records()
    terms_of = program_terms(stores.programs())

    assert replace_customer(("friends", BEN), erased, records, terms_of)
    assert not replace_customer(("friends", BEN), erased, records, terms_of)

    assert records.get("friends", BEN).is_empty
    assert cohort("referred-365") == before
    turns = [Turn("1", customer=erased), Turn("2", day=5, customer=erased)]
    fold_customers(changes_of(turns), desk)
    fold_advocates([LINK], desk)
    assert differences() == []


def test_customers_of_a_hold_out_are_told_from_the_invited() -> None:
    """From its first day on, by the same chance by which they are asked; a stand-in is neither."""
    hold_out = InvitationHoldOut(percent=50, since=(NOW + timedelta(days=2)).date())
    names = [hash_of(f"buyer-{number}@example.com") for number in range(6)]
    found: dict[str, int] = {}

    for number, name in enumerate([*names, stand_in("seed", ADA)]):
        placed_at = NOW + timedelta(days=1 + number)
        order = CustomerOrder(placed_at, True, 100, "", None, (1, 1))
        record = CustomerRecord("friends", name).with_order("1", order)
        for bucket, counters in customer_counts(record, "UTC", hold_out).items():
            found[bucket.cohort] = found.get(bucket.cohort, 0) + counters.get("customers", 0)

    held_out = sum(hold_out.holds("friends", each) for each in names[1:])
    counted = (found["invited-90"], found["held_out-90"])
    assert counted == (5 - held_out, held_out)
