"""The friend is whoever the newest address belongs to: late, corrected or respelled."""

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import people as people_desk
from referrals.model.order.conversion import Contact, Payment
from referrals.model.people.person import Consents, Person, Role, friend_id_of
from referrals.steps.people.find_friend import find_friend
from referrals.steps.people.stop_letters import stop_mail
from referrals.steps.privacy.erase_person import erase_person
from referrals.store.order.body import RawBody
from referrals.wiring import stores
from tests.addressee import BY_ADA, body, friend
from tests.corrector import KEY, record_and_wake, shop
from tests.world import AT, NOW, a_key, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")


def test_an_address_that_comes_late_is_the_friend_s() -> None:
    shop()
    body("", at=AT)
    nameless = friend()

    body("ben@example.com", at=AT + 60, agreed=True)

    assert friend().person_id == nameless.person_id == friend_id_of(KEY)
    assert (friend().email, friend().name) == ("ben@example.com", "Ben")
    assert friend().consents == Consents(mail=True)
    found = stores.people().find_by_hash(Role.FRIEND, hash_of("ben@example.com"))
    assert found == friend()


def test_an_address_in_another_witness_s_body_is_the_friend_s() -> None:
    shop()
    body("", at=AT)

    body("ben@example.com", at=AT, witness="session", payment=Payment.PENDING)

    assert friend().email == "ben@example.com"


def test_a_corrected_address_leads_to_another_friend() -> None:
    shop()
    body("stranger@example.com", agreed=True)
    stranger = friend()

    body("ben@example.com", at=AT + 60)

    assert friend().person_id != stranger.person_id
    assert (friend().email, friend().consents) == ("ben@example.com", Consents())
    assert stores.people().get(stranger.person_id).email == "stranger@example.com"


def test_an_address_corrected_twice_comes_back_to_the_first_friend() -> None:
    shop()
    body("ben@example.com", agreed=True)
    ben = friend()

    body("stranger@example.com", at=AT + 60)
    body("ben@example.com", at=AT + 120)

    assert friend() == ben


def test_a_corrected_address_that_is_known_is_that_friend_s() -> None:
    shop()
    known = stores.people().add(
        Person(
            person_id="fri_known",
            role=Role.FRIEND,
            email="ben@example.com",
            email_hash=hash_of("ben@example.com"),
            enrolled_at=NOW,
        )
    )
    body("")

    body("ben@example.com", at=AT + 60)

    assert friend() == known


def test_a_newer_spelling_is_where_letters_go() -> None:
    shop()
    body("ben@example.com", agreed=True)
    ben = friend()

    body("Ben+bread@Example.com", at=AT + 60)

    assert friend() == ben.model_copy(update={"email": "Ben+bread@example.com"})


def test_a_consent_holds_for_its_own_address() -> None:
    shop()
    body("ben@example.com", agreed=True)

    body("eve@example.com", at=AT + 60)

    assert not friend().consents.mail


def test_a_stop_is_not_undone_by_a_newer_body() -> None:
    shop()
    body("ben@example.com", agreed=True)
    stop_mail(friend().person_id, stores.people(), now=NOW)

    body("Ben@example.com", at=AT + 60, agreed=True)

    assert (friend().mail_stopped, friend().consents.mail) == (True, False)


def test_a_mailbox_stopped_as_an_advocate_s_stays_stopped() -> None:
    shop()
    ben = Person(
        person_id="adv_ben",
        role=Role.ADVOCATE,
        email="ben@example.com",
        email_hash=hash_of("ben@example.com"),
        mail_stopped=True,
        enrolled_at=NOW,
    )
    stores.people().add(ben)

    body("ben@example.com", agreed=True)

    assert (friend().mail_stopped, friend().consents.mail) == (True, False)


def test_whoever_was_erased_is_not_made_anew_by_a_late_body() -> None:
    shop()
    body("ben@example.com")
    files, ben = people_desk.files(), friend()
    keys = files.theirs(hash_of("ben@example.com"), [])
    erase_person(
        hash_of("ben@example.com"), keys, files, lambda h: f"erased-{h[:8]}" if h else "", now=NOW
    )

    body("ben@example.com", at=AT + 60)
    body("ben@example.com", at=AT + 120)

    assert stores.referrals().get(KEY).friend_id == ben.person_id
    assert stores.people().find(ben.person_id) is None


def test_a_corrected_address_of_the_advocate_s_own_still_disproves() -> None:
    shop()
    body("")
    body("ada@example.com", at=AT + 60)

    known = stores.referrals().get(KEY)
    assert (known.attribution.reason, known.friend_id) == ("self_referral", "")


def test_an_address_without_a_hash_is_none() -> None:
    shop()
    raw = RawBody(b"?", {}, NOW)
    stores.bodies().keep(a_key(), raw, Contact(email="not an address", first_name="Ben"))
    fact = an_order(customer_hash="", signals=BY_ADA)
    stores.conversions().record(a_key(), fact, body=raw.sha, at=NOW)
    record_and_wake()

    assert (friend().email, friend().name) == ("", "Ben")


def test_the_friend_of_an_erased_order_stays_as_it_is() -> None:
    shop()
    desk = attribution_desk.attribution().friends

    found = find_friend(a_key(), hash_of("ben@example.com"), "fri_gone", desk, now=NOW)

    assert (found, stores.people().find("fri_gone")) == ("fri_gone", None)
