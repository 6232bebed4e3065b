"""Streams of referrals and links: customers fold through the real handler, and give way."""

from typing import Any

import pytest

from awswire.codec import encode_item
from functions.insights.app import handler
from referrals.desks import survey as survey_desk
from referrals.model.insight.insight import Counter
from referrals.model.measure.customer_answer import CustomerAnswer
from referrals.model.privacy.request import stand_in
from referrals.model.survey.survey import ScoreBand, Survey
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.attribution.referral import as_item
from referrals.store.link.link import link_item
from referrals.store.table import transact
from referrals.wiring import clients, measure_stores, nudge_stores, stores
from tests.world import NOW, a_link, a_program, a_reader, refer, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(), a_link())
    stores.people().add(a_reader(codes={"friends": "ada-bakes"}))


def hand_in(table: str, kind: str, new: dict[str, Any], old: dict[str, Any] | None = None) -> None:
    change = {"NewImage": encode_item(new), "SequenceNumber": "1"}
    change |= {"OldImage": encode_item(old)} if old else {}
    source = f"arn:aws:dynamodb:eu-west-1:1:table/{table}/stream/x"
    record = {"eventID": "1", "eventName": kind, "eventSourceARN": source, "dynamodb": change}
    assert handler({"Records": [record]}, None) == {"batchItemFailures": []}


def first_orders() -> int:
    day = NOW.date()
    found = stores.insights().days("friends", day, day)
    return sum(each.total(Counter.FIRST_ORDERS) for each in found)


def test_a_customer_is_counted_once_however_often_told() -> None:
    referral = stores.referrals().get(refer())

    hand_in("ReferralsTable", "INSERT", as_item(referral))
    hand_in("ReferralsTable", "INSERT", as_item(referral))

    assert first_orders() == 1


def test_a_new_link_makes_its_customer_an_advocate() -> None:
    hand_in("LinksTable", "INSERT", link_item(a_link()))

    ada = stores.people().get("adv_ada").email_hash
    assert measure_stores.customer_records().get("friends", ada).advocate


def test_an_answer_is_known_of_its_customer_once_the_stream_tells() -> None:
    asked = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(asked))
    answer_survey(asked.survey_id, 9, "Great bread", survey_desk.answers(), now=NOW)
    place = {"subject": "person#adv_ada", "entry": "survey#friends#0001"}
    item = clients.table("stories").get(place)

    hand_in("StoriesTable", "MODIFY", item or {})

    ada = stores.people().get("adv_ada").email_hash
    kept = measure_stores.customer_records().get("friends", ada)
    assert kept.answer == CustomerAnswer(NOW, ScoreBand.PROMOTER)


def test_who_is_erased_is_kept_by_no_hash_of_theirs() -> None:
    key = refer()
    before = stores.referrals().get(key)
    hand_in("ReferralsTable", "INSERT", as_item(before))
    theirs = before.figures.customer_hash

    stores.referrals().set_customer(key, theirs, stand_in("seed", theirs))
    hand_in("ReferralsTable", "MODIFY", as_item(stores.referrals().get(key)), as_item(before))

    records = measure_stores.customer_records()
    assert records.get("friends", theirs).is_empty
    assert not records.get("friends", stand_in("seed", theirs)).is_empty
    assert first_orders() == 1
