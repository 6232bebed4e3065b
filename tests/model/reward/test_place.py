"""What a grant counts for: its advocate's period, month and worth, its friend, and its day."""

from referrals.model.program.tally import Tally
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.place import Place, give_place_back, places_of, take_place
from referrals.model.reward.settlement import settle
from tests.model.reward.reward_questions import a_question
from tests.world import NOW, rules

DAILY = rules(limits={"per_day": 5})


def test_a_grant_counts_for_its_advocate_its_friend_and_its_day() -> None:
    grant = settle(a_question(DAILY, day="2026-11-22"), {}, NOW).after
    assert grant

    assert list(places_of(grant).values()) == [
        Place("2026-11", (), "2026-11", 500),
        Place("2026-11"),
        Place("2026-11-22"),
    ]


def test_without_a_limit_of_the_day_no_day_is_counted() -> None:
    grant = settle(a_question(day="2026-11-22"), {}, NOW).after

    assert len(places_of(grant)) == 2


def test_what_is_closed_counts_for_nothing() -> None:
    grant = settle(a_question(DAILY, day="2026-11-22"), {}, NOW).after
    assert grant

    assert places_of(grant.model_copy(update={"status": GrantStatus.REVERSED})) == {}


def test_a_place_that_is_given_back_leaves_nothing_behind() -> None:
    place = Place("2026-11", (3,), "2026-11", 500)

    tally = give_place_back(take_place(Tally(subject="any"), place), place)

    assert (tally.lifetime, tally.milestones) == (0, ())
    assert {*tally.periods.values(), *tally.worths.values(), *tally.months.values()} == {0}
