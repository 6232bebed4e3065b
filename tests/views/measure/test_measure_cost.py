"""What measures cost: few requests at any size, and one transaction for an order."""

from datetime import date, timedelta

import pytest

from referrals.desks import measure as measure_desk
from referrals.model.insight.insight import Bucket, Counter, Move
from referrals.steps.measure.fold_customers import fold_answers, fold_customers
from referrals.store.attribution.referral import as_item
from referrals.views.measure.program_measures import program_measures
from referrals.wiring import clients, stores
from tests.customer_turns import AnswerTurn, said_by
from tests.meter import Meter
from tests.world import NOW, a_link, a_program, a_reader, refer, store_program

MOST_REQUESTS = 12
YEARS = 3


@pytest.fixture
def meter(account: None, monkeypatch: pytest.MonkeyPatch) -> Meter:
    store_program(a_program(limits={"budget_minor": 10_000_000}), a_link())
    stores.people().add(a_reader(codes={"friends": "ada-bakes"}))
    found = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: found)
    return found


def fill(days: int) -> None:
    """Counters as they are after so many days of a shop with millions of orders."""
    start = NOW.date() - timedelta(days=days)
    for number in range(0, days, 7):
        on = start + timedelta(days=number)
        counters = {Counter.FIRST_ORDERS.value: 9000, "people@2": 20_000}
        brought = {f"brought@{wait}": 3 for wait in range(120)}
        counted = {
            Bucket("friends", on): counters,
            Bucket("friends", on, cohort="starts"): {Counter.ADVOCATES.value: 900, **brought},
            Bucket("friends", first_day(on), cohort="others-90"): {"customers": 9000},
        }
        stores.insights().fold([Move(str(on), counted)], NOW)


def first_day(on: date) -> date:
    return on.replace(day=1)


def requests_of_a_page(meter: Meter) -> int:
    meter.calls.clear()
    first, last = NOW.date() - timedelta(days=365), NOW.date()
    program_measures(
        a_program(limits={"budget_minor": 10_000_000}),
        first,
        last,
        measure_desk.measures(),
        now=NOW,
    )
    return len(meter.calls)


def test_a_year_s_measures_take_few_requests_at_any_size(meter: Meter) -> None:
    small = requests_of_a_page(meter)
    fill(365 * YEARS)

    assert requests_of_a_page(meter) == small <= MOST_REQUESTS


def test_an_order_costs_one_transaction_and_five_reads(meter: Meter) -> None:
    key = refer()
    referral = as_item(stores.referrals().get(key))
    meter.calls.clear()

    fold_customers([({}, referral)], measure_desk.customers())

    assert meter.operations == {"GetItem": 5, "TransactWriteItems": 1}
    assert len(meter.actions) <= 8


def test_an_answer_costs_one_transaction_and_nothing_when_told_again(meter: Meter) -> None:
    items = said_by([AnswerTurn(score=9)])
    desk = measure_desk.customers()
    meter.calls.clear()

    fold_answers(items, desk)
    first = dict(meter.operations)
    meter.calls.clear()
    fold_answers(items, desk)

    assert first == {"GetItem": 3, "Query": 1, "TransactWriteItems": 1}
    assert meter.operations == {"GetItem": 3, "Query": 1}
