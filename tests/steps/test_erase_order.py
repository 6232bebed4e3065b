"""One order without its customer: facts, claims, referral, grant and count change together."""

from referrals import desks, wiring
from referrals.model.claim import Claimant, ClaimFact
from referrals.model.conversion import Contact
from referrals.model.person import friend_id_of
from referrals.model.privacy import stand_in
from referrals.steps.erase_order import OrderErased, erase_order
from referrals.steps.settle_rewards import settle_rewards
from referrals.store.body import RawBody
from tests.estate import dump
from tests.world import AT, NOW, a_key, a_program, a_refund, an_order, hashed, referred, reported

BEN = hashed("ben@example.com")
OWN = friend_id_of(str(a_key()))


def erase() -> OrderErased:
    return erase_order(a_key(), desks.files(), lambda h: stand_in("seed", h))


def test_every_witness_and_claim_loses_the_customer(account: None) -> None:
    for fact in (an_order(), an_order(witness="session"), a_claim()):
        wiring.conversions().record(a_key(), fact, body="", at=AT)

    assert erase() == OrderErased(changed=True, bodies=0, friend_id="", former=(OWN,))

    found = wiring.conversions().state(a_key())
    assert found.revision == 3
    assert found.order is not None
    assert found.order.customer_hash == stand_in("seed", BEN)
    assert (found.claims[0].friend_hash, found.claims[0].said) == (stand_in("seed", BEN), "")


def a_claim() -> ClaimFact:
    return ClaimFact(
        claim_id="c1",
        claimant=Claimant.FRIEND,
        code="ada-bakes",
        friend_hash=BEN,
        happened_at=AT,
        updated_at=AT * 1000,
        said="Ada told me at the market",
    )


def test_a_long_body_goes_whole(account: None) -> None:
    wiring.conversions().record(a_key(), an_order(), body="sha", at=AT)
    noise = b"".join(str(number * 7919).encode() for number in range(200_000))
    wiring.bodies().keep(a_key(), RawBody(noise, {}, AT), Contact(email="ben@example.com"))

    assert erase().bodies == 1
    assert wiring.conversions().contact(a_key()) == Contact()


def test_a_grant_keeps_its_worth_and_its_count(account: None) -> None:
    wiring.programs().add(a_program())
    key = referred()
    settle_rewards(key, desks.orders(), desks.books(), NOW)
    before = wiring.grants().get(key)

    erased = erase()

    after = wiring.grants().get(key)
    assert erased.friend_id == "fri_ben"
    assert after.sides == before.sides
    assert after.customer_hash == wiring.referrals().get(key).figures.customer_hash
    assert wiring.tallies().tally(f"friends#friend#{BEN}").version == 0
    assert wiring.tallies().tally(f"friends#friend#{after.customer_hash}").lifetime == 1


def test_a_count_that_fell_to_nothing_goes_too(account: None) -> None:
    wiring.programs().add(a_program())
    key = referred()
    settle_rewards(key, desks.orders(), desks.books(), NOW)
    reported(key, a_refund(5000))
    settle_rewards(key, desks.orders(), desks.books(), NOW)
    assert wiring.tallies().tally(f"friends#friend#{BEN}").lifetime == 0

    erase()

    assert BEN not in dump()


def test_an_order_nobody_knows_changes_nothing(account: None) -> None:
    assert erase() == OrderErased(changed=False, bodies=0, friend_id="", former=(OWN,))
