"""How far an order has come is computed from what is known of it, each case once."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.model.attribution.referral import AttributionStatus, Referral
from referrals.model.order.conversion import Payment
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.welcome.welcome_state import WelcomeState, welcome_state
from tests.world import a_conversion, a_friend, a_key, a_referral, an_order, figures_of

LINK = WelcomeLink(a_key(), "fri_ben")


def referral(**changes: Any) -> Referral:
    return a_referral(figures_of(a_conversion()), **changes)


NOBODYS = {"status": AttributionStatus.UNATTRIBUTED, "advocate_id": "", "code": ""}


@pytest.mark.parametrize(
    ("conversion", "found", "state"),
    [
        (None, None, WelcomeState.AWAITED),
        (a_conversion(an_order(payment=Payment.PENDING)), None, WelcomeState.UNPAID),
        (a_conversion(), None, WelcomeState.JUDGING),
        (a_conversion(), referral(), WelcomeState.JUDGING),
        (a_conversion(), referral(**NOBODYS), WelcomeState.NOBODYS),
        (replace(a_conversion(), revision=2), referral(**NOBODYS), WelcomeState.JUDGING),
        (a_conversion(), referral(friend_id="fri_cem"), WelcomeState.OTHERS),
        (a_conversion(an_order(customer_hash="erased-1")), referral(), WelcomeState.ERASED),
    ],
)
def test_each_case_has_its_state(conversion: Any, found: Any, state: WelcomeState) -> None:
    assert welcome_state(LINK, conversion, found, a_friend()) is state


def test_a_friend_who_is_gone_was_erased() -> None:
    assert welcome_state(LINK, a_conversion(), referral(), None) is WelcomeState.ERASED


def test_a_thank_you_page_is_read_without_a_friend() -> None:
    link = WelcomeLink(a_key())

    found = welcome_state(link, a_conversion(), referral(friend_id="fri_cem"), a_friend())

    assert found is WelcomeState.JUDGING
