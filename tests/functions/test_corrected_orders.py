"""A claimed, rewarded and corrected order through every real handler that a stream wakes."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.model.insight.insight import Counter, Day
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.store.insight.countable import COUNTS
from referrals.views.insight.insight_check import insight_check
from referrals.views.measure.census_check import (
    CENSUS_TABLES,
    census_counts,
    take_census,
    wrong_records,
)
from referrals.wiring import clients, measure_stores, stores
from tests import world
from tests.caller import a_shop_with_a_key, body_of, call_api
from tests.streams import Streams, mappings

STAGES = ("attribution", "rewards", "insights")
ROUNDS = 6


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def run_until_quiet(streams: Streams) -> None:
    """Until nothing moves."""
    for _ in range(ROUNDS):
        for function, records in list(waiting(streams)):
            handler = importlib.import_module(f"functions.{function}.app").handler
            assert handler({"Records": records}, None) == {"batchItemFailures": []}


def waiting(streams: Streams) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for mapping in mappings():
        records = streams.waiting(mapping) if mapping.function in STAGES else []
        if records:
            yield mapping.function, records


def referral_count(code: str = "") -> int:
    on = world.NOW.date()
    return sum(d.total(Counter.REFERRED) for d in stores.insights().days("friends", on, on, code))


def deviations() -> list[Any]:
    tables = {noun: clients.table(noun) for noun in (*COUNTS, *CENSUS_TABLES)}
    programs = stores.programs()
    counts = census_counts(take_census(tables, programs), programs)
    return insight_check(
        tables, stores.insights(), programs, customers=counts, now=world.NOW
    ) + list(wrong_records(take_census(tables, programs), measure_stores.customer_records()))


def all_counters() -> list[Day]:
    return sorted(stores.insights().all_days(), key=repr)


def has(person_id: str) -> int:
    account = person_account(person_id, "friends", "EUR", Part.PENDING)
    return stores.ledger().balance(account).balance


def test_a_claim_and_its_correction_are_folded_exactly_once() -> None:
    streams = Streams()
    call_api("make_claim")
    run_until_quiet(streams)
    assert (referral_count(), referral_count("ada-bakes"), referral_count("bens-code")) == (1, 1, 0)
    assert has("adv_ada") == 500

    call_api("correct_conversion")
    run_until_quiet(streams)

    assert (referral_count(), referral_count("ada-bakes"), referral_count("bens-code")) == (1, 0, 1)
    assert (has("adv_ada"), has("adv_ben")) == (0, 500)
    assert deviations() == []


def test_nobody_is_not_referred_and_a_second_telling_changes_nothing() -> None:
    streams = Streams()
    call_api("make_claim")
    run_until_quiet(streams)
    call_api("correct_conversion_to_nobody")
    run_until_quiet(streams)
    before, story = all_counters(), body_of(call_api("read_conversion"))

    run_until_quiet(Streams())

    assert (referral_count(), referral_count("ada-bakes")) == (0, 0)
    assert (all_counters(), body_of(call_api("read_conversion"))) == (before, story)
    assert deviations() == []
    assert audit_full_ledger(audit_desk.audits(), now=world.NOW).sound


def test_a_correction_before_the_rewards_moves_nothing_at_all() -> None:
    streams = Streams()
    call_api("make_claim")
    call_api("correct_conversion")

    run_until_quiet(streams)

    story = body_of(call_api("read_conversion"))
    assert [side["side"] for side in story["grants"]] == ["advocate", "friend"]
    assert (has("adv_ada"), has("adv_ben"), referral_count("bens-code")) == (0, 500, 1)
