"""A grant with its sides, and what should stand of it."""

from datetime import timedelta

from referrals.model.reward.grant import Grant, GrantStatus, Side, Worth
from referrals.model.reward.target import DueSide, Target, TargetState
from tests.world import NOW


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
        shard=3,
        budget_minor=0,
        period="2026-11",
        granted_at=NOW,
        hold_until=NOW + timedelta(days=14),
        released_at=None if held else NOW,
    )


def due(side: Side, standing: int, amount: int | None = None) -> DueSide:
    worth = side.worth.model_copy(update={"amount": amount or side.worth.amount})
    return DueSide(side.role, side.person_id, {}, worth, worth, standing)


def a_target(*sides: DueSide, state: TargetState = TargetState.STANDS) -> Target:
    return Target(state, sides, (), "")
