"""Invites a friend to share, too: by one letter ever, some days after their order stayed.

Only friends are asked: of other buyers nothing is kept that could be written to. Consent, and that
the order still stands, are asked again when the letter goes out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.delivery.delivery import Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.people.person import Person, Role
from referrals.model.reward.grant import GrantStatus
from referrals.store.delivery.outbox import Outbox
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.reward.grant import Grants


@dataclass(frozen=True, slots=True)
class InvitationDesk:
    grants: Grants
    programs: Programs
    people: People
    outbox: Outbox


def invite_friend(key: str, desk: InvitationDesk, *, now: datetime) -> bool:
    """Whether a letter waits for them; safe to repeat, for any of their orders."""
    grant = desk.grants.get(key)
    invitation = desk.programs.get(grant.program_id).rules.join.invitation
    friend = desk.people.find(grant.friend_id) if invitation and grant.friend_id else None
    if invitation is None or friend is None or not friend.consents.mail:
        return False
    if objection(friend, key, desk):
        return False
    item = an_item(
        f"invitation#{friend.person_id}",
        Channel.EMAIL,
        Topic.ADVOCATE_INVITED,
        program_id=grant.program_id,
        at=now,
        person_id=friend.person_id,
        data={"conversion_key": key},
    )
    due_at = now + timedelta(days=invitation.after_days)
    desk.outbox.add(item.model_copy(update={"due_at": due_at.replace(microsecond=0)}))
    return True


def objection(friend: Person, key: str, desk: InvitationDesk) -> Skipped | None:
    """Why they are not asked, now: they share already, or the order didn't stay after all."""
    if desk.people.find_by_hash(Role.ADVOCATE, friend.email_hash):
        return Skipped("shares_already")
    grant = desk.grants.find(key)
    stands = grant is not None and grant.status is GrantStatus.AVAILABLE
    return None if stands else Skipped("order_went_back")
