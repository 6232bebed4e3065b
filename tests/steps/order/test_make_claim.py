"""Claims become facts of an order, by whichever of its names, once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import claim as claim_desk
from referrals.model.errors import GoodwordError
from referrals.model.order.claim import (
    MOST_CLAIMS,
    MOST_OTHER_CLAIMS,
    Claimant,
    TooManyClaimsError,
)
from referrals.model.order_key import ConversionKey
from referrals.model.session.brake import CLAIMS_OF_ORDER, TooManyRequestsError
from referrals.steps.attribution.gather_evidence import gather_evidence
from referrals.steps.order.join_names import Names
from referrals.steps.order.make_claim import (
    ClaimWish,
    NotYetHappenedError,
    UnknownClaimSourceError,
    make_claim,
)
from referrals.steps.people.name_advocate import AdvocateReference, NoLinkHereError, named_link
from referrals.store.link.link import LinkNotFoundError
from referrals.store.people.person import PersonNotFoundError
from referrals.store.program.program import ProgramNotFoundError
from referrals.wiring import stores
from tests.world import NOW, a_friend, a_key, an_order, hash_of, store_program

INVOICE, PAYMENT = a_key("in_1", "stripe"), a_key("pi_1", "stripe")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def a_wish(key: ConversionKey | None = None, **changes: Any) -> ClaimWish:
    wish = ClaimWish(
        key=key or a_key(),
        claimant=Claimant.FRIEND,
        named=AdvocateReference(code="Ada-Bakes"),
        email="ben@example.com",
        happened_at=NOW - timedelta(days=2),
        said="Ada told me",
    )
    return replace(wish, **changes)


def test_a_claim_is_a_fact_of_its_order() -> None:
    made = make_claim(a_wish(), claim_desk.claims(), now=NOW)

    (kept,) = stores.conversions().state(a_key()).claims
    assert (made.new, made.claim) == (True, kept)
    assert (kept.code, kept.friend_hash) == ("ada-bakes", hash_of("ben@example.com"))


def test_the_same_claim_again_changes_nothing() -> None:
    make_claim(a_wish(), claim_desk.claims(), now=NOW)
    again = make_claim(a_wish(said="Ada did"), claim_desk.claims(), now=NOW + timedelta(days=9))

    assert not again.new
    assert stores.conversions().state(a_key()).revision == 1


def test_the_address_is_not_told_by_accident() -> None:
    assert "ben@" not in repr(a_wish())


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"key": ConversionKey("strangers", "shopify", "1")}, ProgramNotFoundError),
        ({"key": a_key("1", "nowhere")}, UnknownClaimSourceError),
        ({"happened_at": NOW + timedelta(hours=1)}, NotYetHappenedError),
        ({"named": AdvocateReference(code="nobody-has-it")}, LinkNotFoundError),
        ({"named": AdvocateReference(advocate_id="adv_nobody")}, PersonNotFoundError),
        ({"named": AdvocateReference(advocate_id="adv_ada")}, NoLinkHereError),
    ],
)
def test_what_can_be_no_claim_is_refused(
    changes: dict[str, Any], error: type[GoodwordError]
) -> None:
    with pytest.raises(error) as told:
        make_claim(a_wish(**changes), claim_desk.claims(), now=NOW)

    assert told.value.field
    assert told.value.remedy


def test_the_bound_holds_even_at_once() -> None:
    claims = stores.claims()
    made = make_claim(a_wish(), claim_desk.claims(), now=NOW).claim
    for number in range(4):
        assert claims.add(a_key(), replace(made, claim_id=f"clm_{number}"))

    with pytest.raises(TooManyClaimsError):
        claims.add(a_key(), replace(made, claim_id="clm_9"))

    assert not claims.add(a_key(), made)


def test_a_friend_is_no_advocate() -> None:
    stores.people().add(a_friend())

    with pytest.raises(PersonNotFoundError):
        named_link(
            AdvocateReference(advocate_id="fri_ben"), "friends", stores.links(), stores.people()
        )


class TestNames:
    def join_names(self) -> None:
        names = Names(stores.aliases(), stores.conversions(), stores.bodies())
        names.join([INVOICE, PAYMENT])

    def test_a_claim_by_a_lesser_name_finds_the_order(self) -> None:
        self.join_names()

        assert make_claim(a_wish(PAYMENT), claim_desk.claims(), now=NOW).key == INVOICE
        assert len(stores.conversions().state(INVOICE).claims) == 1

    def test_a_claim_made_before_the_names_met_is_brought_along(self) -> None:
        make_claim(a_wish(PAYMENT), claim_desk.claims(), now=NOW)

        self.join_names()

        assert len(stores.conversions().state(INVOICE).claims) == 1
        assert not make_claim(a_wish(INVOICE), claim_desk.claims(), now=NOW).new

    def test_claims_of_two_names_count_together(self) -> None:
        for number, key in enumerate((INVOICE, INVOICE, INVOICE, PAYMENT, PAYMENT)):
            happened_at = NOW - timedelta(days=number)
            make_claim(a_wish(key, happened_at=happened_at), claim_desk.claims(), now=NOW)
        self.join_names()

        with pytest.raises(TooManyClaimsError):
            make_claim(a_wish(PAYMENT, claimant=Claimant.ADVOCATE), claim_desk.claims(), now=NOW)


def test_evidence_is_gathered_from_orders_claims_and_corrections() -> None:
    make_claim(a_wish(), claim_desk.claims(), now=NOW)
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)

    (found,) = gather_evidence(
        stores.conversions().state(a_key()), (), links=stores.links(), people=stores.people()
    )

    assert (found.signal, found.touched_at) == ("claim", NOW - timedelta(days=2))
    assert found.link
    assert found.advocate_hash == hash_of("ada@example.com")


def test_made_up_claims_do_not_shut_out_whoever_bought() -> None:
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)
    refused = 0
    for number in range(60):
        try:
            wish = a_wish(email=f"eve{number}@example.com")
            make_claim(wish, claim_desk.claims(), now=NOW + timedelta(hours=number // 15))
        except (TooManyClaimsError, TooManyRequestsError):
            refused += 1

    made = make_claim(a_wish(), claim_desk.claims(), now=NOW)

    assert made.new
    assert refused == 60 - MOST_OTHER_CLAIMS


def test_made_up_claims_before_the_order_leave_room_for_the_real_one() -> None:
    for number in range(MOST_OTHER_CLAIMS - 5):
        make_claim(a_wish(email=f"eve{number}@example.com"), claim_desk.claims(), now=NOW)

    later = NOW + timedelta(hours=1)
    assert make_claim(a_wish(), claim_desk.claims(), now=later).new


def test_claims_made_up_with_the_buyer_s_address_leave_them_their_own() -> None:
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)
    for day in range(1, MOST_CLAIMS + 1):
        wish = a_wish(happened_at=NOW - timedelta(days=day))
        assert make_claim(wish, claim_desk.claims(), now=NOW).new
    with pytest.raises(TooManyClaimsError):
        make_claim(a_wish(happened_at=NOW - timedelta(days=99)), claim_desk.claims(), now=NOW)

    own = a_wish(happened_at=NOW - timedelta(minutes=1), proven=True)

    assert make_claim(own, claim_desk.claims(), now=NOW).new


def test_what_was_full_before_the_order_is_open_to_whoever_bought() -> None:
    for number in range(MOST_OTHER_CLAIMS):
        wish = a_wish(email=f"eve{number}@example.com")
        make_claim(wish, claim_desk.claims(), now=NOW + timedelta(hours=number // 15))
    with pytest.raises(TooManyClaimsError) as early:
        make_claim(a_wish(), claim_desk.claims(), now=NOW + timedelta(hours=9))
    assert "Once the order is reported" in early.value.remedy

    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)

    assert make_claim(a_wish(), claim_desk.claims(), now=NOW).new


def test_guesses_about_one_order_are_braked() -> None:
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)
    for _ in range(CLAIMS_OF_ORDER.most):
        make_claim(a_wish(email="eve@example.com"), claim_desk.claims(), now=NOW)

    with pytest.raises(TooManyRequestsError) as told:
        make_claim(a_wish(email="mallory@example.com"), claim_desk.claims(), now=NOW)

    assert 0 < told.value.retry_after_seconds <= CLAIMS_OF_ORDER.seconds
    assert make_claim(a_wish(), claim_desk.claims(), now=NOW).new
