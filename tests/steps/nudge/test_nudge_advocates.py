"""The clock's errand: a moment is noted once, decided on once, and its letter waits to go out."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.model.nudge.arm import Arm, draw_arm
from referrals.model.nudge.decision import NudgeReason, NudgeVerdict
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.people.person import Consents
from referrals.steps.nudge.change_history import (
    note_answer,
    note_refusal,
    rest_nudges,
)
from referrals.steps.nudge.note_delight import note_delight
from referrals.steps.nudge.nudge_advocates import NudgeReport
from referrals.steps.nudge.nudge_letter import nudge_letter
from referrals.wiring import clients, nudge_stores, stores
from tests.job_time import time_for
from tests.steps.nudge.delights import DUE, ON, add_advocate, delight, letters, reasons, run
from tests.world import NOW, a_program, an_order, hash_of, refer


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program(nudges=ON))
    add_advocate("adv_ada")


def agenda() -> list[Any]:
    items = clients.table("stories").scan()
    return [i for i in items if i["subject"].startswith("agenda#nudge#")]


def test_a_letter_goes_out_once_a_day_after_the_moment() -> None:
    assert delight()
    assert run(NOW).sent == 0

    assert run().sent == 1

    assert letters() == ["adv_ada"]
    assert agenda() == []
    (record,) = nudge_stores.nudge_records().of_person("adv_ada")
    wanted = nudge_letter(record.delight, DUE)
    assert stores.outbox().get(wanted.item_id).data == {"reason": "thanks", "cause": "survey-1"}
    assert run(DUE + timedelta(hours=1)) == NudgeReport(0, 0, 0, (), left=0)


def test_a_moment_told_of_twice_is_decided_on_once() -> None:
    assert delight()
    assert not delight()
    run()

    assert not delight()
    assert reasons() == [NudgeReason.DELIGHT]


def test_a_second_moment_within_thirty_days_stays_silent() -> None:
    delight()
    run()
    later = NOW + timedelta(days=20)
    delight(cause="survey-2", at=later)

    assert run(later + timedelta(days=1)).silent == 1
    assert set(reasons()) == {NudgeReason.DELIGHT, NudgeReason.TOO_SOON}


def test_two_moments_of_one_hour_bring_one_letter() -> None:
    delight()
    delight(cause="survey-2")

    assert run().sent == 1
    assert letters() == ["adv_ada"]


def test_at_night_it_waits_and_comes_in_the_morning() -> None:
    night = datetime.fromisoformat("2026-11-22T22:30+00:00")
    delight(at=night - timedelta(days=1))

    assert run(night).waiting == 1
    assert run(night + timedelta(hours=1)) == NudgeReport(0, 0, 0, (), left=0)
    assert run(datetime.fromisoformat("2026-11-23T07:00+00:00")).sent == 1
    assert reasons() == [NudgeReason.QUIET_HOURS, NudgeReason.DELIGHT]


def test_not_now_is_ninety_days_of_rest() -> None:
    rest_nudges("adv_ada", nudge_stores.letter_histories(), now=NOW)
    delight()
    run()
    late = NOW + timedelta(days=90)
    delight(cause="survey-2", at=late - timedelta(days=1))

    assert run(late).sent == 1
    assert NudgeReason.NOT_NOW in reasons()


def test_never_is_told_apart_from_never_asked() -> None:
    note_refusal("adv_ada", nudge_stores.letter_histories(), now=NOW)
    stores.people().change("adv_ada", consents=Consents().model_dump())
    delight()
    run()

    assert reasons() == [NudgeReason.REFUSED]


def test_a_fourth_letter_comes_after_an_answer_alone() -> None:
    for number in range(4):
        at = NOW + timedelta(days=31 * number)
        delight(cause=f"survey-{number}", at=at)
        run(at + timedelta(days=1))
    assert len(letters()) == 3

    answer_at = NOW + timedelta(days=125)
    note_answer("adv_ada", nudge_stores.letter_histories(), now=answer_at)
    delight(cause="survey-5", at=answer_at)

    assert run(answer_at + timedelta(days=1)).sent == 1


def test_an_own_order_that_was_called_off_is_no_delight() -> None:
    order = an_order(customer_hash=hash_of("adv_ada@example.com"))
    key = refer(order)
    moment = Delight(
        kind=DelightKind.REPEAT_ORDER,
        cause=key,
        person_id="adv_ada",
        program_id="friends",
        happened_at=NOW,
    )
    policy = NudgePolicy.model_validate(ON)
    note_delight(moment, policy, nudge_stores.nudge_records(), now=NOW)

    run()

    assert reasons() == [NudgeReason.MOMENT_GONE]


def test_whoever_is_held_out_gets_none_and_is_counted() -> None:
    stores.programs().add(
        a_program(nudges={**ON, "hold_out_percent": 50}).model_copy(update={"version": 2})
    )
    for number in range(12):
        add_advocate(f"adv_{number:02}")
        delight(f"adv_{number:02}")

    report = run()

    key = nudge_desk.arm_key()
    drawn = {p: draw_arm(key, "friends#first", p, 50) for p in (f"adv_{n:02}" for n in range(12))}
    nudged = sorted(person for person, arm in drawn.items() if arm is Arm.NUDGED)
    assert sorted(letters()) == nudged
    assert (report.sent, report.silent) == (len(nudged), 12 - len(nudged))
    sums = nudge_stores.experiments().sums("friends", "first")
    assert {arm: each.entered for arm, each in sums.items()} == {
        Arm.NUDGED: len(nudged),
        Arm.HOLD_OUT: 12 - len(nudged),
    }


def test_a_run_goes_on_where_the_one_before_stopped() -> None:
    for number in range(5):
        add_advocate(f"adv_{number}")
        delight(f"adv_{number}")

    assert [run(has_time=time_for(2)).sent for _ in range(4)] == [2, 2, 1, 0]


def test_a_moment_that_cannot_be_read_keeps_no_other_waiting() -> None:
    delight(cause="broken")
    add_advocate("adv_ben")
    delight("adv_ben")
    (record,) = nudge_stores.nudge_records().of_person("adv_ada")
    clients.table("stories").put(
        {"subject": "person#adv_ada", "entry": f"nudge#{record.delight.name}", "delight": 7}
    )

    report = run()

    assert (report.sent, len(report.failed)) == (1, 1)
    assert run().failed == ()
    assert len(run(DUE + timedelta(hours=6)).failed) == 1


def test_every_decision_can_be_read_newest_first() -> None:
    delight()
    run()
    delight(cause="survey-2", at=DUE)
    run(DUE + timedelta(days=1))

    log, after = nudge_stores.nudge_records().decision_log("friends", 10)

    assert [each.decision.verdict for each in log] == [NudgeVerdict.SILENT, NudgeVerdict.SEND]
    assert after is None
