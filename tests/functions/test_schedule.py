"""Every events/schedule/*.json through the real handler: the clock's jobs, and what is no job."""

import json

import pytest

from functions.schedule.app import JOBS, handler
from referrals.edge.job import UnknownJobError
from referrals.model.delivery.outbox import DeliveryState
from referrals.wiring import stores
from tests.functions.job import EVENTS, event
from tests.template import resources
from tests.world import NOW, an_item

UNKNOWN = ("no_job", "unknown_job")


def test_every_job_has_its_event() -> None:
    assert {path.stem for path in EVENTS.glob("*.json")} == {*JOBS, *UNKNOWN}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_says_what_it_did(account: None, job: str) -> None:
    assert handler(event(job), None)["job"] == job


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_no_job_is_told_so(name: str) -> None:
    with pytest.raises(UnknownJobError, match="Use one of release_holds, sweep_outbox"):
        handler(event(name), None)


def test_the_template_s_rules_name_the_jobs() -> None:
    inputs = [
        json.loads(target["Input"])["job"]
        for rule in resources("AWS::Events::Rule").values()
        for target in rule["Targets"]
    ]

    assert sorted(inputs) == sorted(JOBS)


def test_the_sweep_wakes_what_is_due(account: None) -> None:
    stores.outbox().add(an_item(due_at=NOW.replace(year=2020)))

    assert handler(event("sweep_outbox"), None)["due"] == 1
    assert stores.outbox().get(an_item().item_id).state is DeliveryState.PENDING
