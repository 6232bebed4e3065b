"""What a friend's page works with."""

from referrals.store.program.shard import stored_shards
from referrals.views.link.friend_page import Shelf
from referrals.wiring import clients, keys, stores


def shelf() -> Shelf:
    return Shelf(
        stores.links(),
        stores.friend_briefs(),
        stores.first_names(),
        stores.shown_gifts(),
        keys.code_key,
        lambda program_id: stored_shards(clients.table("ledger"), program_id),
    )
