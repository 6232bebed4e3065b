"""Which line is written for what moves: from whom, to whom, how much, and as what."""

import pytest

from referrals.model.reward.grant import Grant, home_shard
from referrals.model.reward.ledger import Balance, Posting, program_account
from referrals.model.reward.posting import bring, home_of, homes_of, releasing
from referrals.model.reward.target import DueSide, Target, TargetState
from tests.model.reward.grant import a_grant, a_side, a_target, due

PENDING, AVAILABLE = "person:adv:friends:EUR:pending", "person:adv:friends:EUR:available"
SHARD = program_account("friends", "EUR", home_shard(a_grant().key))
OWED = "program:friends:EUR:uncollected"


def plain_lines(postings: list[Posting]) -> list[tuple[str, str, int, str]]:
    assert all(posting.cause == "friends#shopify#1001" for posting in postings)
    return [(p.giver, p.taker, p.amount, p.kind.value) for p in postings]


def has(grant: Grant, amount: int) -> dict[str, Balance]:
    return {home: Balance(account=home, balance=amount) for home in homes_of(grant)}


def follow(grant: Grant, *sides: DueSide, balance: int = 0) -> tuple[Grant, list[Posting]]:
    return bring(grant, a_target(*sides), has(grant, balance))


def other_person_s_side(amount: int = 500, name: str = "advocate") -> DueSide:
    """The same role for somebody else."""
    side = a_side(amount, name).model_copy(update={"person_id": "adv_cleo"})
    return due(side, amount)


@pytest.mark.parametrize(("held", "home"), [(True, PENDING), (False, AVAILABLE)])
def test_what_is_given_comes_from_the_grant_s_own_shard(held: bool, home: str) -> None:
    given, postings = follow(a_grant(held=held), due(a_side(500), 400))

    assert plain_lines(postings) == [(SHARD, home, 400, "grant")]
    assert (given.sides[0].remaining, given.sides[0].stood) == (400, True)


def test_what_goes_back_goes_home_and_the_program_bears_the_rest() -> None:
    _, postings = follow(a_grant(a_side(500)), due(a_side(500), 100), balance=150)

    assert plain_lines(postings) == [
        (AVAILABLE, SHARD, 150, "reverse"),
        (OWED, SHARD, 250, "reverse"),
    ]


def test_what_comes_back_pays_what_is_owed_first() -> None:
    side = a_side(500, back=500).model_copy(update={"uncollected": 380})

    after, postings = follow(a_grant(side), due(side, 400))

    assert plain_lines(postings) == [
        (SHARD, OWED, 380, "restore"),
        (SHARD, AVAILABLE, 20, "restore"),
    ]
    assert (after.sides[0].remaining, after.sides[0].uncollected) == (400, 0)


@pytest.mark.parametrize(
    ("amount", "standing", "kind"),
    [(700, 700, "grant"), (500, 500, "restore"), (501, 480, "grant")],
    ids=["worth more", "worth as much", "worth more, and a part of it lost"],
)
def test_a_rise_is_told_from_what_comes_back(amount: int, standing: int, kind: str) -> None:
    side = a_side(500, back=100)

    after, postings = follow(
        a_grant(side, held=True), due(side, standing, amount=amount), balance=400
    )

    assert plain_lines(postings) == [(SHARD, PENDING, standing - 400, kind)]
    assert (after.sides[0].worth.amount, after.sides[0].remaining) == (amount, standing)


def test_as_it_should_be_nothing_moves_and_no_line_is_of_nothing() -> None:
    grant = a_grant(a_side(500), a_side(20, "friend", "points"))

    after, postings = follow(grant, due(grant.sides[0], 500), due(grant.sides[1], 20), balance=500)

    assert (after, postings) == (grant, [])


def test_its_terms_are_those_that_hold_now() -> None:
    side = a_side(500)
    anew = DueSide("advocate", "adv", {"kind": "points"}, side.worth, side.worth, 500)

    after, _ = follow(a_grant(side), anew, balance=500)

    assert after.sides[0].terms == {"kind": "points"}


def test_only_what_is_counted_and_stands_is_released() -> None:
    gone, code = a_side(20, "friend", "points", back=20), a_side(1, "friend", asset="")
    held = a_grant(a_side(500, back=100), gone, code, held=True)

    assert plain_lines(releasing(held)) == [(PENDING, AVAILABLE, 400, "release")]


def test_each_account_is_named_once_and_none_for_a_thing() -> None:
    milestone = a_side(7).model_copy(update={"name": "milestone-1"})
    grant = a_grant(a_side(500), milestone, a_side(1, "friend", asset=""))

    assert homes_of(grant) == (AVAILABLE,)
    assert home_of(grant, milestone) == AVAILABLE


def test_the_next_one_has_it_under_a_name_of_its_own() -> None:
    after, postings = follow(a_grant(a_side(500)), other_person_s_side(), balance=100)

    cleos = AVAILABLE.replace("adv", "adv_cleo")
    assert plain_lines(postings) == [
        (AVAILABLE, SHARD, 100, "correct"),
        (OWED, SHARD, 400, "correct"),
        (SHARD, cleos, 500, "grant"),
    ]
    assert [(s.name, s.person_id, s.remaining) for s in after.sides] == [
        ("advocate.2", "adv_cleo", 500)
    ]
    assert [(s.name, s.reversed, s.uncollected) for s in after.former] == [("advocate", 500, 400)]
    assert after.turn == 2


def test_a_first_side_of_all_needs_no_name_of_its_own() -> None:
    given, _ = follow(a_grant(), due(a_side(500), 500))

    assert (given.sides[0].name, given.turn, given.former) == ("advocate", 1, ())


def test_a_new_side_beside_an_old_one_has_its_own_name() -> None:
    friend = due(a_side(20, "friend", "points"), 20)

    after, _ = follow(a_grant(a_side(500)), due(a_side(500), 500), friend, balance=500)

    assert ([side.name for side in after.sides], after.turn) == (["advocate", "friend.2"], 2)


@pytest.mark.parametrize(
    ("given", "owed", "forgiven", "left"),
    [(500, (400,), 400, (0,)), (300, (400,), 300, (100,)), (500, (200, 400), 500, (0, 100))],
    ids=["all of it", "a part", "the oldest first"],
)
def test_what_one_owes_for_former_sides_is_paid_by_what_they_get(
    given: int, owed: tuple[int, ...], forgiven: int, left: tuple[int, ...]
) -> None:
    former = tuple(
        a_side(1000, back=1000).model_copy(
            update={"name": f"advocate.{n}", "uncollected": minor, "terms": {"n": n}}
        )
        for n, minor in enumerate(owed, 2)
    )
    grant = a_grant().model_copy(update={"former": former, "turn": 3})

    after, postings = follow(grant, due(a_side(given), given))

    home = [(SHARD, AVAILABLE, given - forgiven, "grant")] if given > forgiven else []
    assert plain_lines(postings) == [(SHARD, OWED, forgiven, "restore"), *home]
    assert tuple(side.uncollected for side in after.former) == left
    assert (after.sides[0].name, after.turn) == ("advocate.4", 4)


@pytest.mark.parametrize("change", [{"person_id": "adv_cleo"}, {"asset": "points"}])
def test_nobody_pays_another_s_debt_nor_in_another_asset(change: dict[str, str]) -> None:
    old = a_side(500, back=500, asset=change.pop("asset", "EUR"))
    old = old.model_copy(update={"uncollected": 400, **change})

    after, postings = follow(a_grant().model_copy(update={"former": (old,)}), due(a_side(500), 500))

    assert plain_lines(postings) == [(SHARD, AVAILABLE, 500, "grant")]
    assert after.former[0].uncollected == 400


@pytest.mark.parametrize(("owed", "free"), [(0, 200), (50, 150)])
def test_what_comes_can_be_taken_again_at_once(owed: int, free: int) -> None:
    """From the account that the advocate's part comes to, which isn't there yet."""
    milestone = a_side(200).model_copy(update={"name": "milestone-1"})
    side = a_side(500, back=200).model_copy(update={"uncollected": owed})

    target = a_target(due(a_side(500), 500), due(milestone, 0))
    after, postings = bring(a_grant(side, milestone), target, {})

    lines = [
        (SHARD, OWED, owed, "restore"),
        (SHARD, AVAILABLE, free, "restore"),
        (AVAILABLE, SHARD, free, "reverse"),
        (OWED, SHARD, owed, "reverse"),
    ]
    assert plain_lines(postings) == [line for line in lines if line[2]]
    assert after.sides[1].uncollected == owed


def test_an_account_that_is_not_there_has_nothing_to_take() -> None:
    milestone = a_side(7).model_copy(update={"name": "milestone-1"})

    _, postings = bring(a_grant(a_side(500), milestone), a_target(state=TargetState.CLOSED), {})

    assert plain_lines(postings) == [(OWED, SHARD, 500, "reverse"), (OWED, SHARD, 7, "reverse")]


def test_one_s_own_debt_is_paid_before_those_of_former_sides() -> None:
    old = a_side(900, back=900).model_copy(update={"uncollected": 400, "name": "advocate.0"})
    side = a_side(500, back=500).model_copy(update={"uncollected": 100})
    grant = a_grant(side).model_copy(update={"former": (old,)})

    after, postings = follow(grant, due(side, 300))

    assert plain_lines(postings) == [(SHARD, OWED, 300, "restore")]
    assert (after.sides[0].uncollected, after.former[0].uncollected) == (0, 200)


def close_grant(grant: Grant, state: TargetState, balance: int) -> tuple[Grant, list[Posting]]:
    target = Target(state, (), (), "")
    return bring(grant, target, has(grant, balance))


def test_closed_it_keeps_its_sides_and_withdrawn_they_are_former() -> None:
    grant = a_grant(a_side(500))

    shut, less = close_grant(grant, TargetState.CLOSED, 500)
    gone, taken = close_grant(grant, TargetState.NOBODYS, 500)

    assert plain_lines(less) == [(AVAILABLE, SHARD, 500, "reverse")]
    assert plain_lines(taken) == [(AVAILABLE, SHARD, 500, "correct")]
    assert ([s.remaining for s in shut.sides], shut.former) == ([0], ())
    assert (gone.sides, [s.remaining for s in gone.former]) == ((), [0])
    assert (shut.turn, gone.turn) == (1, 1)


def test_what_was_closed_before_is_nobody_s_without_another_line() -> None:
    shut = close_grant(a_grant(a_side(500)), TargetState.CLOSED, 500)[0].change(status="reversed")

    assert close_grant(shut, TargetState.NOBODYS, 0) == (shut, [])


def test_a_thing_that_stays_is_still_handed_over() -> None:
    code = a_side(1, "friend", asset="").model_copy(update={"issued_at": "then"})

    kept, _ = follow(a_grant(code), due(code, 1))
    gone, _ = follow(a_grant(code), due(code, 0))
    never, _ = close_grant(a_grant(code.model_copy(update={"reversed": 1})), TargetState.CLOSED, 0)

    assert [grant.sides[0].issued_at for grant in (kept, gone, never)] == ["then", None, "then"]
    assert gone.sides[0].uncollected == 0
