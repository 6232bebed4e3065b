"""A try-out goes the usual way, and opens what was closed."""

import pytest

from referrals.model.connection.mail_standing import MailStanding
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.steps.connection.try_connection import NoConnectionTesterError, try_connection
from referrals.steps.connection.watch_mail import watch_mail
from referrals.wiring import connection_stores, stores
from tests.world import NOW, rules


@pytest.mark.usefixtures("account")
def test_a_try_opens_what_was_closed() -> None:
    stores.endpoints().close("friends#slack", "slack", NOW)

    item = try_connection(rules(), Channel.SLACK, stores.outbox(), stores.endpoints(), now=NOW)

    assert stores.outbox().get(item.item_id).state is DeliveryState.PENDING
    assert not stores.endpoints().find("friends#slack", "slack").gone


@pytest.mark.usefixtures("account")
def test_klaviyo_is_tried_on_one_of_the_shop_s_own() -> None:
    shelf = (stores.outbox(), stores.endpoints())

    with pytest.raises(NoConnectionTesterError):
        try_connection(rules(), Channel.KLAVIYO, *shelf, now=NOW)


@pytest.mark.usefixtures("account")
def test_the_newest_look_at_mail_is_kept() -> None:
    standings = connection_stores.mail_standings()

    for identity in ("a.example", "b.example"):
        standing = MailStanding(looked_at=NOW, identity=identity)
        watch_mail({NOW: standing}.__getitem__, standings, now=NOW)

    found = standings.find()
    assert found is not None
    assert found.identity == "b.example"
