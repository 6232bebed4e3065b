"""What is kept of a buyer, and followed: their consents, and the letter that asks them to share."""

from referrals.steps.people.find_friend import FriendDesk
from referrals.wiring import session_stores, stores


def buyers() -> FriendDesk:
    return FriendDesk(
        stores.people(),
        stores.conversions(),
        stores.outbox(),
        session_stores.consent_records(),
    )
