"""What a redemption moves, and how much of it a reversal may still collect."""

import pytest

from referrals.model.redemption.redemption import Redemption
from referrals.model.redemption.spending import (
    Lien,
    capturing,
    collect,
    liens_of,
    reserving,
    returning,
    spending,
)
from referrals.model.reward.grant import Grant
from tests.model.reward.grant import a_grant, a_side
from tests.world import NOW


def a_redemption(amount: int = 300) -> Redemption:
    return Redemption(
        redemption_id="rdm_1",
        program_id="friends",
        person_id="adv_ada",
        asset="EUR",
        amount=amount,
        reference="till-1",
        reserved_at=NOW,
        ends_at=NOW,
    )


def test_each_step_moves_all_of_it_once() -> None:
    made = a_redemption(300)

    assert [p.amount for p in reserving(made)] == [300]
    assert [p.amount for p in spending(made)] == [300]
    assert [p.amount for p in returning(made, 300)] == [300]
    assert [(p.kind, p.amount) for p in capturing(made, 120)] == [("spend", 120), ("return", 180)]
    assert [(p.kind, p.amount) for p in capturing(made, 300)] == [("spend", 300)]


def owing(uncollected: int) -> Grant:
    grant = a_grant(a_side(500))
    side = grant.side("advocate").model_copy(update={"uncollected": uncollected})
    return grant.with_side(side)


def a_lien(grant: Grant, amount: int) -> Lien:
    return Lien("adv", "friends", "EUR", grant.key, "advocate", amount)


@pytest.mark.parametrize(
    ("lien", "owed", "returned", "reserved", "collected", "rest"),
    [
        (300, 300, 300, 0, 300, 0),
        (300, 300, 100, 200, 100, 200),
        (300, 300, 100, 0, 100, 0),
        (300, 300, 0, 300, 0, 300),
        (300, 300, 0, 0, 0, 0),
        (300, 50, 300, 0, 50, 0),
        (300, 0, 300, 500, 0, 300),
    ],
)
def test_a_lien_collects_what_returns_and_lies_on_what_stays(
    lien: int, owed: int, returned: int, reserved: int, collected: int, rest: int
) -> None:
    grant = owing(owed)

    made = collect([a_lien(grant, lien)], {grant.key: grant}, returned=returned, reserved=reserved)

    assert sum(posting.amount for posting in made.postings) == collected
    assert sum(side.side("advocate").uncollected for side in made.grants) == (
        owed - collected if collected else 0
    )
    left = made.rests[0][1] if made.rests else lien
    assert left == rest


def test_a_grant_with_two_liens_moves_on_by_one_version() -> None:
    grant = owing(300)
    both = [a_lien(grant, 100), a_lien(grant, 200)]

    (changed,) = collect(both, {grant.key: grant}, returned=300, reserved=0).grants

    assert (changed.version, changed.side("advocate").uncollected) == (grant.version + 1, 0)


def test_a_lien_lies_on_no_more_than_is_reserved() -> None:
    before, after = owing(0), owing(300)

    (lien,) = liens_of(before, after, {"adv:EUR": 120})

    assert (lien.amount, lien.side) == (120, "advocate")
    assert liens_of(before, after, {"adv:EUR": 0}) == []
    assert liens_of(after, after, {"adv:EUR": 120}) == []
    assert liens_of(None, None, {}) == []
