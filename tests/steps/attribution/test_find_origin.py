"""Orders of one subscription find each other, whichever of them comes first."""

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.steps.attribution.find_origin import find_origin, tell_renewals
from referrals.wiring import stores
from tests.subscriber import RENEWAL, SubscriberBooks, first_order, open_shop, renewal
from tests.world import NOW, a_key, rules


@pytest.fixture
def books(account: None) -> SubscriberBooks:
    open_shop(**RENEWAL)
    return SubscriberBooks()


def test_a_renewal_finds_the_first_order(books: SubscriberBooks) -> None:
    books.tell("1", first_order())
    books.tell("r1", renewal(1))
    conversion = stores.conversions().state(a_key("r1", "signed"))
    assert conversion.order

    origin = find_origin(
        conversion, conversion.order, rules(**RENEWAL), attribution_desk.attribution().origins
    )

    assert origin
    assert origin.referral.order_id == "1"


def test_renewals_are_told_once_of_the_same_decision(books: SubscriberBooks) -> None:
    books.tell("r1", renewal(1))
    books.tell("1", first_order())
    before = books.revision("r1")
    first = books.referral("1")
    assert first
    conversion = stores.conversions().state(a_key("1", "signed"))
    desk = attribution_desk.attribution().origins

    tell_renewals(first, conversion, rules(**RENEWAL), desk, now=NOW)

    assert books.revision("r1") == before
