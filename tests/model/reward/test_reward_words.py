"""What a decision on a reward keeps to tell each from; which offer a link pays."""

from typing import Any

import pytest

from referrals.model.attribution.referral import RewardFacts, RewardStatus
from referrals.model.reward.decision import facts_by_grant, offer_for, partial_loss_reason
from referrals.model.reward.grant import GrantStatus
from tests.model.reward.in_memory_books import ADA, CLEO, InMemoryBooks, some_figures
from tests.model.reward.reward_questions import a_used_tally, decision_on
from tests.reward_sentences import for_advocate, for_former, for_friend, nothing
from tests.world import NOW, rules

BEGAN = "A friend came through you. Thank you. This is what you earned: "
MOVED = (
    "The shop looked again at who had brought this friend, and it was somebody else. "
    "So the reward for it went back."
)
NEVER = (
    "The shop looked at this order again, and it had come without a recommendation. "
    "So the reward for it went back."
)
SPENT = " What you have spent of it stays yours."


@pytest.mark.parametrize(
    ("lost", "bank", "reason"),
    [
        (1000, 0, "refunded_in_part"),
        (1000, 999, "refunded_in_part"),
        (1000, 1000, "disputed_in_part"),
        (1000, 1001, "disputed_in_part"),
    ],
)
def test_a_part_is_the_bank_s_only_when_all_of_it_is(lost: int, bank: int, reason: str) -> None:
    figures = some_figures(lost_minor=lost, bank_minor=bank, disputed=bank > 0)

    assert partial_loss_reason(figures) == reason
    assert decision_on(lost_minor=lost, bank_minor=bank).reason == reason


def test_a_decision_names_its_moment_and_the_revision_it_rests_on() -> None:
    decision = decision_on(revision=7)

    assert decision.reason == "all_checks_passed"
    assert (decision.decided_at, decision.revision, for_former(decision)) == (NOW, 7, "")


def test_after_the_hold_it_is_theirs_now() -> None:
    decision = decision_on(rules(hold_days=0))

    assert for_advocate(decision) == f"{BEGAN}€5.00 of store credit. It is yours now."
    assert for_friend(decision).endswith(": 10% off your next order. It is yours now.")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"paid": False}, RewardStatus.REVERSED),
        ({"lost_minor": 5000, "disputed": True}, RewardStatus.REVERSED),
        ({"lost_minor": 1}, RewardStatus.GRANTED),
        ({"lost_minor": 1000}, RewardStatus.REVERSED),
        ({"test": True}, RewardStatus.WITHHELD),
        ({"gross_minor": 0}, RewardStatus.WITHHELD),
    ],
    ids=["unpaid", "disputed", "a cent that takes nothing", "a part", "a test", "nothing to pay"],
)
def test_what_was_lost_is_reversed_and_what_never_counted_is_withheld(
    changes: dict[str, Any], status: RewardStatus
) -> None:
    books = InMemoryBooks()
    key = books.order(1)

    assert books.change(key, **changes).decision.status is status


def test_a_correction_tells_the_former_advocate_and_not_the_next() -> None:
    books = InMemoryBooks()
    key = books.order(1)

    moved = books.correct(key, CLEO).decision
    assert (moved.reason, moved.status) == ("corrected", RewardStatus.GRANTED)
    assert (for_former(moved), for_advocate(moved)[: len(BEGAN)]) == (MOVED, BEGAN)
    back = books.correct(key, ADA).decision
    assert (for_former(back), for_advocate(back)[: len(BEGAN)]) == (MOVED, BEGAN)


def test_given_back_by_who_never_was_replaced_nobody_is_told() -> None:
    books = InMemoryBooks()
    key = books.order(1)
    books.correct(key, "")

    assert for_former(books.correct(key, ADA).decision) == ""


def test_who_spent_of_it_keeps_that_and_only_the_last_is_told() -> None:
    books = InMemoryBooks()
    key = books.order(1)
    books.release(key)
    books.spend(ADA, 300)

    first = books.correct(key, CLEO).decision
    second = books.correct(key, "").decision

    assert for_former(first) == MOVED + SPENT
    assert (for_former(second), second.status) == (NEVER, RewardStatus.REVERSED)
    assert books.grants[key].status is GrantStatus.WITHDRAWN


def test_what_an_earlier_one_spent_is_not_said_to_the_last() -> None:
    books = InMemoryBooks()
    books.order(9, advocate_id=CLEO)
    key = books.order(1)
    books.release(key)
    books.spend(ADA, 300)
    books.correct(key, CLEO)

    assert for_former(books.correct(key, "").decision) == NEVER


def test_what_never_was_given_is_withheld_when_nobody_brought_it() -> None:
    books = InMemoryBooks()
    key = books.order(1, some_figures(test=True))

    decision = books.correct(key, "").decision

    assert (decision.status, decision.reason) == (RewardStatus.WITHHELD, "corrected_to_nobody")
    assert (for_advocate(decision), for_friend(decision)) == nothing("corrected_to_nobody")


def test_a_full_advocate_hears_of_the_limit_the_friend_of_their_reward() -> None:
    books = InMemoryBooks(program=rules(limits={"per_advocate": {"count": 1}}))
    books.order(1, advocate_id=CLEO)
    key = books.order(2)

    decision = books.correct(key, CLEO).decision
    part = books.change(key, lost_minor=1000).decision

    assert (decision.reason, for_former(decision)) == ("advocate_limit", MOVED)
    assert for_advocate(decision) == nothing("advocate_limit")[0]
    assert "This is for you: 20 points." in for_friend(decision)
    assert for_advocate(part) == nothing("advocate_limit")[0]
    assert for_friend(part).startswith("Part of your order went back.")
    assert for_friend(part).endswith("This stays yours: 16 points.")


@pytest.mark.parametrize("lost", [0, 1, 1000, 5000])
@pytest.mark.parametrize("bank", [0, 5000])
@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize("to", [ADA, CLEO, ""])
def test_a_decision_without_facts_is_told_by_its_grant(
    lost: int, bank: int, released: bool, to: str
) -> None:
    books = InMemoryBooks()
    key = books.order(1)
    if released:
        books.release(key)
        books.spend(ADA, 300)
    books.correct(key, to)

    decision = books.change(key, lost_minor=lost, bank_minor=min(lost, bank)).decision

    assert facts_by_grant(decision, books.grants[key], to) == decision.facts


def test_a_decision_that_gave_nothing_has_no_facts_to_tell() -> None:
    decision = decision_on(rules(qualifies={"minimum_minor": 999999}))

    assert facts_by_grant(decision, None, ADA) == decision.facts == RewardFacts()


def test_facts_say_what_stands_of_what_each_is_entitled_to() -> None:
    books = InMemoryBooks()
    key = books.order(1)

    whole = books.change(key).decision.facts
    part = books.change(key, lost_minor=1000).decision.facts

    assert whole
    assert part
    assert (whole.loss, part.loss) == ("", "refunded_in_part")
    assert whole.hold_until == part.hold_until == books.grants[key].hold_until
    assert [(p.role, p.entitled, p.reward["amount"]) for p in part.parts[:2]] == [
        ("advocate", 500, 400),
        ("friend", 20, 16),
    ]
    assert all(p.entitled == p.reward["amount"] for p in whole.parts)


def test_the_offer_of_a_code_is_the_one_it_always_was() -> None:
    sides = {"advocate": {"kind": "points", "amount": 1}, "friend": {"kind": "points", "amount": 1}}
    offers = [{"name": n, "weight": w, **sides} for n, w in (("joy", 1), ("more", 2), ("most", 1))]
    program = rules(offers=offers)

    codes = ["ada", "ben", "gus", "hal", "ivy", "kim", "leo", "mia"]
    names = [offer_for(program, code).name for code in codes]

    assert names == ["more", "joy", "joy", "more", "most", "joy", "more", "joy"]


def test_a_limit_that_is_reached_leaves_nothing_to_either() -> None:
    program = rules(limits={"per_advocate": {"count": 1, "every": "month"}})

    decision = decision_on(program, advocate=a_used_tally(1))

    assert (for_advocate(decision), for_friend(decision)) == nothing("advocate_limit")
