"""What a goal promised is given to everyone once, page by page, whatever dies in between."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import people as people_desk
from referrals.model.delivery.facts import Topic
from referrals.model.goal.goal import Goal, GoalState, GoalUnit
from referrals.model.people.person import Role
from referrals.model.privacy.request import stand_in
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.privacy.erase_person import erase_orders, erase_person
from referrals.store.goal.goal import Goals
from referrals.views.privacy.person_profile import person_profile
from referrals.wiring import clients, clock, community_stores, stores
from tests.corrector import has, shop, sound
from tests.goals import DONATION, arrive, goal, settle, start
from tests.job_time import time_for
from tests.world import NOW, a_friend, a_key, an_advocate, hash_of

OF_A_GOAL = {Topic.GOAL_REWARDED, Topic.GOAL_DONATED, Topic.GOAL_MISSED}


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "pause", lambda _: None)
    shop()


def letters() -> Counter[tuple[str, str]]:
    items = clients.table("outbox").scan()
    return Counter((i["topic"], i["person_id"]) for i in items if i["topic"] in OF_A_GOAL)


def a_crowd(size: int, sharers: int = 0) -> None:
    """A goal that was reached by so many friends, whom Ada and Cleo brought, or so many others."""
    start(target=size)
    goals, known = community_stores.goals(), goal()
    for number in range(size):
        friend = a_friend(
            person_id=f"fri_{number:04}", email="", email_hash=f"unknown-fri_{number:04}"
        )
        stores.people().table.put(friend.model_dump(mode="json"))
        if number < sharers:
            sharer = friend.model_copy(
                update={"person_id": f"adv_{number:04}", "role": Role.ADVOCATE}
            )
            stores.people().table.put(sharer.model_dump(mode="json"))
        unit = GoalUnit(
            key=f"friends#shopify#{number:05}",
            advocate_id=f"adv_{number:04}" if sharers else ("adv_ada", "adv_cleo")[number % 2],
            friend_id=friend.person_id,
        )
        place = {"subject": f"goal#{known.goal_id}", "entry": f"unit#{unit.key}"}
        goals.table.put({**place, **unit.model_dump(mode="json")})
    assert goals.close(known, GoalState.REACHED, NOW)


def test_everyone_who_took_part_gets_it_once() -> None:
    start()
    arrive(1001)
    arrive(1002)
    assert settle().told == 0
    arrive(1003, "cleos")

    first, again = settle(), settle()

    assert (first.told, first.settled, again.told, again.settled) == (5, 1, 0, 0)
    assert has("adv_ada", Part.AVAILABLE) == has("adv_cleo", Part.AVAILABLE) == 300
    assert set(letters().values()) == {1}
    assert len(letters()) == 5
    assert goal().settled_at == NOW
    assert sound()


class DeadError(BaseException):
    """Whoever was at it died."""


def die_after(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is cut off while it puts so many people's parts together."""
    left, told_action = [calls], Goals.told_action

    def die(self: Goals, known: Goal, person_id: str, at: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise DeadError
        return told_action(self, known, person_id, at)

    monkeypatch.setattr(Goals, "told_action", die)
    with pytest.raises(DeadError):
        settle()
    monkeypatch.setattr(Goals, "told_action", told_action)


@pytest.mark.parametrize("dies_after", [1, 10, 25, 26, 33])
def test_a_run_that_dies_goes_on_where_it_was(
    dies_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_crowd(40)
    die_after(dies_after, monkeypatch)
    while not settle(has_time=time_for(1)).settled:
        pass

    every = letters()
    assert (len(every), set(every.values())) == (42, {1})
    assert {has(person_id, Part.AVAILABLE) for _, person_id in every} == {300}
    assert sound()


def test_three_thousand_get_it_once_however_often_a_run_dies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_crowd(1_500, sharers=1_500)
    die_after(700, monkeypatch)
    given = len(letters())
    die_after(1, monkeypatch)

    reports = [settle(has_time=time_for(5))]
    while not reports[-1].settled:
        reports.append(settle(has_time=time_for(5)))

    assert 0 < given < 700
    assert len(reports) == 3
    assert sum(each.told for each in reports) + given == 3_000
    every = letters()
    assert (len(every), set(every.values())) == (3_000, {1})
    balances = [i for i in clients.table("ledger").scan() if i["entry"] == "balance"]
    theirs = Counter(i["balance"] for i in balances if i["account"].startswith("person:"))
    assert theirs == {300: 3_000}
    assert sum(i["balance"] for i in balances) == 0


def test_whoever_can_not_be_given_theirs_keeps_nobody_from_it() -> None:
    a_crowd(30)
    account = person_account("fri_0007", "friends", "EUR", Part.AVAILABLE)
    spoiled = {"account": account, "entry": "balance", "seq": "spoiled"}
    stores.ledger().table.put(spoiled)

    first, second = settle(), settle()

    assert (first.told, first.settled) == (31, 0)
    assert first.failed == second.failed == ("friends#winter-table#fri_0007",)
    stores.ledger().table.delete({"account": account, "entry": "balance"})
    last = settle()
    assert (last.told, last.settled, last.failed) == (1, 1, ())
    assert set(letters().values()) == {1}
    assert sound()


def test_a_donation_is_given_once_and_told_to_who_agreed() -> None:
    start(promise=DONATION, target=1)
    arrive(1001)
    settle()
    settle()

    (total,) = stores.donations().of_year("friends", 2026)

    assert (total.cause, total.given, total.amount_minor) == ("shelter", 1, 50_000)
    assert {topic for topic, _ in letters()} == {Topic.GOAL_DONATED}
    assert has("adv_ada", Part.AVAILABLE) == 0


def test_a_goal_that_is_missed_ends_kindly_and_gives_nothing() -> None:
    start()
    arrive(1001)
    assert settle(days=31).closed == 0

    report = settle(days=33)

    assert (report.closed, report.told, goal().state) == (1, 2, GoalState.MISSED)
    assert {topic for topic, _ in letters()} == {Topic.GOAL_MISSED}
    assert has("adv_ada", Part.AVAILABLE) == 0


def test_one_goal_that_can_t_go_on_keeps_no_other() -> None:
    start(name="a-broken-one", target=1)
    start(target=1)
    arrive(1001)
    place = {"subject": "goal#friends#a-broken-one", "entry": "unit#friends#shopify#1001"}
    community_stores.goals().table.put({**place, "friend_id": "fri_of_1001"})

    report = settle()

    assert report.failed == ("friends#a-broken-one",)
    assert report.settled == 1


def test_who_was_erased_is_passed_by_and_named_nowhere() -> None:
    start()
    for number in (1001, 1002, 1003):
        arrive(number)
    ada = hash_of(an_advocate().email)
    erase_person(ada, [], people_desk.files(), lambda each: stand_in("seed", each), now=NOW)

    assert settle().told == 3
    stored = str([i for i in clients.table("stories").scan() if i["subject"].startswith("goal#")])
    assert "adv_ada" not in stored
    assert goal().counted == 3


def test_an_erased_friend_counts_on_and_is_named_nowhere() -> None:
    start()
    arrive(1001)
    (unit,) = community_stores.goals().units_of_orders([a_key("1001")])

    erase_orders([a_key("1001")], people_desk.files(), lambda each: f"not-{each}", now=NOW)

    stored = str([i for i in clients.table("stories").scan() if i["subject"].startswith("goal#")])
    assert unit.friend_id
    assert unit.friend_id not in stored
    assert "adv_ada" in stored
    assert goal().counted == 1


def test_an_export_names_the_goals_that_somebody_took_part_in() -> None:
    start()
    arrive(1001)
    key = a_key("1001")
    (unit,) = community_stores.goals().units_of_orders([key])
    people, files = stores.people(), people_desk.files()

    for person_id in ("adv_ada", unit.friend_id):
        profile = person_profile(people.get(person_id), files, NOW, [key])
        assert profile.goals == ["friends#winter-table"]
    cleo = people.add(an_advocate("cleo@example.com", "adv_cleo"))
    assert person_profile(cleo, files, NOW, []).goals == []


def test_time_alone_changes_nothing_of_what_is_settled() -> None:
    start(target=1)
    arrive(1001)
    settle()
    before = goal()

    settle(days=400)

    assert goal() == before
    assert before.closed_at == NOW
    assert before.ends_at > NOW + timedelta(days=29)
