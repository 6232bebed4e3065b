"""What invitations to share work with."""

from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.steps.people.invite_buyer import BuyerDesk, find_buyer
from referrals.steps.people.invite_friend import InvitationDesk
from referrals.wiring import stores


def invitations() -> InvitationDesk:
    return InvitationDesk(
        stores.grants(),
        stores.programs(),
        stores.people(),
        stores.outbox(),
        stores.conversions(),
    )


def buyer(item: OutboxItem) -> Person | None:
    return find_buyer(item, BuyerDesk(stores.people(), stores.conversions()))
