"""Erasures find people by the index of mailboxes, as in every stack once its walk has ended."""

import pytest

from referrals.desks import people as people_desk
from referrals.steps.privacy.index_mailboxes import DEPLOYED_AFTER, index_mailboxes
from tests.world import NOW


@pytest.fixture
def account(account: None) -> None:
    for at in (NOW - 2 * DEPLOYED_AFTER, NOW):
        index_mailboxes(people_desk.mailboxes(), now=at, has_time=lambda: True)
