"""Customers fold into the same counters whatever order their orders' changes are told in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.desks import measure as measure_desk
from referrals.model.measure.customer import CustomerOrder, CustomerRecord, customer_counts
from referrals.model.privacy.request import stand_in
from referrals.model.setting.join import InvitationHoldOut
from referrals.steps.measure.fold_customers import (
    fold_advocates,
    fold_answers,
    fold_customers,
)
from referrals.steps.measure.replace_customer import replace_customer
from referrals.store.measure.terms import program_terms
from referrals.wiring import measure_stores, stores
from tests.customer_turns import (
    ADA,
    ANSWERS,
    BEN,
    LINK,
    TURNS,
    AnswerTurn,
    OrderTurn,
    changes_of,
    cohort,
    differences,
    empty_tables,
    said_by,
)
from tests.world import (
    NOW,
    a_friend,
    a_link,
    a_program,
    an_advocate,
    hash_of,
    store_program,
)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(), a_link())
    stores.people().add(an_advocate().model_copy(update={"email_hash": ADA}))
    stores.people().add(a_friend())
    stores.people().add(a_friend(person_id="fri_ada", email_hash=ADA))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.data(),
    turns=st.lists(TURNS, min_size=1, max_size=8),
    answers=st.lists(ANSWERS, max_size=5),
)
def test_any_order_of_events_comes_to_what_the_tables_say(
    data: st.DataObject, turns: list[OrderTurn], answers: list[AnswerTurn]
) -> None:
    empty_tables()
    desk = measure_desk.customers()
    early = data.draw(st.integers(0, len(turns)))
    first = changes_of(turns[:early])
    fold_customers(first[::-1], desk)
    changes = [*first, *changes_of(turns[early:])]
    told = data.draw(st.permutations([*changes, *changes[:3]]))
    said = data.draw(st.permutations(said_by(answers)))

    fold_customers(told[: len(told) // 2], desk)
    fold_answers(said[: len(said) // 2], desk)
    fold_advocates([LINK], desk)
    fold_customers(told[len(told) // 2 :], desk)
    fold_answers(said[len(said) // 3 :], desk)

    assert differences() == []


def test_the_worked_figures_hold() -> None:
    desk, ben = measure_desk.customers(), OrderTurn("1")
    fold_customers(changes_of([ben]), desk)
    worth = cohort("referred-30")["value_minor"]

    fold_customers(changes_of([OrderTurn("2", day=17, brought=False)]), desk)
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
    fold_customers(changes_of([OrderTurn("1"), OrderTurn("2", day=5)]), desk)
    before = cohort("referred-365")

    fold_customers(changes_of([OrderTurn("1", customer=erased)]), desk)

    assert measure_stores.customer_records().get("friends", BEN).is_empty
    assert cohort("referred-365") == before
    fold_customers(changes_of([OrderTurn("2", day=5, customer=erased)]), desk)
    fold_advocates([LINK], desk)
    assert differences() == []


def test_a_change_of_nothing_that_counts_costs_nothing() -> None:
    desk = measure_desk.customers()
    (change,) = changes_of([OrderTurn("1")])
    fold_customers([change], desk)

    assert fold_customers([(change[1], change[1])], desk) == 0


def test_an_advocate_is_one_only_while_they_are_known() -> None:
    stores.people().remove(stores.people().get("adv_ada"))

    assert fold_advocates([LINK], measure_desk.customers()) == 0


def test_an_erasure_replaces_a_customer_at_once_and_sums_stay() -> None:
    desk, erased = measure_desk.customers(), stand_in("seed", BEN)
    fold_customers(changes_of([OrderTurn("1"), OrderTurn("2", day=5)]), desk)
    before, records = cohort("referred-365"), measure_stores.customer_records()
    terms_of = program_terms(stores.programs())

    assert replace_customer(("friends", BEN), erased, records, terms_of)
    assert not replace_customer(("friends", BEN), erased, records, terms_of)

    assert records.get("friends", BEN).is_empty
    assert cohort("referred-365") == before
    turns = [OrderTurn("1", customer=erased), OrderTurn("2", day=5, customer=erased)]
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
