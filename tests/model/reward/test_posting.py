"""Reversal to the cent: the worked figures of docs/algorithms/rewards.md."""

import pytest

from referrals.model.reward.grant import GrantStatus, Side, require_two_people
from referrals.model.reward.ledger import Balance
from referrals.model.reward.posting import bring, home_of, releasing
from referrals.model.reward.target import TargetState
from tests.model.reward.grant import a_grant, a_side, a_target, due
from tests.world import NOW


def bring_side(side: Side, standing: int, has: int) -> tuple[Side, list[int]]:
    """The side when so much of it should stand, and the amounts that moved."""
    grant = a_grant(side)
    balances = {home_of(grant, side): Balance(account=home_of(grant, side), balance=has)}
    after, postings = bring(grant, a_target(due(side, standing)), balances)
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
    side = a_side(given)
    assert side.due_back(minor, gross) == back

    after, moved = bring_side(side, given - back, has=given)

    assert after.reversed == back
    assert sum(moved) == back


def test_three_thirds_are_the_whole() -> None:
    side, moved = a_side(500), []

    for minor in (2000, 4000, 6000):
        standing = 500 - side.due_back(minor, 6000)
        side, amounts = bring_side(side, standing, has=side.remaining)
        moved += amounts

    assert moved == [167, 166, 167]
    assert side.remaining == 0


def test_what_is_not_there_is_uncollected() -> None:
    after, moved = bring_side(a_side(500), 0, has=120)

    assert moved == [120, 380]
    assert (after.reversed, after.uncollected) == (500, 380)


def test_what_was_uncollected_is_forgiven_before_anything_is_given_back() -> None:
    side = a_side(500, back=500).model_copy(update={"uncollected": 380})

    after, moved = bring_side(side, 500, has=0)

    assert moved == [380, 120]
    assert (after.reversed, after.uncollected) == (0, 0)


def test_two_sides_of_one_account_share_what_is_there() -> None:
    milestone = a_side(300, "advocate").model_copy(update={"name": "milestone-3"})
    grant = a_grant(a_side(500), milestone)
    home = home_of(grant, milestone)

    after, postings = bring(
        grant,
        a_target(state=TargetState.CLOSED),
        {home: Balance(account=home, balance=600)},
    )

    assert [side.uncollected for side in after.sides] == [0, 200]
    assert sum(p.amount for p in postings if p.giver == home) == 600


def test_while_held_a_side_takes_the_worth_that_the_order_has_now() -> None:
    side = a_side(500)
    grant = a_grant(side, held=True)
    home = home_of(grant, side)
    pending = {home: Balance(account=home, balance=500)}

    smaller, less = bring(grant, a_target(due(side, 300, amount=300)), pending)
    larger, more = bring(grant, a_target(due(side, 700, amount=700)), pending)

    assert [(p.giver == home, p.amount) for p in less] == [(True, 200)]
    assert [(p.taker == home, p.amount) for p in more] == [(True, 200)]
    assert [(s.worth.amount, s.reversed) for s in smaller.sides + larger.sides] == [
        (300, 0),
        (700, 0),
    ]


def test_a_milestone_is_for_no_single_order() -> None:
    milestone = a_side(300, "milestone-3")

    assert (milestone.due_back(3000, 6000), milestone.due_back(6000, 6000)) == (0, 300)


def test_a_thing_goes_back_whole_or_not_at_all() -> None:
    code = a_side(1, "friend", asset="")

    assert (code.due_back(5999, 6000), code.due_back(6000, 6000)) == (0, 1)


def test_a_thing_that_goes_back_is_not_handed_over_any_more() -> None:
    code = a_side(1, "friend", asset="").model_copy(update={"issued_at": NOW, "code": "AB-CD"})

    gone, postings = bring(a_grant(code), a_target(state=TargetState.CLOSED), {})

    assert (gone.sides[0].issued_at, gone.sides[0].code, postings) == (None, "AB-CD", [])


def test_only_counted_sides_are_posted() -> None:
    credit, code = a_side(500), a_side(1, "friend", asset="")

    given, postings = bring(a_grant(held=True), a_target(due(credit, 500), due(code, 1)), {})

    assert [posting.amount for posting in postings] == [500]
    assert [posting.amount for posting in releasing(given)] == [500]


def test_what_never_stood_is_known_as_such() -> None:
    given, _ = bring(a_grant(held=True), a_target(due(a_side(500), 0)), {})

    assert [(side.stood, side.remaining) for side in given.sides] == [(False, 0)]


def test_a_reversed_grant_only_stands_again_or_waits_or_stays_so() -> None:
    closed = a_grant(a_side()).change(status=GrantStatus.REVERSED)

    with pytest.raises(AssertionError):
        closed.change(status=GrantStatus.WITHDRAWN)


def test_one_person_is_never_both_sides() -> None:
    with pytest.raises(AssertionError):
        require_two_people("adv_ada", "adv_ada")


def test_more_than_was_given_never_goes_back_nor_stands() -> None:
    for side, standing in ((a_side(500), -1), (a_side(500), 501)):
        with pytest.raises(AssertionError):
            bring_side(side, standing, has=500)


def test_what_never_stood_is_so_until_it_does() -> None:
    unborn: Side = a_side(500, back=500).model_copy(update={"stood": False})

    still, born = (bring_side(unborn, standing, has=0)[0] for standing in (0, 1))

    assert (still.stood, born.stood) == (False, True)
