"""What asking about the past works with: the tables that know what was."""

from referrals.store.history.past_archive import PastArchive
from referrals.wiring import stores


def archive() -> PastArchive:
    return PastArchive(
        stores.conversions(), stores.referrals(), stores.grants(), stores.former_decisions()
    )
