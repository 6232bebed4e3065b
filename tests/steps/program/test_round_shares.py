"""What an advocate gets of an order by a percentage doesn't tell the order, unless it began so."""

from typing import Any

import pytest

from referrals.desks import program as program_desk
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.program.apply_program import apply_program
from referrals.steps.program.round_shares import round_shares
from referrals.wiring import stores
from tests.world import NOW, rules

POINTS = {"kind": "points", "amount": 1}


def share(percent: int = 10, **more: int) -> dict[str, Any]:
    return {"kind": "store_credit", "percent": percent, **more}


def program(advocate: dict[str, Any], **more: Any) -> Program:
    offer = {"name": "share", "advocate": advocate, "friend": share(20)}
    return rules(offers=[offer], **more)


def applied(found: Program) -> AppliedProgram:
    return AppliedProgram(program_id="friends", version=1, applied_at=NOW, rules=found)


def step_of(found: Program) -> Any:
    return (found.offers[0].advocate.model_extra or {}).get("round_to_minor")


@pytest.mark.parametrize(
    ("percent", "currency", "step"),
    [(10, "EUR", 100), (1, "EUR", 10), (25, "USD", 250), (10, "JPY", 100), (10, "HUF", 100_000)],
)
def test_a_new_program_rounds_to_steps(percent: int, currency: str, step: int) -> None:
    found = round_shares(program(share(percent), currency=currency), None, now=NOW)

    assert step_of(found) == step
    assert not found.tells_order


def test_every_share_of_an_advocate_is_rounded_and_no_friend_s() -> None:
    offer = {
        "name": "share",
        "advocate": POINTS,
        "friend": share(20),
        "later": {"advocate": share(), "friend": share(20)},
        "renewal": {"advocate": share(), "friend": None},
    }
    found = round_shares(
        rules(
            offers=[offer],
            tiers=[{"name": "gold", "at": 3, "advocate": share()}],
            milestones=[{"at": 3, "reward": share()}],
        ),
        None,
        now=NOW,
    )

    assert not found.tells_order
    (only,) = found.offers
    assert only.later
    for friend in (only.friend, only.later.friend):
        assert "round_to_minor" not in (friend.model_extra or {})


def test_what_runs_unrounded_goes_on_as_it_began() -> None:
    exact = program(share())

    assert round_shares(program(share(20)), applied(exact), now=NOW) == program(share(20))


def test_what_is_said_of_rounding_holds() -> None:
    assert step_of(round_shares(program(share(round_to_minor=50)), None, now=NOW)) == 50
    to_the_cent = round_shares(program(share(round_to_minor=1)), None, now=NOW)
    assert step_of(to_the_cent) == 1
    assert to_the_cent.tells_order


def test_a_program_without_percentages_stays_as_it_is() -> None:
    fixed = program({"kind": "store_credit", "amount_minor": 500})

    assert round_shares(fixed, None, now=NOW) == fixed


def test_the_same_file_again_makes_no_other_version(account: None) -> None:
    written = program(share())

    made = [apply_program(written, program_desk.program(), now=NOW) for _ in range(2)]

    assert [(each.version, each.new) for each in made] == [(1, True), (1, False)]
    assert step_of(stores.programs().get("friends").rules) == 100
