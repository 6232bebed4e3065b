"""One word stops all mail to a mailbox, however often it is said, and nothing else changes."""

import pytest

from referrals.model.people.person import Consents, Role
from referrals.steps.people.stop_mail import stop_mail
from referrals.wiring import stores
from tests.world import a_friend

pytestmark = pytest.mark.usefixtures("account")


def test_mail_stops_and_other_consents_stay() -> None:
    stores.people().add(a_friend())

    stop_mail("fri_ben", stores.people())
    stop_mail("fri_ben", stores.people())

    ben = stores.people().get("fri_ben")
    assert ben.consents == Consents(mail=False, show_first_name=True)
    assert ben.mail_stopped


def test_a_mailbox_stops_as_advocate_and_as_friend() -> None:
    stores.people().add(a_friend())
    twin = {"person_id": "adv_ben", "role": Role.ADVOCATE}
    stores.people().add(a_friend().model_copy(update=twin))

    stop_mail("adv_ben", stores.people())

    assert stores.people().get("fri_ben").mail_stopped


def test_whoever_was_erased_stays_erased() -> None:
    stop_mail("fri_gone", stores.people())

    assert stores.people().find("fri_gone") is None
