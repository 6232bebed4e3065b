"""The lines that open what somebody had in another program, and close it again."""

from referrals.model.migration.opening import (
    BroughtPerson,
    closing_postings,
    home_of_opening,
    opening_postings,
)
from referrals.model.reward.ledger import EntryKind
from tests.world import NOW, rules


def brought(**amounts: int) -> BroughtPerson:
    return BroughtPerson(
        program_id="friends",
        origin="rewardful",
        person_id="adv_ada",
        new=True,
        amounts=amounts,
        brought_at=NOW,
    )


def test_an_opening_ends_as_other_credit_does() -> None:
    (posting,) = opening_postings(brought(), "EUR", 500, rules(expiry={"credit_days": 60}), at=NOW)

    assert (posting.kind, posting.amount) == (EntryKind.OPENING, 500)
    assert posting.taker == home_of_opening(brought(), "EUR")
    assert [lot.amount for lot in posting.lots] == [500]


def test_what_was_brought_goes_back_the_way_it_came() -> None:
    (opened,) = opening_postings(brought(), "EUR", 500, rules(), at=NOW)
    (closed,) = closing_postings(brought(EUR=500, points=0))

    assert (closed.giver, closed.taker) == (opened.taker, opened.giver)
    assert closed.amount == 500


def test_the_same_person_of_another_origin_is_another_cause() -> None:
    other = brought().model_copy(update={"origin": "dub"})

    assert other.cause != brought().cause
