"""What invitations to share work with."""

from referrals.steps.people.invite_friend import InvitationDesk
from referrals.wiring import stores


def invitations() -> InvitationDesk:
    return InvitationDesk(stores.grants(), stores.programs(), stores.people(), stores.outbox())
