"""Erasure ends at whatever a grant came to, and what is wrong with one order stops no other."""

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest

from referrals.desks import people as people_desk
from referrals.desks import privacy as privacy_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.conversion import Dispute, DisputeFact
from referrals.model.privacy.erasure import ErasureCounts, OrderFailure
from referrals.model.privacy.request import (
    PrivacyKind,
    PrivacyRequest,
    PrivacyState,
    StoredRequest,
    stand_in,
)
from referrals.model.program.tally import friend_subject
from referrals.model.reward.grant import GrantStatus
from referrals.steps.privacy.answer_privacy import answer_privacy
from referrals.steps.privacy.erase_person import erase_person
from referrals.steps.privacy.note_privacy import asked_of, note_privacy
from referrals.steps.reward.release_holds import release_holds
from referrals.wiring import clients, stores
from tests.corrector import correct_order, grant, place_order, record_and_wake, shop, sound
from tests.estate import dump
from tests.world import AT, IDENTITY, NOW, a_key, a_refund, an_order, hash_of, webhook_secret

pytestmark = pytest.mark.usefixtures("account")
BEN = hash_of("ben@example.com")


def release() -> None:
    release_holds(reward_desk.books(), now=NOW + timedelta(days=20))


def dispute() -> None:
    record_and_wake(DisputeFact("d1", Dispute.OPEN, 5000, AT * 1000))


def refund() -> None:
    record_and_wake(a_refund(5000))


def correct_away() -> None:
    correct_order(None)


def do_no_more() -> None:
    return


LIVES: dict[GrantStatus, Callable[[], None]] = {
    GrantStatus.HELD: do_no_more,
    GrantStatus.AVAILABLE: release,
    GrantStatus.SUSPENDED: dispute,
    GrantStatus.REVERSED: refund,
    GrantStatus.WITHDRAWN: correct_away,
}


def shop_redact() -> StoredRequest:
    webhook_secret("shopify", "hush", shop="bakery.myshopify.com")
    request = PrivacyRequest(PrivacyKind.SHOP_REDACT, shop="bakery.myshopify.com")
    asked = asked_of(request, "friends", "shopify", key=IDENTITY, received_at=NOW)
    note_privacy(asked, stores.privacy_requests())
    return asked


def erase(email: str = "ben@example.com") -> ErasureCounts:
    files = people_desk.files()
    keys = files.theirs(hash_of(email), [])
    return erase_person(hash_of(email), keys, files, lambda h: stand_in("seed", h), now=NOW)


@pytest.mark.parametrize("status", GrantStatus)
def test_a_friend_is_erased_whatever_became_of_the_reward(status: GrantStatus) -> None:
    shop(hold_days=14)
    place_order()
    LIVES[status]()
    assert grant().status is status

    done = erase()

    assert (done.orders, done.people, done.failures) == (1, 1, ())
    assert BEN not in dump()
    assert (erase(), sound()) == (ErasureCounts(), True)


@pytest.mark.parametrize(("status", "counted"), [*itertools.product(GrantStatus, (False, True))])
def test_a_grant_is_erased_whatever_the_counts_say(status: GrantStatus, counted: bool) -> None:
    shop()
    place_order()
    table, place = clients.table("ledger"), {"account": f"grant#{a_key()}", "entry": "grant"}
    item = table.get(place)
    assert item
    table.put({**item, "status": status.value})
    if not counted:
        subject = friend_subject("friends", BEN)
        table.delete({"account": f"tally#{subject}", "entry": "tally"})

    assert erase().failures == ()
    assert grant().customer_hash == stand_in("seed", BEN)


@pytest.mark.parametrize("status", GrantStatus)
def test_a_redact_of_a_shop_ends_whatever_became_of_the_rewards(status: GrantStatus) -> None:
    shop(hold_days=14)
    place_order()
    LIVES[status]()
    shop_redact()

    ran = answer_privacy(privacy_desk.privacy(), now=NOW)

    assert (ran.done, ran.failures, BEN in dump()) == (1, (), False)


def break_grant(order_id: str) -> None:
    """A grant that nobody can read any more."""
    key = a_key(order_id)
    clients.table("ledger").put({"account": f"grant#{key}", "entry": "grant", "key": str(key)})


def test_an_order_that_fails_keeps_no_other_of_theirs_waiting() -> None:
    shop()
    for order_id in ("1", "2", "3"):
        stores.conversions().record(a_key(order_id), an_order(), body="", at=NOW)
    break_grant("2")

    done = erase()

    assert done.orders == 2
    assert done.failures == (OrderFailure("friends#shopify#2", "ValidationError"),)


def test_a_shop_s_redact_goes_on_past_a_failing_order() -> None:
    shop()
    for order_id in ("1", "2", "3"):
        stores.conversions().record(a_key(order_id), an_order(), body="", at=NOW)
    break_grant("2")
    asked = shop_redact()

    ran = answer_privacy(privacy_desk.privacy(), now=NOW)

    assert (ran.done, ran.open, ran.erased.orders) == (0, 1, 2)
    assert [(each.order, each.code) for each in ran.failures] == [
        ("friends#shopify#2", "ValidationError")
    ]

    clients.table("ledger").delete({"account": f"grant#{a_key('2')}", "entry": "grant"})
    assert answer_privacy(privacy_desk.privacy(), now=NOW).done == 1
    done = stores.privacy_requests().find("friends", asked.request_id)
    assert done is not None
    assert (done.state, done.found, BEN in dump()) == (PrivacyState.DONE, 3, False)


def test_an_order_that_makes_no_sense_is_erased_all_the_same() -> None:
    shop()
    record_and_wake(an_order())
    place = {"conversion_key": str(a_key()), "fact": "order"}
    item = clients.table("conversions").get(place)
    assert item
    clients.table("conversions").put({**item, "fact:order#?": {"amounts": {}, "payment": "?"}})

    assert erase().failures == ()
    assert BEN not in dump()
