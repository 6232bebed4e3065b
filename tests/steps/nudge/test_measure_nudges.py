"""What came of thirty days: counted once, shown with its interval, and the way nudges stop."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.model.delivery.facts import Topic
from referrals.model.insight.insight import Move, program_and_link_counts
from referrals.model.nudge.arm import Arm, ArmEntry
from referrals.model.nudge.effect import LEAST_AGE, SETTLED_AFTER, ArmSums, StopReason, terms_of
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.people.person import Consents
from referrals.steps.nudge.measure_nudges import MeasureReport, measure_nudges
from referrals.store.table import transact
from referrals.views.nudge.nudge_effect import effect_figures
from referrals.wiring import clients, nudge_stores, stores
from tests.job_time import time_for
from tests.world import NOW, a_program, a_refund, add_facts, an_advocate, an_order, hash_of, refer

POLICY = NudgePolicy(enabled=True)
ENTERED = NOW - timedelta(hours=1)
END = ENTERED + SETTLED_AFTER


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    nudges = POLICY.model_dump(mode="json")
    stores.programs().add(a_program(nudges=nudges, webhook_url="https://shop.example/hook"))
    ada = an_advocate().model_copy(update={"consents": Consents(nudges=True)})
    stores.people().add(ada)
    nudge_stores.experiments().begin(terms_of(POLICY, "friends", ENTERED))
    enter("adv_ada", Arm.NUDGED)


def enter(person_id: str, arm: Arm) -> ArmEntry:
    entry = ArmEntry(
        person_id=person_id,
        program_id="friends",
        experiment="first",
        arm=arm,
        entered_at=ENTERED,
    )
    transact(clients.dynamo(), nudge_stores.experiments().enter_actions(entry))
    return entry


def run(**changes: Any) -> MeasureReport:
    return measure_nudges(nudge_desk.measures(), now=END, **changes)


def nudged() -> ArmSums:
    return nudge_stores.experiments().sums("friends", "first")[Arm.NUDGED]


def bring(order_id: str, **changes: Any) -> str:
    order = an_order(customer_hash=hash_of(f"{order_id}@example.com"))
    return refer(order, order_id=order_id, friend_id=f"fri_{order_id}", **changes)


def test_friends_whose_orders_stand_are_counted_once() -> None:
    bring("1001")
    bring("1002")
    add_facts(bring("1003"), a_refund(5000))

    assert run() == MeasureReport(1, (), (), left=0)
    assert run() == MeasureReport(0, (), (), left=0)

    assert nudged() == ArmSums(entered=1, ended=1, friends=2, friends_squared=4, sharers=1)


@pytest.mark.parametrize("arm", Arm)
@pytest.mark.parametrize(("counter", "sharers"), [("shares@copy", 1), ("people@1", 0)])
def test_both_arms_are_counted_by_what_both_can_do(arm: Arm, counter: str, sharers: int) -> None:
    """Who was held out can share from their page; a visit may come from the letter itself."""
    stores.people().add(
        an_advocate("cleo@example.com", "adv_cleo").model_copy(
            update={"codes": {"friends": "cleos"}}
        )
    )
    enter("adv_cleo", arm)
    day = (ENTERED + timedelta(days=3)).date()
    counted = program_and_link_counts("friends", day, "cleos", {counter: 1})
    stores.insights().fold([Move("use", counted)], NOW)

    run()

    sums = nudge_stores.experiments().sums("friends", "first")[arm]
    assert (sums.sharers, sums.friends) == (sharers, 0)


def test_nobody_is_counted_before_their_days_are_over() -> None:
    early = measure_nudges(nudge_desk.measures(), now=END - timedelta(seconds=1))

    assert early.counted == 0
    assert nudged() == ArmSums(entered=1)


def test_a_consent_that_was_taken_back_counts_against_them() -> None:
    stores.people().change("adv_ada", consents=Consents().model_dump())

    run()

    assert nudged().refusals == 1


def test_one_with_a_thousand_followers_counts_as_ten() -> None:
    for number in range(12):
        bring(f"10{number:02}")

    run()

    assert (nudged().friends, nudged().friends_squared) == (10, 100)


def test_a_run_that_was_cut_off_goes_on() -> None:
    for number in range(4):
        stores.people().add(an_advocate(f"{number}@example.com", f"adv_{number}"))
        enter(f"adv_{number}", Arm.NUDGED)

    assert [run(has_time=time_for(2)).counted for _ in range(4)] == [2, 2, 1, 0]
    assert nudged().ended == 5


def fill(arm: Arm, **sums: int) -> None:
    item = {"subject": "nudge-effect#friends#first", "entry": f"arm#{arm}", **sums}
    clients.table("stories").put(item)


def test_nudges_that_do_harm_switch_themselves_off_and_say_so() -> None:
    fill(Arm.NUDGED, entered=900, ended=900, refusals=300)
    fill(Arm.HOLD_OUT, entered=100, ended=100)
    now = ENTERED + LEAST_AGE

    assert measure_nudges(nudge_desk.measures(), now=now).stopped == ("friends",)
    assert measure_nudges(nudge_desk.measures(), now=now).stopped == ()

    found = effect_figures(stores.programs().get("friends").rules, nudge_stores.experiments(), now)
    assert found.stop_reason == StopReason.HARM
    assert found.sentence.startswith("Switched off")
    (word,) = [i for i in clients.table("outbox").scan() if i["topic"] == Topic.NUDGES_STOPPED]
    assert word["data"]["reason"] == "harm"


def test_the_terms_of_the_first_day_hold() -> None:
    later = terms_of(POLICY.model_copy(update={"planned": 999_999}), "friends", NOW)

    assert nudge_stores.experiments().begin(later).planned == POLICY.planned


def test_an_outcome_that_can_not_be_counted_stops_no_other() -> None:
    stores.people().add(an_advocate("bad@example.com", "adv_bad"))
    enter("adv_bad", Arm.NUDGED)
    clients.table("people").put({"person_id": "adv_bad", "role": "nonsense"})

    report = run()

    assert (report.counted, len(report.failed), report.left) == (1, 1, 1)
