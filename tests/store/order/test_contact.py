"""A contact comes back as it was kept; what older bodies didn't say is no word."""

from datetime import timedelta

import pytest

from referrals.model.order.conversion import Contact
from referrals.store.order.fact import contact_item, read_contact
from tests.world import NOW


@pytest.mark.parametrize("agreed", [True, False, None])
def test_a_contact_comes_back_as_it_was_kept(agreed: bool | None) -> None:
    said_at = NOW - timedelta(days=3) if agreed else None
    contact = Contact("ben@example.com", "Ben", "de", may_write=agreed, said_at=said_at)

    assert read_contact(contact_item(contact)) == contact


@pytest.mark.parametrize(("kept", "read"), [(True, True), (False, None)])
def test_a_body_from_before_says_yes_or_nothing(kept: bool, read: bool | None) -> None:
    item = {"email": "ben@example.com", "first_name": "Ben", "locale": "", "may_write": kept}

    assert read_contact(item).may_write is read
