"""A year of a few advocates through the real step: what the pure rule promises, the tables keep."""

from datetime import datetime, timedelta

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.model.delivery.facts import Topic
from referrals.model.nudge.delight import DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.people.person import Consents, QuietHours
from referrals.steps.nudge.change_history import note_answer, note_refusal, rest_nudges
from referrals.steps.nudge.note_delight import note_delight
from referrals.steps.nudge.nudge_advocates import nudge_advocates
from referrals.wiring import clients, nudge_stores, stores
from tests.nudge_year import BEGIN, AdvocateYear, broken_promises, lives
from tests.world import a_link, a_program, an_advocate

PEOPLE = 12
POLICY = NudgePolicy(enabled=True, hold_out_percent=0)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program(nudges=POLICY.model_dump(mode="json")))


def join(life: AdvocateYear) -> None:
    code = life.person_id.replace("_", "-")
    person = an_advocate(f"{life.person_id}@example.com", life.person_id).model_copy(
        update={
            "time_zone": life.zone,
            "quiet_hours": QuietHours(start=life.quiet[0], end=life.quiet[1]),
            "consents": Consents(nudges=True),
            "codes": {"friends": code},
        }
    )
    stores.people().add(person)
    stores.links().create(a_link(code, advocate_id=life.person_id))


def run(now: datetime, people: dict[str, AdvocateYear], seen: set[str]) -> None:
    """An hour's run, and what its letters' readers say to them."""
    nudge_advocates(nudge_desk.nudges(), now=now)
    for item in clients.table("outbox").scan():
        if item["topic"] != Topic.ADVOCATE_NUDGED or item["item_id"] in seen:
            continue
        seen.add(item["item_id"])
        word = people[item["person_id"]].read(now)
        histories = nudge_stores.letter_histories()
        if word == "not_now":
            rest_nudges(item["person_id"], histories, now=now)
        if word == "never":
            stores.people().change(item["person_id"], consents=Consents().model_dump())
            note_refusal(item["person_id"], histories, now=now)


def hour_after(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def next_hour(now: datetime) -> datetime | None:
    """When the clock finds something to decide next."""
    items = clients.table("stories").scan()
    entries = [i["entry"] for i in items if i["subject"] == "agenda#nudge#friends"]
    dues = [datetime.fromisoformat(entry.partition("#")[0]) for entry in entries]
    return max(hour_after(min(dues)), now) if dues else None


def test_in_a_year_of_real_runs_every_promise_is_kept() -> None:
    people = {life.person_id: life for life in lives(PEOPLE, seed=4, kinds=[DelightKind.THANKS])}
    facts = [(each.happened_at, each, None) for life in people.values() for each in life.moments]
    words = [(at, None, life) for life in people.values() for at in life.answers]
    seen: set[str] = set()
    for life in people.values():
        join(life)

    now = BEGIN
    for at, delight, sharer in sorted([*facts, *words], key=lambda fact: fact[0]):
        while (due := next_hour(now)) and due <= at:
            now = due
            run(now, people, seen)
        if delight:
            note_delight(delight, POLICY, nudge_stores.nudge_records(), now=at)
        if sharer:
            note_answer(sharer.person_id, nudge_stores.letter_histories(), now=at)
        now = max(now, at)
    while due := next_hour(now):
        now = due
        run(now, people, seen)

    assert [life.person_id for life in people.values() if broken_promises(life)] == []
    assert sum(len(life.letters) for life in people.values()) > PEOPLE
    for life in people.values():
        assert len(list(nudge_stores.nudge_records().of_person(life.person_id))) == len(
            life.moments
        )
