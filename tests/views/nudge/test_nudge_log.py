"""What was decided about whom, as the merchant reads it."""

from datetime import timedelta

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.steps.nudge.decide_moment import decide_moment
from referrals.steps.nudge.note_delight import note_delight
from referrals.views.nudge.nudge_log import nudge_log, person_nudges
from referrals.wiring import nudge_stores, stores
from tests.world import NOW, a_program, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(nudges={"enabled": True}))
    for number in (1, 2):
        moment = Delight(
            kind=DelightKind.STORY,
            cause=f"story-{number}",
            person_id="adv_ada",
            program_id="friends",
            happened_at=NOW,
        )
        note_delight(moment, NudgePolicy(enabled=True), nudge_stores.nudge_records(), now=NOW)


def decide_all() -> None:
    desk, later = nudge_desk.nudges(), NOW + timedelta(days=1)
    rules = stores.programs().get("friends").rules
    for entry in list(desk.records.agenda.due_entries("friends", later)):
        decide_moment(entry, rules, desk, now=later)


def test_the_log_pages_through_all_decisions() -> None:
    decide_all()

    rows, after = nudge_log("friends", nudge_stores.nudge_records(), limit=1)
    rest, _ = nudge_log("friends", nudge_stores.nudge_records(), limit=5, start=after)

    assert {row.cause for row in rows + rest} == {"story-1", "story-2"}
    assert rows[0].why == "They have not agreed to nudges."


def test_a_person_s_decisions_stand_beside_what_the_next_rests_on() -> None:
    waiting = person_nudges(
        "adv_ada", nudge_stores.nudge_records(), nudge_stores.letter_histories()
    )
    decide_all()
    found = person_nudges("adv_ada", nudge_stores.nudge_records(), nudge_stores.letter_histories())

    assert (waiting.undecided, waiting.decisions) == (2, [])
    assert [row.reason for row in found.decisions] == ["no_consent", "no_consent"]
    assert (found.undecided, found.letters_sent) == (0, [])
