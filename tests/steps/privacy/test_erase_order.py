"""One order without its customer: facts, claims, referral, grant and count change together."""

from referrals.desks import people as people_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.claim import Claimant, ClaimFact, ReviewFact
from referrals.model.order.conversion import NO_TRACES, Contact, Signals, Traces
from referrals.model.people.person import friend_id_of
from referrals.model.privacy.request import stand_in
from referrals.steps.privacy.erase_order import OrderErasure, erase_order
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.order.body import RawBody
from referrals.wiring import stores
from tests.corrector import record_and_wake
from tests.estate import dump
from tests.world import (
    AT,
    NOW,
    a_key,
    a_program,
    a_refund,
    add_facts,
    an_order,
    hash_of,
    refer,
    store_program,
)

BEN = hash_of("ben@example.com")
OWN = friend_id_of(str(a_key()))


def erase() -> OrderErasure:
    return erase_order(a_key(), people_desk.files(), lambda h: stand_in("seed", h))


def test_every_witness_and_claim_loses_the_customer(account: None) -> None:
    traced = an_order(traces=Traces("n", "p", "a"))
    for fact in (traced, an_order(witness="session"), a_claim()):
        stores.conversions().record(a_key(), fact, body="", at=NOW)

    assert erase() == OrderErasure(changed=True, bodies=0, friend_id="", former=(OWN,))

    found = stores.conversions().state(a_key())
    assert found.revision == 3
    assert found.order is not None
    assert found.order.customer_hash == stand_in("seed", BEN)
    assert found.order.traces == NO_TRACES
    assert (found.claims[0].friend_hash, found.claims[0].said) == (stand_in("seed", BEN), "")


def a_claim() -> ClaimFact:
    return ClaimFact(
        claim_id="c1",
        claimant=Claimant.FRIEND,
        code="ada-bakes",
        friend_hash=BEN,
        happened_at=NOW,
        version_ms=AT * 1000,
        said="Ada told me at the market",
    )


def test_a_long_body_goes_whole(account: None) -> None:
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)
    noise = b"".join(str(number * 7919).encode() for number in range(200_000))
    stores.bodies().keep(a_key(), RawBody(noise, {}, NOW), Contact(email="ben@example.com"))

    assert erase().bodies == 1
    assert stores.conversions().contact(a_key()) == Contact()


def test_a_grant_keeps_its_worth_and_its_count(account: None) -> None:
    stores.programs().add(a_program())
    key = refer()
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    before = stores.grants().get(key)

    erased = erase()

    after = stores.grants().get(key)
    assert erased.friend_id == "fri_ben"
    assert after.sides == before.sides
    assert after.customer_hash == stores.referrals().get(key).figures.customer_hash
    assert stores.tallies().tally(f"friends#friend#{BEN}").version == 0
    assert stores.tallies().tally(f"friends#friend#{after.customer_hash}").lifetime == 1


def test_a_count_that_fell_to_nothing_goes_too(account: None) -> None:
    stores.programs().add(a_program())
    key = refer()
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    add_facts(key, a_refund(5000))
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    assert stores.tallies().tally(f"friends#friend#{BEN}").lifetime == 0

    erase()

    assert BEN not in dump()


def test_an_order_nobody_knows_changes_nothing(account: None) -> None:
    assert erase() == OrderErasure(changed=False, bodies=0, friend_id="", former=(OWN,))


def test_what_a_review_said_goes_and_its_word_stays(account: None) -> None:
    note = ReviewFact("rvw_1", 1, "appeal", "Ben is my neighbour", "the person denied", AT * 1000)
    for fact in (an_order(), note):
        stores.conversions().record(a_key(), fact, body="", at=NOW)

    erase()

    (word,) = stores.conversions().state(a_key()).reviews
    assert (word.act, word.note) == ("appeal", "")
    assert "neighbour" not in dump()


def test_an_order_is_found_by_none_of_its_traces_afterwards(account: None) -> None:
    store_program()
    traced = an_order(signals=Signals(ref_codes=("ada-bakes",)), traces=Traces("n", "p", "a"))
    record_and_wake(traced)
    assert "#traces#" in dump()

    erase()

    referral = stores.referrals().get(str(a_key()))
    assert "#traces#" not in dump()
    assert (referral.traces, referral.risk and referral.risk.basis) == ({}, "")
