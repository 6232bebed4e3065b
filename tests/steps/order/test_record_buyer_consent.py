"""A buyer's own word, told by the shop: kept by their mailbox's hash, and heard in both roles."""

from datetime import timedelta

import pytest

from referrals.desks import buyer as buyer_desk
from referrals.model.people.person import Person, Role
from referrals.model.privacy.request import ERASED
from referrals.steps.order.record_buyer_consent import (
    BuyerWord,
    UnknownBuyerError,
    buyer_of_order,
    record_buyer_consent,
)
from referrals.wiring import stores
from tests.world import NOW, a_key, a_reader, an_order, hash_of, rules

DORA = "dora@example.com"
HASHES = (hash_of(DORA), hash_of("dora.b@example.com"))


def tell(**consents: bool) -> Person:
    word = BuyerWord(consents=consents, said_at=NOW - timedelta(hours=1), sentence="Yes, do.")
    return record_buyer_consent(HASHES, word, rules(), buyer_desk.buyers(), now=NOW)


@pytest.mark.parametrize("email_hash", HASHES)
def test_an_advocate_of_that_mailbox_hears_the_same_word(account: None, email_hash: str) -> None:
    ada = a_reader(email=DORA, email_hash=email_hash, mail_stopped=False)
    stores.people().add(ada)

    friend = tell(surveys=True)

    assert friend.consents.surveys
    assert stores.people().get(ada.person_id).consents.surveys
    assert stores.people().find_by_hash(Role.FRIEND, HASHES[0]) == friend


def test_a_mailbox_that_stopped_as_an_advocate_has_stopped(account: None) -> None:
    stores.people().add(a_reader(email=DORA, email_hash=HASHES[0], mail_stopped=True))

    assert not tell(mail=True).consents.mail


def test_an_erased_order_names_nobody(account: None) -> None:
    order = an_order(customer_hash=f"{ERASED}1")
    stores.conversions().record(a_key(), order, body="sha", at=NOW)

    with pytest.raises(UnknownBuyerError):
        buyer_of_order(a_key(), stores.conversions())
