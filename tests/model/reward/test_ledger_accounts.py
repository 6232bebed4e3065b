"""The books' words are forever: names of accounts, kinds and hashes that stored lines rest on."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from referrals.model.reward.ledger import (
    GENESIS,
    Balance,
    EntryKind,
    Part,
    Posting,
    asset_of,
    book,
    digest,
    owner_of,
    person_account,
    program_account,
    program_of,
    spent_account,
    uncollected_account,
)
from tests.chains import flaws
from tests.world import NOW

PROGRAM = "program:friends:EUR:03"
ADA = "person:adv_ada:friends:EUR:available"
NO_HASH = "0" * 64


def posting(amount: int = 500, giver: str = PROGRAM, taker: str = ADA) -> Posting:
    return Posting(giver, taker, amount, EntryKind.GRANT, "friends#shopify#1001")


def empty_balances(*accounts: str) -> dict[str, Balance]:
    return {account: Balance(account=account) for account in accounts}


@pytest.mark.parametrize(
    ("account", "name"),
    [
        (program_account("friends", "EUR", 3), PROGRAM),
        (program_account("friends", "EUR", 64), "program:friends:EUR:00"),
        (program_account("friends", "points", 127), "program:friends:points:63"),
        (uncollected_account("friends", "EUR"), "program:friends:EUR:uncollected"),
        (spent_account("friends", "EUR"), "program:friends:EUR:spent-00"),
        (person_account("adv_ada", "friends", "EUR", Part.AVAILABLE), ADA),
        (
            person_account("adv_ada", "friends", "EUR", Part.PENDING),
            "person:adv_ada:friends:EUR:pending",
        ),
    ],
)
def test_an_account_keeps_its_name(account: str, name: str) -> None:
    assert account == name
    assert (asset_of(account), program_of(account)) == (name.split(":")[-2], "friends")
    assert owner_of(account) == ("adv_ada" if name.startswith("person:") else "")


def test_a_kind_keeps_its_word() -> None:
    moved = "grant release reverse restore correct spend reserve return collect"
    given = "goodwill goal opening expire"

    assert " ".join(EntryKind) == f"{moved} {given}"


def test_a_stored_line_s_hash_can_be_made_again() -> None:
    """By anybody, from what is written in data-model.md: a change here unsettles every chain."""
    first, second = book([posting()], empty_balances(PROGRAM, ADA), NOW).entries

    assert (first.previous, GENESIS) == ("", "")
    assert second.hash == ("a089ecd5d5d479514525e56dbf730ffe327c48a5e7064b6c04aa3b08d763fcaa")
    assert digest(second) == second.hash


def test_a_line_can_t_be_changed() -> None:
    (line, _) = book([posting()], empty_balances(PROGRAM, ADA), NOW).entries

    with pytest.raises(ValidationError):
        line.amount = 1  # type: ignore[misc]


def test_a_fresh_account_has_had_no_line() -> None:
    fresh = Balance(account=ADA)

    assert (fresh.balance, fresh.seq, fresh.head, fresh.opened_at) == (0, 0, "", None)
    assert flaws(fresh, []) == []


def test_an_account_remembers_when_it_was_opened() -> None:
    opened = book([posting()], empty_balances(PROGRAM, ADA), NOW).after
    known = {balance.account: balance for balance in opened}

    later = book([posting()], known, NOW + timedelta(days=1)).after

    assert [balance.opened_at for balance in later] == [NOW, NOW]


def test_everything_may_be_taken_and_no_more() -> None:
    known = {b.account: b for b in book([posting(1)], empty_balances(PROGRAM, ADA), NOW).after}

    booking = book([posting(1, ADA, PROGRAM)], known, NOW)

    assert [balance.balance for balance in booking.after] == [0, 0]
    with pytest.raises(AssertionError):
        book([posting(2, ADA, PROGRAM)], known, NOW)


def test_an_audit_says_what_is_wrong_in_words() -> None:
    (_, line) = book([posting()], empty_balances(PROGRAM, ADA), NOW).entries
    state = Balance(account=ADA, balance=500, seq=1, head=line.hash)

    skipped = line.model_copy(update={"seq": 2})
    assert flaws(state.model_copy(update={"seq": 2}), [skipped]) == [
        f"{ADA}: entry 2 follows entry 0",
        f"{ADA}: the chain breaks at entry 2",
    ]
    assert flaws(state.model_copy(update={"balance": 501}), [line]) == [
        f"{ADA}: the balance says 501 after entry 1, its entries 500 after 1"
    ]
    assert flaws(state.model_copy(update={"balance": -1}), [line])[1:] == [
        f"{ADA}: a person's balance is below zero"
    ]


def test_only_a_person_s_balance_has_a_floor() -> None:
    (line, _) = book([posting()], empty_balances(PROGRAM, ADA), NOW).entries

    assert flaws(Balance(account=PROGRAM, balance=-500, seq=1, head=line.hash), [line]) == []
