"""One word stops all mail, however often it is said, and nothing else changes."""

from referrals import wiring
from referrals.model.person import Consents
from referrals.steps.stop_mail import stop_mail
from tests.world import a_friend


def test_mail_stops_and_other_consents_stay(account: None) -> None:
    wiring.people().add(a_friend())

    stop_mail("fri_ben", wiring.people())
    stop_mail("fri_ben", wiring.people())

    assert wiring.people().get("fri_ben").consents == Consents(mail=False, show_first_name=True)


def test_whoever_was_erased_stays_erased(account: None) -> None:
    stop_mail("fri_gone", wiring.people())

    assert wiring.people().find("fri_gone") is None
