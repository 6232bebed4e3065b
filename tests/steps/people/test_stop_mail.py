"""One word stops all mail to a mailbox, however often it is said, and nothing else changes."""

import pytest

from referrals.model.people.buyer import buyer_id
from referrals.model.people.person import Consents, Person, Role
from referrals.steps.people.stop_letters import stop_mail
from referrals.wiring import stores
from tests.world import NOW, a_friend, hash_of

pytestmark = pytest.mark.usefixtures("account")


def test_mail_stops_and_other_consents_stay() -> None:
    stores.people().add(a_friend())

    stop_mail("fri_ben", stores.people(), now=NOW)
    stop_mail("fri_ben", stores.people(), now=NOW)

    ben = stores.people().get("fri_ben")
    assert ben.consents == Consents(mail=False, show_first_name=True)
    assert ben.mail_stopped


def test_a_mailbox_stops_as_advocate_and_as_friend() -> None:
    stores.people().add(a_friend())
    twin = {"person_id": "adv_ben", "role": Role.ADVOCATE}
    stores.people().add(a_friend().model_copy(update=twin))

    stop_mail("adv_ben", stores.people(), now=NOW)

    assert stores.people().get("fri_ben").mail_stopped


def test_whoever_was_erased_stays_erased() -> None:
    stop_mail("fri_gone", stores.people(), now=NOW)

    assert stores.people().find("fri_gone") is None


def test_a_buyer_s_stop_is_kept_without_name_or_address() -> None:
    buyer = buyer_id(hash_of("ben@example.com"))

    stop_mail(buyer, stores.people(), now=NOW)
    stop_mail(buyer, stores.people(), now=NOW)

    ben = stores.people().find_by_hash(Role.FRIEND, hash_of("ben@example.com"))
    assert isinstance(ben, Person)
    assert (ben.mail_stopped, ben.email, ben.name) == (True, "", "")


def test_a_buyer_s_stop_is_the_friend_s_that_they_are() -> None:
    stores.people().add(a_friend())

    stop_mail(buyer_id(a_friend().email_hash), stores.people(), now=NOW)

    assert stores.people().get("fri_ben").mail_stopped
