"""Reversal to the cent: the worked figures of docs/algorithms/rewards.md."""

from datetime import timedelta

import pytest

from referrals.model.conversion import Dispute
from referrals.model.grant import Grant, GrantStatus, Side, Worth, require_two_people
from referrals.model.ledger import Balance
from referrals.model.posting import (
    granting,
    home_of,
    losing,
    opened_again,
    releasing,
    status_after,
)
from referrals.model.referral import OrderFigures
from tests.world import NOW, a_conversion, figures_of


def a_side(amount: int = 500, name: str = "advocate", asset: str = "EUR", back: int = 0) -> Side:
    worth = Worth(amount=amount, asset=asset, worth_minor=amount, words="a reward")
    return Side(name=name, person_id=name[:3], terms={}, worth=worth, reversed=back)


def a_grant(*sides: Side, held: bool = False) -> Grant:
    return Grant(
        key="friends#shopify#1001",
        program_id="friends",
        program_version=1,
        offer="two-for-joy",
        advocate_id="adv",
        friend_id="fri",
        customer_hash="ben",
        sides=sides,
        currency="EUR",
        status=GrantStatus.HELD if held else GrantStatus.AVAILABLE,
        lost_minor=0,
        gross_minor=6000,
        shard=3,
        budget_minor=0,
        period="2026-11",
        granted_at=NOW,
        hold_until=NOW + timedelta(days=14),
        released_at=None if held else NOW,
    )


def lost(minor: int, gross: int = 6000, **changes: bool) -> OrderFigures:
    return figures_of(a_conversion(), lost_minor=minor, gross_minor=gross, **changes)


def taken(side: Side, minor: int, gross: int, has: int) -> tuple[Side, list[int]]:
    """The side after the loss, and the amounts that moved."""
    grant = a_grant(side)
    balances = {home_of(grant, side): Balance(account=home_of(grant, side), balance=has)}
    after, postings = losing(grant, lost(minor, gross), balances)
    return after.sides[0], [posting.amount for posting in postings]


@pytest.mark.parametrize(
    ("given", "minor", "gross", "back"),
    [
        (500, 2000, 6000, 167),
        (500, 1000, 4000, 125),
        (500, 1, 6000, 0),
        (5, 1000, 10000, 0),
        (5, 3000, 10000, 2),
        (5, 5000, 10000, 2),
        (15, 5000, 10000, 8),
        (500, 5999, 6000, 500),
        (500, 6000, 6000, 500),
        (500, 9999, 6000, 500),
    ],
    ids=[
        "a third of 5.00 is 1.67",
        "a quarter of 5.00 is 1.25",
        "a cent of 60.00 takes nothing",
        "0.5 rounds to the even 0",
        "1.5 rounds to the even 2",
        "2.5 rounds to the even 2",
        "7.5 rounds to the even 8",
        "499.9 rounds up",
        "all of it",
        "never more than was given",
    ],
)
def test_what_goes_back_is_the_lost_share(given: int, minor: int, gross: int, back: int) -> None:
    after, moved = taken(a_side(given), minor, gross, has=given)

    assert after.reversed == back
    assert sum(moved) == back


def test_three_thirds_are_the_whole() -> None:
    side, moved = a_side(500), []

    for minor in (2000, 4000, 6000):
        side, amounts = taken(side, minor, 6000, has=side.standing)
        moved += amounts

    assert moved == [167, 166, 167]
    assert side.standing == 0


def test_what_is_not_there_is_uncollected() -> None:
    after, moved = taken(a_side(500), 6000, 6000, has=120)

    assert moved == [120, 380]
    assert (after.reversed, after.uncollected) == (500, 380)


def test_what_was_uncollected_is_forgiven_before_anything_is_given_back() -> None:
    side = a_side(500, back=500).model_copy(update={"uncollected": 380})

    after, moved = taken(side, 0, 6000, has=0)

    assert moved == [380, 120]
    assert (after.reversed, after.uncollected) == (0, 0)


def test_two_sides_of_one_account_share_what_is_there() -> None:
    milestone = a_side(300, "advocate").model_copy(update={"name": "milestone-3"})
    grant = a_grant(a_side(500), milestone)
    home = home_of(grant, milestone)

    after, postings = losing(grant, lost(6000), {home: Balance(account=home, balance=600)})

    assert [side.uncollected for side in after.sides] == [0, 200]
    assert sum(p.amount for p in postings if p.giver == home) == 600


def test_a_milestone_is_for_no_single_order() -> None:
    milestone = a_side(300, "milestone-3")

    assert (milestone.due_back(3000, 6000), milestone.due_back(6000, 6000)) == (0, 300)


def test_a_thing_goes_back_whole_or_not_at_all() -> None:
    code = a_side(1, "friend", asset="")

    assert (code.due_back(5999, 6000), code.due_back(6000, 6000)) == (0, 1)


def test_only_counted_sides_are_posted() -> None:
    grant = a_grant(a_side(500), a_side(1, "friend", asset=""), held=True)

    assert [posting.amount for posting in granting(grant)] == [500]
    assert [posting.amount for posting in releasing(grant)] == [500]


@pytest.mark.parametrize(
    ("figures", "held", "status"),
    [
        (lost(5999), True, GrantStatus.HELD),
        (lost(5999), False, GrantStatus.AVAILABLE),
        (lost(6000), True, GrantStatus.REVERSED),
        (lost(6000, disputed=True), False, GrantStatus.SUSPENDED),
        (lost(6000, disputed=True, cancelled=True), False, GrantStatus.REVERSED),
    ],
    ids=["part, held", "part", "all", Dispute.OPEN, "disputed and cancelled"],
)
def test_a_status_follows_from_what_was_lost(
    figures: OrderFigures, held: bool, status: GrantStatus
) -> None:
    assert status_after(a_grant(a_side(), held=held), figures) is status


def test_a_reversed_grant_is_given_anew_or_stays_so() -> None:
    closed = a_grant(a_side()).changed(status=GrantStatus.REVERSED)

    assert opened_again(closed, lost(5999))
    assert not opened_again(closed, lost(6000))
    assert status_after(closed, lost(0)) is GrantStatus.REVERSED
    for status in (GrantStatus.SUSPENDED, GrantStatus.WITHDRAWN):
        with pytest.raises(AssertionError):
            closed.changed(status=status)


def test_one_person_is_never_both_sides() -> None:
    with pytest.raises(AssertionError):
        require_two_people("adv_ada", "adv_ada")
