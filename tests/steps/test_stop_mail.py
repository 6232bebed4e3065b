"""One word stops all mail to a mailbox, however often it is said, and nothing else changes."""

import pytest

from referrals import wiring
from referrals.model.person import Consents, Role
from referrals.steps.stop_mail import stop_mail
from tests.world import a_friend

pytestmark = pytest.mark.usefixtures("account")


def test_mail_stops_and_other_consents_stay() -> None:
    wiring.people().add(a_friend())

    stop_mail("fri_ben", wiring.people())
    stop_mail("fri_ben", wiring.people())

    ben = wiring.people().get("fri_ben")
    assert ben.consents == Consents(mail=False, show_first_name=True)
    assert ben.mail_stopped


def test_a_mailbox_stops_as_advocate_and_as_friend() -> None:
    wiring.people().add(a_friend())
    twin = {"person_id": "adv_ben", "role": Role.ADVOCATE}
    wiring.people().add(a_friend().model_copy(update=twin))

    stop_mail("adv_ben", wiring.people())

    assert wiring.people().get("fri_ben").mail_stopped


def test_whoever_was_erased_stays_erased() -> None:
    stop_mail("fri_gone", wiring.people())

    assert wiring.people().find("fri_gone") is None
