"""Fifty of everything at once: each event comes fifty times in the same instant, stage by stage.

On DynamoDB Local, whose transactions really meet; on moto, which knows no concurrency, the fifty
take turns between any two calls.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier, Lock
from typing import Any

import pytest
from botocore.client import BaseClient

from referrals.desks import audit as audit_desk
from referrals.model.insight.insight import Counter, Deviation
from referrals.model.reward.grant import GrantStatus
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.store.insight.countable import COUNTS
from referrals.views.insight.insight_check import insight_check
from referrals.views.measure.census_check import CENSUS_TABLES, census_counts, take_census
from referrals.wiring import clients, clock, stores
from tests import world
from tests.oracle import oracle_account
from tests.streams import Streams, streamed_records
from tests.sweep.story import CHAPTERS, SweepStory, a_world, parked_messages


@dataclass
class Crowd(SweepStory):
    """A story in which every handler is called by many at once with the same event."""

    copies: int = 50

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        start = Barrier(self.copies)

        def one(_: int) -> Any:
            start.wait()
            return self._run(function, event)

        with ThreadPoolExecutor(self.copies) as pool:
            answers = list(pool.map(one, range(self.copies)))
        return merge_answers(answers)


def merge_answers(answers: list[Any]) -> Any:
    """What Lambda or the shop would do after these answers: try again if anybody says so."""
    if "batchItemFailures" in answers[0]:
        failures = {f["itemIdentifier"] for a in answers for f in a["batchItemFailures"]}
        return {"batchItemFailures": [{"itemIdentifier": each} for each in sorted(failures)]}
    return max(answers, key=lambda answer: answer.get("statusCode", 0))


@pytest.fixture(params=["moto", "dynamodb-local"])
def crowd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crowd]:
    if request.param == "moto":
        request.getfixturevalue("account")
        with taking_turns(monkeypatch):
            yield open_crowd(Crowd(), monkeypatch)
        return
    with oracle_account(monkeypatch):
        yield open_crowd(Crowd(streams=Streams(read=streamed_records)), monkeypatch)


def open_crowd(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> Crowd:
    a_world(monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: crowd.now)
    return crowd


@contextmanager
def taking_turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    real: Callable[..., Any] = BaseClient._make_api_call
    turn = Lock()

    def call(client: Any, operation: str, request: Any) -> Any:
        with turn:
            return real(client, operation, request)

    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        yield


def test_fifty_copies_of_an_order_earn_one_grant(crowd: Crowd) -> None:
    crowd.tell("order_paid")

    grants = [item for item in clients.table("ledger").scan() if item["entry"] == "grant"]
    assert [grant["key"] for grant in grants] == ["friends#signed#1001"]
    (day,) = stores.insights().days("friends", world.NOW.date(), world.NOW.date())
    assert (day.total(Counter.CONVERSIONS), day.total(Counter.REFERRED)) == (1, 1)
    assert day.by(Counter.REWARDS) == {"store_credit": 1, "discount_code": 1, "points": 1}
    assert outbox_states() == {"done": 3}
    assert parked_messages() == []


def test_copies_of_a_whole_life_leave_sound_books(crowd: Crowd) -> None:
    crowd.copies = 8
    for chapter in CHAPTERS:
        crowd.tell(chapter)

    assert stores.grants().get("friends#signed#1001").status is GrantStatus.REVERSED
    assert audit_full_ledger(audit_desk.audits(), now=crowd.now).sound
    assert number_deviations(crowd) == []
    assert outbox_states().keys() == {"done"}
    assert parked_messages() == []


def outbox_states() -> Tally[str]:
    return Tally(item["state"] for item in clients.table("outbox").scan())


def number_deviations(crowd: Crowd) -> list[Deviation]:
    stored = {noun: clients.table(noun) for noun in (*COUNTS, *CENSUS_TABLES)}
    programs = stores.programs()
    counts = census_counts(take_census(stored, programs), programs)
    counted = {noun: stored[noun] for noun in COUNTS}
    return insight_check(counted, stores.insights(), programs, customers=counts, now=crowd.now)
