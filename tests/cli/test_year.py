"""The demo's year, a part of it: lived by the product's steps on the emulator's own tables."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goodword.commands.insights import (
    count_customers,
    find_deviations,
    record_deviations,
    trial_deviations,
)
from goodword.local.year.emulator_tables import EmulatorService
from goodword.local.year.run import live_year
from referrals.desks import audit as audit_desk
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.experiment.declaration import EndReason
from referrals.model.insight.insight import Counter
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.program.apply_program import experiment_faults
from referrals.store.experiment.tally import trial_place
from referrals.wiring import clock, community_stores, experiment_stores, nudge_stores, stores
from tests.lived_year import RULES, SECRET, a_plan, lived_year

PART, SOME_DAYS = 0.08, 100


@pytest.fixture(scope="module")
def lived() -> Iterator[EmulatorService]:
    with lived_year(PART, SOME_DAYS) as shelf:
        yield shelf


def test_every_number_of_the_year_is_what_the_tables_say(lived: EmulatorService) -> None:
    census = count_customers()

    assert find_deviations(census) + record_deviations(census) + trial_deviations() == []


def test_the_books_of_the_year_are_green(lived: EmulatorService) -> None:
    found = audit_full_ledger(audit_desk.audits(), now=clock.now())

    assert found.sound
    assert found.entries > 0


def test_a_year_that_was_lived_is_not_lived_again(lived: EmulatorService) -> None:
    versions = [each.version for each in stores.programs().versions("friends")]

    assert live_year(a_plan(clock.now(), PART, SOME_DAYS), RULES, SECRET, lived) == 0
    rules = stores.programs().get("friends").rules
    assert rules.model_copy(update={"experiments": ()}) == RULES
    assert len(versions) == len([*stores.programs().versions("friends")]) == 9


def test_an_experiment_of_the_year_is_over(lived: EmulatorService) -> None:
    applied = stores.programs().get("friends")
    (trial,) = applied.rules.experiments
    place, tallies = trial_place(trial, "friends"), experiment_stores.trial_tallies()

    assert trial.end_reason is EndReason.BY_DATE
    # Few links in so small a year: chance may draw all of them into one arm.
    assert sum(tallies.arm(place, each.name).links for each in trial.arms) > 0
    assert [*experiment_faults(RULES, applied, now=clock.now() + timedelta(days=30))] == []


def test_people_spoke_and_were_answered(lived: EmulatorService) -> None:
    suggestions = nudge_stores.suggestions()
    page, _ = suggestions.page("friends", 20)
    goals = {goal.name: goal.state for goal in community_stores.goals().of_program("friends")}

    assert {each.state for each in page} == {"open", "done", "declined"}
    assert goals["advent"] == "open"


def test_a_person_is_waited_for_where_the_year_ends(lived: EmulatorService) -> None:
    assert len([*stores.reviews().all_open()]) > 1


def test_most_friends_of_the_year_go_on_from_their_page(lived: EmulatorService) -> None:
    today = clock.now().date()
    days = [*stores.insights().days("friends", today - timedelta(days=SOME_DAYS), today)]

    page, went_on = (
        sum(each.total(counter) for each in days)
        for counter in (Counter.PAGE_PEOPLE, Counter.WENT_ON)
    )
    assert 0.5 < went_on / page < 0.9


def test_nothing_of_the_year_waits_to_go_out(lived: EmulatorService) -> None:
    later = clock.now() + timedelta(days=1)

    assert [*stores.outbox().waiting(DeliveryState.PENDING, later)] == []


def test_nothing_of_the_year_was_asked_of_the_till(lived: EmulatorService) -> None:
    """The till makes the codes from the year's last moment on: before that there is none to ask."""
    newest = max(stores.programs().versions("friends"), key=lambda each: each.version)

    assert newest.rules.codes_by == RULES.codes_by
    assert clock.now() - newest.applied_at < timedelta(minutes=30)
