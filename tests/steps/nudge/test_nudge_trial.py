"""Nudges as arms: who gets which letter, who takes part, what came of it, counted once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.desks import experiment as experiment_desk
from referrals.desks import people as people_desk
from referrals.desks import program as program_desk
from referrals.model.experiment.tally import ArmTally
from referrals.model.nudge.decision import NudgeReason
from referrals.model.people.person import Consents
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.steps.experiment.fold_trials import fold_link
from referrals.steps.experiment.rebuild_trials import rebuild_trials
from referrals.store.experiment.tally import WrongTally, trial_place
from referrals.views.experiment.trial_check import wrong_tallies
from referrals.wiring import clients, experiment_stores, nudge_stores, stores
from tests.steps.nudge.delights import DUE, ON, delight, letters, reasons, run
from tests.steps.nudge.nudge_trial import begin, count, lay_advocates, sums
from tests.trials import code_on
from tests.world import (
    NOW,
    a_key,
    a_link,
    a_referral,
    a_refund,
    add_facts,
    an_order,
    figures_of,
    hash_of,
)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    """Nothing is there but tables."""


def wrong() -> list[WrongTally]:
    return list(wrong_tallies(stores.programs(), stores.links(), experiment_stores.trial_tallies()))


def bring(person_id: str, order_id: str, *, days: int = 3) -> str:
    """A friend's first order, so long after the moment."""
    program, key = stores.programs().get("friends"), a_key(order_id)
    order = an_order(customer_hash=hash_of(f"{order_id}@example.com"))
    stores.conversions().record(key, order, body="", at=NOW)
    found = figures_of(stores.conversions().state(key), program, first_order=True)
    (decision,) = a_referral(found, advocate_id=person_id).decisions
    decision = decision.model_copy(update={"decided_at": DUE + timedelta(days=days)})
    referral = a_referral(found, order_id, friend_id=f"fri_{order_id}", decisions=(decision,))
    stores.referrals().add(referral)
    return str(key)


def test_each_arm_gets_its_letter_or_none() -> None:
    trial = begin()
    people = lay_advocates(trial, each=2)

    run()

    assert sorted(letters()) == sorted(people["as-it-is"] + people["warm"])
    said = {
        person: (each.reason, each.arm)
        for ids in people.values()
        for person in ids
        for record in nudge_stores.nudge_records().of_person(person)
        for each in record.decisions
    }
    assert said[people["warm"][0]] == (NudgeReason.DELIGHT, "warm")
    assert said[people["none"][0]] == (NudgeReason.ARM_WITHOUT, "none")
    assert {name: each.entered for name, each in sums(trial).items()} == dict.fromkeys(people, 2)
    # Whom an arm keeps letters from is on neither side of the hold-out.
    (entered,) = nudge_stores.experiments().sums("friends", "first").values()
    assert entered.entered == 4


def test_whoever_is_held_out_takes_no_part() -> None:
    trial = begin(nudges={**ON, "hold_out_percent": 50})
    people = [person for ids in lay_advocates(trial, each=6).values() for person in ids]

    run()

    held = [each for each in people if reasons(each) == [NudgeReason.HELD_OUT]]
    assert held
    assert sum(each.entered for each in sums(trial).values()) == len(people) - len(held)


def test_what_speaks_against_a_letter_does_so_on_every_arm() -> None:
    trial = begin()
    for people in lay_advocates(trial).values():
        stores.people().change(people[0], consents=Consents().model_dump())

    run()

    assert letters() == []
    assert set(sums(trial).values()) == {ArmTally()}


def test_a_second_moment_stays_on_the_arm_and_enters_nobody_anew() -> None:
    trial = begin()
    (person,) = lay_advocates(trial)["none"]
    run()
    other = code_on(trial, "warm")
    stores.links().create(a_link(other, advocate_id=person))
    stores.people().change(person, codes={"friends": other})
    later = DUE + timedelta(days=10)
    delight(person, cause="survey-2", at=later - timedelta(days=1))

    run(later)

    assert reasons(person) == [NudgeReason.ARM_WITHOUT] * 2
    assert {name: each.entered for name, each in sums(trial).items()} == dict.fromkeys(
        sums(trial), 1
    )


def test_thirty_days_are_counted_once_with_what_stayed() -> None:
    trial = begin()
    people = lay_advocates(trial)
    run()
    (warm,), (none,) = people["warm"], people["none"]
    bring(warm, "1001")
    bring(warm, "1002")
    add_facts(bring(warm, "1003"), a_refund(5000))
    bring(none, "1004")
    bring(none, "1005", days=31)

    assert count(DUE + timedelta(days=30)).counted == 0
    assert (count().counted, count().counted) == (3, 0)

    found = sums(trial)
    assert (found["warm"].links, found["warm"].orders, found["warm"].orders_squared) == (1, 2, 4)
    assert (found["none"].orders, found["as-it-is"].orders, found["as-it-is"].links) == (1, 0, 1)
    assert wrong() == []


def test_clicks_of_a_link_move_nothing_here() -> None:
    trial = begin()
    people = lay_advocates(trial)
    run()
    before = sums(trial)
    rules = stores.programs().get("friends").rules
    code = f"{people['warm'][0].removeprefix('adv_')}-bakes"

    assert not fold_link(code, trial, rules, experiment_desk.folds())
    assert sums(trial) == before


def test_sums_that_went_wrong_are_found_and_set_right() -> None:
    trial = begin()
    lay_advocates(trial)
    run()
    count()
    tallies, right = experiment_stores.trial_tallies(), sums(trial)["warm"]
    place = trial_place(trial, "friends")
    assert tallies.correct(place, "warm", right, replace(right, orders=7, entered=9))

    (found,) = wrong()
    assert rebuild_trials([found], experiment_desk.folds()) == 1
    assert sums(trial)["warm"] == right


def test_who_is_erased_stays_a_number_and_no_more() -> None:
    trial = begin()
    people = lay_advocates(trial)
    run()
    (person,) = people["warm"]

    people_desk.voice().remove(person, [])

    left = [i for i in clients.table("stories").scan() if person in str(i)]
    assert [each for each in left if "nudge-trial" in str(each)] == []
    assert count().counted == 2
    assert sums(trial)["warm"].entered == 1
    assert wrong() == []


def test_after_its_end_nobody_takes_part_and_all_are_counted() -> None:
    trial = begin()
    people = lay_advocates(trial)
    run()
    end_experiment("friends", "softer-words", program_desk.program(), now=DUE + timedelta(days=1))
    delight(people["none"][0], cause="survey-2", at=DUE + timedelta(days=1))
    run(DUE + timedelta(days=2))

    assert set(reasons(people["none"][0])) == {NudgeReason.ARM_WITHOUT, NudgeReason.DELIGHT}
    assert count().counted == 3
    assert {each.links for each in sums(trial).values()} == {1}
