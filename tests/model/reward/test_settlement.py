"""What an order earns as it now stands: edited, unpaid, disputed, in whichever order it was told.

50.00 EUR at first, 10 % for the advocate and 20 points for the friend, from 20.00 on; the figures
of docs/algorithms/rewards.md.
"""

from typing import Any

import pytest

from referrals.model.attribution.referral import RewardStatus
from referrals.model.reward.grant import GrantStatus
from tests.model.reward.in_memory_books import ADA, CLEO, InMemoryBooks
from tests.reward_sentences import for_advocate, for_friend
from tests.world import rules

ADAS, BENS, FIRST = f"advocate {ADA}", "friend fri_1", f"milestone-1 {ADA}"


def price_fields(gross: int, **more: Any) -> dict[str, Any]:
    return {"gross_minor": gross, "base_minor": gross, **more}


def refund_fields(minor: int, gross: int = 5000) -> dict[str, Any]:
    return {"lost_minor": minor, "refunded": minor >= gross}


def dispute_fields(minor: int, gross: int = 5000, *, lost: bool = False) -> dict[str, Any]:
    bank = {"disputed": True, "bank_minor": minor, "charged_back": lost and minor >= gross}
    return {"lost_minor": minor, **bank}


CASES: list[tuple[str, list[dict[str, Any]], int, int, str]] = [
    ("edited down", [price_fields(3000)], 300, 20, "all_checks_passed"),
    ("edited up while held", [price_fields(8000)], 800, 20, "all_checks_passed"),
    ("edited below the minimum", [price_fields(1999)], 0, 0, "below_minimum"),
    ("and above it again", [price_fields(1999), price_fields(3000)], 300, 20, "all_checks_passed"),
    (
        "edited after a refund",
        [refund_fields(1000), price_fields(4000)],
        300,
        15,
        "refunded_in_part",
    ),
    (
        "refunded after an edit",
        [price_fields(4000), refund_fields(1000)],
        300,
        15,
        "refunded_in_part",
    ),
    ("not paid any more", [{"paid": False}], 0, 0, "unpaid"),
    ("paid again", [{"paid": False}, {"paid": True}], 500, 20, "all_checks_passed"),
    ("disputed in part", [dispute_fields(1000)], 400, 16, "disputed_in_part"),
    ("disputed whole", [dispute_fields(5000)], 0, 0, "disputed"),
    ("lost at the bank", [dispute_fields(5000, lost=True)], 0, 0, "charged_back"),
    ("a refund lowered", [refund_fields(5000), refund_fields(2500)], 250, 10, "refunded_in_part"),
    ("a test after all", [{"test": True}], 0, 0, "test_order"),
    ("in another currency", [{"currency": "USD"}], 0, 0, "other_currency"),
]


@pytest.mark.parametrize(
    ("changes", "advocate", "friend", "reason"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_reward_follows_the_order_as_it_now_stands(
    changes: list[dict[str, Any]], advocate: int, friend: int, reason: str
) -> None:
    books = InMemoryBooks()
    key = books.order(1)

    for change in changes:
        decision = books.change(key, **change).decision

    live = books.live(key)
    assert (live.get(ADAS, 0), live.get(BENS, 0)) == (advocate, friend)
    assert decision.reason == reason


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"paid": False}, GrantStatus.SUSPENDED),
        (dispute_fields(5000), GrantStatus.SUSPENDED),
        (dispute_fields(5000, lost=True), GrantStatus.REVERSED),
        ({"cancelled": True, "lost_minor": 5000}, GrantStatus.REVERSED),
        (price_fields(1999), GrantStatus.REVERSED),
        (dispute_fields(1000), GrantStatus.HELD),
        ({"inquired": True}, GrantStatus.HELD),
    ],
    ids=["unpaid", "disputed", "charged back", "cancelled", "too small", "in part", "inquired"],
)
def test_only_what_may_pass_keeps_its_place(changes: dict[str, Any], status: GrantStatus) -> None:
    books = InMemoryBooks()
    key = books.order(1)

    books.change(key, **changes)

    assert books.grants[key].status is status
    kept = 0 if status is GrantStatus.REVERSED else 1
    assert books.tally(f"friends#advocate#{ADA}").lifetime == kept


def test_once_the_hold_is_over_it_rises_no_more() -> None:
    books = InMemoryBooks()
    key = books.order(1)
    books.release(key)

    books.change(key, **price_fields(8000))
    assert books.live(key)[ADAS] == 500
    books.change(key, **price_fields(3000))
    assert books.live(key)[ADAS] == 300
    decision = books.change(key, **price_fields(8000)).decision

    assert books.live(key)[ADAS] == 500
    assert "€5.00 of store credit" in for_advocate(decision)


def test_it_rises_only_as_far_as_the_budget_goes() -> None:
    books = InMemoryBooks(program=rules(limits={"budget_minor": 600}))
    key = books.order(1)

    books.change(key, **price_fields(9000))
    assert (books.live(key)[ADAS], books.grants[key].budget_minor) == (500, 527)
    books.change(key, **price_fields(5500))

    assert (books.live(key)[ADAS], books.grants[key].budget_minor) == (550, 577)


@pytest.mark.parametrize("released", [True, False], ids=["after the hold", "in the hold"])
def test_closed_it_comes_back_as_far_as_the_budget_goes(released: bool) -> None:
    limits = {"budget_minor": 600}
    books = InMemoryBooks(program=rules(limits=limits, qualifies={"minimum_minor": 2000}))
    key = books.order(1)
    if released:
        books.release(key)
    books.change(key, **price_fields(1000))

    decision = books.change(key, **price_fields(90_000)).decision

    assert (decision.reason, books.live(key)[ADAS]) == ("all_checks_passed", 500)


def test_edited_down_it_gives_back_what_it_took_from_the_budget() -> None:
    books = InMemoryBooks(program=rules(limits={"budget_minor": 600}))
    key = books.order(1)

    books.change(key, **price_fields(1000))

    assert books.grants[key].budget_minor == 127
    assert sum(shard.spent_minor for shard in books.shards) == 127


def test_an_inquiry_keeps_a_hold_from_running_out() -> None:
    books = InMemoryBooks()
    key = books.order(1)

    books.change(key, inquired=True)
    books.release(key)
    assert books.grants[key].released_at is None
    books.change(key, inquired=False)
    books.release(key)

    assert books.grants[key].status is GrantStatus.AVAILABLE


def test_the_friend_whose_address_is_known_now_has_the_friend_s_part() -> None:
    books = InMemoryBooks()
    key = books.order(1)
    books.referrals[key] = books.referrals[key].model_copy(update={"friend_id": "fri_zed"})

    books.change(key, customer_hash="zed")

    assert books.live(key) == {ADAS: 500, "friend fri_zed": 20, FIRST: 7}
    counts = [books.tally(f"friends#friend#{who}").lifetime for who in ("friend1", "zed")]
    assert counts == [0, 1]


def test_a_friend_who_had_theirs_gets_no_second_one() -> None:
    books = InMemoryBooks()
    books.order(1)
    second = books.order(2)
    books.referrals[second] = books.referrals[second].model_copy(update={"friend_id": "fri_1"})

    decision = books.change(second, customer_hash="friend1").decision

    assert (decision.reason, books.live(second)) == ("friend_limit", {})


def test_an_advocate_without_room_gets_it_when_there_is_room() -> None:
    books = InMemoryBooks(program=rules(limits={"per_advocate": {"count": 1}}))
    first, second = books.order(1, advocate_id=CLEO), books.order(2)
    assert books.correct(second, CLEO).decision.reason == "advocate_limit"
    assert books.live(second) == {"friend fri_2": 20}

    books.change(first, cancelled=True, lost_minor=5000)
    decision = books.change(second).decision

    assert decision.reason == "corrected"
    assert books.live(second) == {
        f"advocate {CLEO}": 500,
        "friend fri_2": 20,
        f"milestone-1 {CLEO}": 7,
    }


def test_what_one_keeps_is_said_in_plain_words() -> None:
    books = InMemoryBooks()
    key = books.order(1)

    decision = books.change(key, **refund_fields(2000)).decision

    assert decision.status is RewardStatus.REVERSED
    assert for_advocate(decision) == (
        "Part of your friend's order went back. So part of the reward went back. "
        "This stays yours: €3.00 of store credit and €0.07 of store credit."
    )
    assert for_friend(decision) == (
        "Part of your order went back. So part of the reward went back. "
        "This stays yours: 12 points."
    )
    kept = decision.checks[-1]
    assert (kept.rule, kept.input) == ("kept", "20.00 EUR of 50.00 EUR went back")
