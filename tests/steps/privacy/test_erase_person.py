"""An erasure that dies at any call is gone on with, and ends as if it had never died."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.desks import people as people_desk
from referrals.model.delivery.delivery import Skipped
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.model.errors import UnavailableError
from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Role
from referrals.model.people.suppression import Suppression
from referrals.model.privacy.erasure import ErasureCounts
from referrals.model.privacy.request import stand_in
from referrals.model.program.tally import friend_subject
from referrals.model.session.person_session import RANDOM_NEEDED
from referrals.steps.delivery.deliver import hand_over
from referrals.steps.privacy.erase_person import erase_person
from referrals.steps.session.begin_session import begin_session
from referrals.store.delivery.outbox import NotParkedError
from referrals.store.order.body import RawBody
from referrals.wiring import clients, session_stores, stores
from tests.consents import consent_to_all
from tests.estate import ADA, BEN, EVE, deliver_webhook, dump, furnish_estate, sound, traces
from tests.template import ROOT
from tests.world import IDENTITY, NOW, a_key, an_item, hash_of

EVENTS = ROOT / "events/conversions"


class Failing:
    """A client that dies at one call: before it, or after it was carried out."""

    def __init__(self, inner: Any, dies_at: int, *, after: bool) -> None:
        self.inner, self.left, self.after = inner, dies_at, after

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.left -= 1
        if self.left == 0 and not self.after:
            raise UnavailableError("died before")
        answer: dict[str, Any] = self.inner.call(operation, request)
        if self.left == 0:
            raise UnavailableError("died after")
        return answer


def erase(email: str, seed: str = "seed") -> ErasureCounts:
    files = people_desk.files()
    keys = files.theirs(hash_of(email), [])
    return erase_person(hash_of(email), keys, files, lambda h: stand_in(seed, h), now=NOW)


@pytest.mark.parametrize("person", [BEN, ADA], ids=["friend", "advocate"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_it_goes_on_wherever_it_died(
    account: None, monkeypatch: pytest.MonkeyPatch, person: tuple[str, ...], after: bool
) -> None:
    furnish_estate(monkeypatch)
    real, deaths = clients.dynamo(), 0
    for place in range(1, 200):
        failing = Failing(real, place, after=after)
        monkeypatch.setattr(clients, "dynamo", lambda failing=failing: failing)
        try:
            if not erase(person[0]).failures:
                break
        except UnavailableError:
            pass
        deaths += 1
    monkeypatch.setattr(clients, "dynamo", lambda: real)

    assert deaths > 12
    assert traces(person, dump()) == []
    assert traces(EVE, dump()) == list(EVE)
    assert sound()
    grant = stores.grants().get(str(a_key("1001", "signed")))
    subject = friend_subject("friends", grant.customer_hash)
    assert stores.tallies().tally(subject).lifetime == 1


def test_a_second_pass_finds_nothing(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish_estate(monkeypatch)

    assert erase(BEN[0]) == ErasureCounts(
        orders=2, bodies=3, people=1, letters=1, former_customers=1
    )
    assert erase(BEN[0], "another seed") == ErasureCounts()


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.PARKED])
def test_what_waits_for_an_erased_person_is_never_sent(
    account: None, monkeypatch: pytest.MonkeyPatch, state: DeliveryState
) -> None:
    furnish_estate(monkeypatch)
    ben = stores.people().find_by_hash(Role.FRIEND, hash_of(BEN[0]))
    assert ben
    letter = an_item(item_id="letter", person_id=ben.person_id, state=state)
    hook = an_item(item_id="hook", person_id=ben.person_id, state=state, channel=Channel.WEBHOOK)
    others = an_item(item_id="others", state=state)
    for item in (letter, hook, others):
        stores.outbox().add(item)

    erase(BEN[0])

    for name in ("letter", "hook"):
        ended = stores.outbox().get(name)
        assert (ended.state, ended.reason) == (DeliveryState.SKIPPED, "erased")
        with pytest.raises(NotParkedError):
            stores.outbox().reopen(name, NOW)
    assert stores.outbox().get("others").state is state


def test_a_letter_that_was_on_its_way_finds_nobody(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish_estate(monkeypatch)
    ben = stores.people().find_by_hash(Role.FRIEND, hash_of(BEN[0]))
    assert ben
    stores.outbox().add(an_item(item_id="letter", person_id=ben.person_id))
    leased = stores.outbox().lease("letter", NOW)
    assert leased

    erase(BEN[0])

    assert hand_over(leased, delivery_desk.delivery_desk(), now=NOW) == Skipped("nobody_by_that_id")


def test_sessions_and_consents_go_with_their_person(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish_estate(monkeypatch)
    ada = stores.people().find_by_hash(Role.ADVOCATE, hash_of(ADA[0]))
    assert ada
    consent_to_all(ada.person_id)
    begin_session(
        ada.person_id,
        "friends",
        session_stores.person_sessions(),
        former="",
        now=NOW,
        random=bytes(RANDOM_NEEDED),
    )

    erase(ADA[0])

    assert list(session_stores.person_sessions().of_person(ada.person_id, NOW)) == []
    assert f"consent#{ada.person_id}" not in dump()
    assert f"sessions#{ada.person_id}" not in dump()


def test_a_mailbox_that_took_no_mail_is_forgotten_by_every_hash(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish_estate(monkeypatch)
    ada = stores.people().find_by_hash(Role.ADVOCATE, hash_of(ADA[0]))
    assert ada
    stores.people().change(ada.person_id, email="ada@pm.me")
    told = (*email_hashes(IDENTITY, "ada@pm.me"), hash_of(ADA[0]), hash_of("nobody@example.com"))
    for each in told:
        suppression = Suppression(email_hash=each, reason="bounced", since=NOW, feedback_id="f1")
        stores.suppressions().add(suppression)

    erase(ADA[0])
    erase("nobody@example.com")

    assert [stores.suppressions().find(each) for each in told] == [None] * 4


def test_a_stranger_leaves_everything_as_it_is(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish_estate(monkeypatch)
    before = dump()

    assert erase("nobody@example.com") == ErasureCounts()
    assert dump() == before


def test_held_bodies_of_others_stay(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish_estate(monkeypatch)
    large = b'{"email":"eve@example.com","note":"' + bytes(range(48, 58)) * 90_000 + b'"}'
    stores.bodies().hold("friends", "shopify", RawBody(large, {}, NOW), "unread")

    erase(BEN[0])

    (held,) = stores.bodies().held_bodies("friends", "shopify")
    assert stores.bodies().held_raw("friends", "shopify", held.sha).raw == large
    assert list(stores.bodies().held_bodies("friends", "signed")) == []


def test_friend_and_advocate_of_one_mailbox_both_go(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish_estate(monkeypatch)
    friend = stores.people().find_by_hash(Role.FRIEND, hash_of(BEN[0]))
    assert friend
    also = friend.model_copy(update={"person_id": "adv_ben", "role": Role.ADVOCATE})
    stores.people().add(also)

    assert erase(BEN[0]).people == 2


def test_bodies_under_an_order_s_other_names_go_too(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish_estate(monkeypatch)
    kim = "kim@example.com"
    stories = ("charge_refunded", "invoice_payment_paid", "payment_intent", "invoice_paid")
    for story in stories:
        event = json.loads((EVENTS / f"stripe_subscription_{story}.json").read_text())
        body = json.loads(event["body"])
        told_in = {"customer_email": kim, "receipt_email": kim, "billing_details": {"email": kim}}
        body["data"]["object"] |= told_in
        assert deliver_webhook("stripe", body)["status"] == 200
    assert dump().count(kim) > len(stories)

    erase(kim)

    assert traces((kim, hash_of(kim)), dump()) == []
