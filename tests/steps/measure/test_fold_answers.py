"""What somebody answered joins what is known of them as a customer: worth by band, and friends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.desks import measure as measure_desk
from referrals.desks import people as people_desk
from referrals.model.privacy.request import stand_in
from referrals.steps.measure.fold_customers import (
    fold_advocates,
    fold_answers,
    fold_customers,
)
from referrals.steps.measure.replace_customer import replace_customer
from referrals.steps.privacy.erase_person import erase_person
from referrals.store.measure.customer import CustomerRecords
from referrals.store.measure.terms import program_terms
from referrals.store.privacy.person_records import PersonRecords
from referrals.store.table import Table
from referrals.wiring import measure_stores, stores
from tests.customer_turns import (
    ADA,
    BEN,
    LINK,
    AnswerTurn,
    OrderTurn,
    changes_of,
    cohort,
    differences,
    said_by,
)
from tests.world import NOW, a_friend, store_program

GROUPS = ("promoters", "passives", "detractors", "with_friend", "without_friend")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    """Ada, an advocate, placed an order; a day later her friend Ben did."""
    store_program()
    stores.people().add(a_friend())
    stores.people().add(a_friend(person_id="fri_ada", email_hash=ADA))
    own = OrderTurn("1", customer=ADA, brought=False)
    fold_customers(changes_of([own, OrderTurn("2", day=1)]), measure_desk.customers())
    fold_advocates([LINK], measure_desk.customers())


def answer(*turns: AnswerTurn) -> int:
    return fold_answers(said_by(turns), measure_desk.customers())


def counted() -> dict[str, int]:
    """How many of each group are counted now."""
    found = {each: cohort(f"{each}-90") for each in GROUPS}
    return {
        name: counters.get("customers", 0) + counters.get("answerers", 0)
        for name, counters in found.items()
        if counters
    }


@pytest.mark.parametrize(
    ("turns", "band"),
    [
        ((AnswerTurn(score=10), AnswerTurn(number=2, score=7, day=2)), "passives"),
        ((AnswerTurn(number=2, score=7, day=2), AnswerTurn(score=10, day=5)), "promoters"),
        ((AnswerTurn(score=10, day=3), AnswerTurn("fri_ada", score=6, day=5)), "detractors"),
        ((AnswerTurn("fri_ada", score=6), AnswerTurn(score=8, day=5)), "passives"),
    ],
)
def test_the_newest_answer_of_an_address_decides_once(
    turns: tuple[AnswerTurn, ...], band: str
) -> None:
    answer(*turns)

    assert answer(*turns) == 0
    assert counted() == {band: 1, "without_friend": 1}
    assert cohort(f"{band}-90")["value_minor"] == cohort("others-90")["value_minor"]


@pytest.mark.parametrize(
    ("day", "group"),
    [(0, "with_friend"), (1, "without_friend"), (-88, "with_friend"), (-89, "without_friend")],
)
def test_only_a_friend_after_the_answer_counts_for_it(day: int, group: str) -> None:
    answer(AnswerTurn(score=9, day=day))

    month = f"{NOW + timedelta(days=day):%Y-%m}"
    assert cohort(f"{group}-90", month) == {"answerers": 1, "promoters": 1}


def test_a_changed_answer_moves_the_sums() -> None:
    answer(AnswerTurn(score=9))
    answer(AnswerTurn(score=2, day=3))

    assert counted() == {"detractors": 1, "with_friend": 1}
    assert cohort("with_friend-90") == {"answerers": 1}
    assert differences() == []


def test_a_friend_without_a_link_counts_for_worth_alone() -> None:
    answer(AnswerTurn("fri_ben", score=8, day=2))

    assert counted() == {"passives": 1}


def test_who_is_erased_answered_nothing_any_more() -> None:
    answer(AnswerTurn(score=9), AnswerTurn("fri_ben", score=3, day=2))
    records, terms_of = measure_stores.customer_records(), program_terms(stores.programs())

    replace_customer(("friends", BEN), stand_in("seed", BEN), records, terms_of)
    assert records.get("friends", BEN).is_empty
    assert counted() == {"promoters": 1, "with_friend": 1}
    erase_person(ADA, (), people_desk.files(), lambda known: known, now=NOW)

    assert counted() == {}
    assert cohort("others-90")["customers"] == 1


@dataclass
class RacedWire:
    """DynamoDB, where somebody else acts before the first request of a kind."""

    dynamo: Dynamo
    operation: str
    acts: list[Callable[[], Any]]

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if operation == self.operation and self.acts:
            self.acts.pop()()
        return self.dynamo.call(operation, request)


def raced(table: Table, operation: str, act: Callable[[], Any]) -> Table:
    return Table(RacedWire(table.dynamo, operation, [act]), table.name)


def erase(files: PersonRecords | None = None) -> None:
    erase_person(ADA, (), files or people_desk.files(), lambda known: known, now=NOW)


def test_who_is_erased_in_the_middle_of_a_fold_leaves_no_answer() -> None:
    said, desk = said_by([AnswerTurn(score=9)]), measure_desk.customers()
    records = CustomerRecords(raced(desk.records.table, "TransactWriteItems", erase))

    assert fold_answers(said, replace(desk, records=records, pause=list[int]().append)) == 0
    assert counted() == {}
    assert not measure_stores.customer_records().get("friends", ADA).answers


def test_an_answer_that_is_folded_during_an_erasure_goes_too() -> None:
    said, files = said_by([AnswerTurn(score=9)]), people_desk.files()
    surveys = files.voice.surveys
    folded = raced(
        surveys.table, "DeleteItem", lambda: fold_answers(said, measure_desk.customers())
    )

    erase(replace(files, voice=replace(files.voice, surveys=replace(surveys, table=folded))))

    assert counted() == {}
    assert not measure_stores.customer_records().get("friends", ADA).answers
