"""Givings and their sums by cause and year, as they are stored."""

import pytest

from referrals.model.donation.donation import CauseTotal, Giving
from referrals.store.table import CancelledError, transact
from referrals.wiring import stores

pytestmark = pytest.mark.usefixtures("account")


def a_giving(number: int, year: int = 2026, cause: str = "shelter") -> Giving:
    names = {"giving_id": f"rdm_{number}", "cause": cause, "name": cause.title()}
    return Giving(**names, year=year, amount_minor=500)


def give(giving: Giving, program: str = "friends") -> None:
    donations = stores.donations()
    transact(donations.table.dynamo, donations.give_actions(program, giving))


def take(giving: Giving) -> None:
    donations = stores.donations()
    transact(donations.table.dynamo, donations.take_actions("friends", giving))


def test_a_year_tells_its_own_causes() -> None:
    give(a_giving(1))
    give(a_giving(2))
    give(a_giving(3, cause="trees"))
    give(a_giving(4, year=2027))
    give(a_giving(5), program="others")

    assert stores.donations().of_year("friends", 2026) == [
        CauseTotal(cause="shelter", name="Shelter", given=2, amount_minor=1000),
        CauseTotal(cause="trees", name="Trees", given=1, amount_minor=500),
    ]


def test_a_giving_counts_once_and_is_taken_off_once() -> None:
    give(a_giving(1))
    with pytest.raises(CancelledError):
        give(a_giving(1))
    assert stores.donations().find("friends", "rdm_1") == a_giving(1)

    take(a_giving(1))
    with pytest.raises(CancelledError):
        take(a_giving(1))

    [total] = stores.donations().of_year("friends", 2026)
    assert (total.given, total.amount_minor) == (0, 0)
