"""Which lines a statement tells, and which way value went by them."""

import pytest

from referrals.model.reward.ledger import Entry, EntryKind
from referrals.model.words.statement import Movement, movement_of, worth_in_words
from referrals.model.words.wording import wording
from tests.world import NOW

PROGRAM = "program:friends:EUR:00"


def an_entry(part: str, contra: str, amount: int) -> Entry:
    mine = f"person:adv_ada:friends:EUR:{part}"
    other = contra if contra.startswith("program") else f"person:adv_ada:friends:EUR:{contra}"
    return Entry(
        account=mine,
        seq=1,
        amount=amount,
        contra=other,
        kind=EntryKind.GRANT,
        cause="friends#shopify#1001",
        posted_at=NOW,
        previous="",
        hash="",
    )


@pytest.mark.parametrize(
    ("part", "contra", "amount", "movement"),
    [
        ("pending", PROGRAM, 500, Movement.CAME),
        ("pending", "available", -500, None),
        ("available", "pending", 500, Movement.MOVED),
        ("available", "reserved", -300, Movement.MOVED),
        ("reserved", "available", 300, None),
        ("reserved", PROGRAM, -300, Movement.WENT),
        ("available", PROGRAM, -100, Movement.WENT),
    ],
)
def test_what_moves_between_own_accounts_is_told_once(
    part: str, contra: str, amount: int, movement: Movement | None
) -> None:
    assert movement_of(an_entry(part, contra, amount)) is movement


def test_points_are_counted_and_money_is_written() -> None:
    english = wording("en")

    assert worth_in_words(english, 1, "points") == "1 point"
    assert worth_in_words(english, 1250, "EUR") == "€12.50"
