"""An advocate's word on a forgotten friend: number and address, or nothing."""

import pytest

from referrals.desks import own_claim as own_claim_desk
from referrals.model.session.brake import CLAIMS_OF_ADVOCATE, TooManyRequestsError
from referrals.model.words.wording import wording
from referrals.steps.order.claim_friend import NoSuchOrderError, OwnClaimWish, claim_friend
from referrals.steps.order.make_claim import MadeClaim
from referrals.views.people.own_claim import claim_sentences
from referrals.wiring import stores
from tests.corrector import place_order, record_and_wake, shop
from tests.world import NOW, a_key, an_order, hash_of


@pytest.fixture(autouse=True)
def two_advocates(account: None) -> None:
    shop()


def claim(order: str = "1001", email: str = "ben@example.com") -> MadeClaim:
    wish = OwnClaimWish(program_id="friends", code="ada-bakes", order=order, email=email)
    return claim_friend(wish, own_claim_desk.own_claims(), now=NOW)


def sentences(made: MadeClaim) -> tuple[str, ...]:
    return claim_sentences(
        made.key, made.claim, stores.conversions(), stores.referrals(), words=wording("en")
    )


@pytest.mark.parametrize("email", ["ben@example.com", "Ben+shop@EXAMPLE.com"])
def test_number_and_address_make_a_claim(email: str) -> None:
    record_and_wake(an_order())

    made = claim("#1001", email)

    assert (made.key, made.new) == (a_key(), True)
    assert (made.claim.claimant, made.claim.friend_hash) == ("advocate", hash_of("ben@example.com"))
    record_and_wake()
    assert sentences(made) == (
        "You are right: this friend came through you. It is on your page now.",
    )


def test_the_same_claim_again_is_the_same() -> None:
    record_and_wake(an_order())

    assert [claim().new, claim().new] == [True, False]


@pytest.mark.parametrize(
    ("order", "email"), [("1001", "eve@example.com"), ("7", "ben@example.com")]
)
def test_one_of_them_alone_claims_nothing(order: str, email: str) -> None:
    record_and_wake(an_order())

    with pytest.raises(NoSuchOrderError):
        claim(order, email)
    assert stores.conversions().state(a_key()).claims == ()


def test_an_order_of_another_advocate_is_told_so() -> None:
    place_order(code="cleos")

    made = claim()
    record_and_wake()

    assert sentences(made) == ("Somebody else’s word brought this order, and it was sooner known.",)


def test_an_own_order_is_refused_with_why() -> None:
    record_and_wake(an_order(customer_hash=hash_of("ada@example.com")))

    made = claim(email="ada@example.com")
    record_and_wake()

    told = sentences(made)
    assert told[0] == "It doesn’t count, and this is why:"
    assert "your own address" in told[1]


def test_who_goes_through_numbers_is_braked() -> None:
    record_and_wake(an_order())
    for number in range(CLAIMS_OF_ADVOCATE.most):
        with pytest.raises(NoSuchOrderError):
            claim(str(number))

    with pytest.raises(TooManyRequestsError):
        claim()
