"""Ada and others after moments of delight, and the clock that decides what follows."""

from datetime import datetime, timedelta
from typing import Any

from referrals.desks import nudge as nudge_desk
from referrals.model.delivery.facts import Topic
from referrals.model.nudge.decision import NudgeReason
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.people.person import Consents, Person
from referrals.model.work import HasTime, endless
from referrals.steps.nudge.note_delight import note_delight
from referrals.steps.nudge.nudge_advocates import NudgeReport, nudge_advocates
from referrals.wiring import clients, nudge_stores, stores
from tests.world import NOW, a_link, an_advocate

ON: dict[str, Any] = {"enabled": True, "hold_out_percent": 0}
DUE = NOW + timedelta(days=1)


def add_advocate(person_id: str, **changes: Any) -> Person:
    code = f"{person_id.removeprefix('adv_')}-bakes"
    given = {
        "consents": Consents(nudges=True),
        "codes": {"friends": code},
        "time_zone": "Europe/Berlin",
    }
    person = an_advocate(f"{person_id}@example.com", person_id).model_copy(
        update={**given, **changes}
    )
    stores.people().add(person)
    stores.links().create(a_link(code, advocate_id=person_id))
    return person


def delight(person_id: str = "adv_ada", cause: str = "survey-1", at: datetime = NOW) -> bool:
    moment = Delight(
        kind=DelightKind.THANKS,
        cause=cause,
        person_id=person_id,
        program_id="friends",
        happened_at=at,
    )
    return note_delight(
        moment, NudgePolicy.model_validate(ON), nudge_stores.nudge_records(), now=at
    )


def run(at: datetime = DUE, has_time: HasTime = endless) -> NudgeReport:
    return nudge_advocates(nudge_desk.nudges(), now=at, has_time=has_time)


def letters() -> list[str]:
    items = clients.table("outbox").scan()
    return [i["person_id"] for i in items if i["topic"] == Topic.ADVOCATE_NUDGED]


def reasons(person_id: str = "adv_ada") -> list[NudgeReason]:
    found = nudge_stores.nudge_records().of_person(person_id)
    return [each.reason for record in found for each in record.decisions]
