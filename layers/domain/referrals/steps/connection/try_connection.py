"""Tries a connection: one message that says nothing but that it is a try-out, by the usual way."""

from datetime import datetime

from referrals.model.connection.report import connection_test
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.errors import RefusedError
from referrals.model.program.program import Program
from referrals.store.delivery.endpoint import Endpoints
from referrals.store.delivery.outbox import Outbox


class NoConnectionTesterError(RefusedError):
    """A try-out of Klaviyo stands on a profile, and that must be one of the shop's own people."""

    code = "no_connection_tester"


def try_connection(
    rules: Program, channel: Channel, outbox: Outbox, endpoints: Endpoints, *, now: datetime
) -> OutboxItem:
    """The item; asked again within the second, the same one. It is a person's word that the other
    side is there again, too."""
    if channel is Channel.KLAVIYO and not rules.mail.test_to:
        raise NoConnectionTesterError(
            "a try-out stands on the profile of one of your own people.",
            field="mail.test_to",
            remedy="Name your own mailbox in mail.test_to, and apply the program.",
        )
    item = connection_test(rules, channel, now)
    endpoints.open(item.endpoint)
    outbox.add(item)
    return item
