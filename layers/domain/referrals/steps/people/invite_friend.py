"""Invites a friend to share, too: by one letter ever, some days after their reward's hold ended.

`invite_buyer` asks every buyer earlier, where an order's body still tells who they are; this asks
friends whose hold lasts longer. Consent, and that the order still stands, are asked again when
the letter goes out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.delivery.delivery import Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.order_key import ConversionKey
from referrals.model.people.buyer import invitation_id
from referrals.model.people.person import Person, Role
from referrals.model.reward.grant import GrantStatus
from referrals.store.delivery.outbox import Outbox
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.reward.grant import Grants


@dataclass(frozen=True, slots=True)
class InvitationDesk:
    grants: Grants
    programs: Programs
    people: People
    outbox: Outbox
    conversions: Conversions


def invite_friend(key: str, desk: InvitationDesk, *, now: datetime) -> bool:
    """Whether a letter waits for them; safe to repeat, for any of their orders."""
    grant = desk.grants.get(key)
    join = desk.programs.get(grant.program_id).rules.join
    invitation = join.invitation
    friend = desk.people.find(grant.friend_id) if invitation and grant.friend_id else None
    if invitation is None or friend is None or not friend.consents.mail:
        return False
    held_out = join.holds_out(grant.program_id, friend.email_hash)
    if held_out or objection(friend, key, desk):
        return False
    item = an_item(
        invitation_id(friend.email_hash),
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
    if grant and grant.status not in (GrantStatus.HELD, GrantStatus.AVAILABLE):
        return Skipped("order_went_back")
    conversion = desk.conversions.find(ConversionKey.parse(key))
    stayed = conversion is not None and conversion.has_stayed
    return None if stayed else Skipped("order_went_back")
