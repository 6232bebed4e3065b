"""Answers by month, arms of nudges and budgets are counted again, and set right."""

import pytest

from referrals.desks import reward as reward_desk
from referrals.desks import survey as survey_desk
from referrals.model.nudge.arm import Arm, ArmEntry
from referrals.model.nudge.effect import ArmOutcome
from referrals.model.survey.survey import Survey
from referrals.steps.insight.rebuild_insights import rebuild_sums
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.measure.kept_sum import NOUNS
from referrals.store.table import Change, Table, transact
from referrals.views.insight.sum_check import wrong_sums
from referrals.wiring import clients, nudge_stores, stores
from tests.stories import shop_with_wall
from tests.world import NOW, a_key, refer


def tables() -> dict[str, Table]:
    return {noun: clients.table(noun) for noun in NOUNS}


@pytest.fixture(autouse=True)
def facts(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer, an outcome of an arm, and a grant that a budget paid."""
    shop_with_wall(monkeypatch, limits={"budget_minor": 100_000})
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 9, "Good", survey_desk.answers(), now=NOW)
    entry = ArmEntry(
        person_id="adv_ada", program_id="friends", experiment="one", arm=Arm.NUDGED, entered_at=NOW
    )
    experiments = nudge_stores.experiments()
    transact(clients.dynamo(), experiments.enter_actions(entry))
    outcome = ArmOutcome(friends=2, is_sharer=True, has_refused=False)
    transact(clients.dynamo(), experiments.end_actions(entry, outcome))
    allocate_budget("friends", 100_000, stores.tallies())
    refer()
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)


ANSWERS = {"subject": "survey-counts#friends", "entry": f"{NOW:%Y-%m}"}
ARM = {"subject": "nudge-effect#friends#one", "entry": "arm#nudged"}


def test_sums_that_say_what_happened_are_left_alone() -> None:
    assert list(wrong_sums(tables())) == []
    assert sum(each.spent_minor for each in stores.tallies().shards("friends")) > 0


def test_a_sum_that_lost_something_is_named_and_set_right() -> None:
    (shard,) = (each for each in stores.tallies().shards("friends") if each.spent_minor)
    budget = {"account": "budget#friends", "entry": f"shard#{shard.number:02d}"}
    places = [
        ("stories", ANSWERS, "score_9"),
        ("stories", ARM, "friends_squared"),
        ("ledger", budget, "spent_minor"),
    ]
    for noun, key, name in places:
        change = Change(update="SET #c = :none", names={"#c": name}, values={":none": 0})
        tables()[noun].update(key, change)

    found = list(wrong_sums(tables()))

    assert {(each.counter, each.counted) for each in found} == {(name, 0) for *_, name in places}
    assert rebuild_sums(found, tables()) == 3
    assert list(wrong_sums(tables())) == []


def test_more_answers_than_there_are_may_be_of_the_erased() -> None:
    (survey,) = nudge_stores.surveys().of_person("adv_ada")
    nudge_stores.surveys().remove(survey)

    assert list(wrong_sums(tables())) == []
