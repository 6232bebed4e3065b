"""Makes a friend an advocate, at the address of their order, on one press of their own.

Whoever has the letter has the mailbox; whoever stands on a thank-you page may not. Both end in the
same enrolment, whose link goes to that mailbox alone, in one letter. Safe to repeat.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import NotFoundError
from referrals.model.people.person import Consents
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.steps.people.enroll_advocate import (
    Enrollment,
    Enrolment,
    EnrolmentDesk,
    enroll_advocate,
)
from referrals.steps.people.send_link import send_link
from referrals.store.attribution.referral import Referrals
from referrals.store.delivery.outbox import Outbox
from referrals.store.order.alias import Aliases
from referrals.store.program.program import Programs


class NoFriendHereError(NotFoundError):
    """Nobody brought the order, its friend was forgotten, or it is another's."""

    code = "no_friend_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWish:
    link: WelcomeLink
    mail: bool
    show_first_name: bool


@dataclass(frozen=True, slots=True)
class JoinDesk:
    enrolment: EnrolmentDesk
    aliases: Aliases
    referrals: Referrals
    programs: Programs
    outbox: Outbox


def join_program(wish: JoinWish, desk: JoinDesk, *, now: datetime, random: bytes) -> Enrolment:
    """`random` is 10 bytes."""
    key = desk.aliases.greatest(wish.link.key)
    referral = desk.referrals.find(str(key))
    friend_id = referral.friend_id if referral else ""
    friend = desk.enrolment.people.find(friend_id) if friend_id else None
    theirs = wish.link.friend_id in ("", friend_id)
    if friend is None or not friend.email or not theirs:
        raise NoFriendHereError("this order names no friend.", field="order_id")
    rules = desk.programs.get(key.program_id).rules
    # A thank-you page proves nobody's mailbox: what is agreed to there is asked by mail again.
    proven = bool(wish.link.friend_id)
    enrollment = Enrollment(
        name=friend.name,
        email=friend.email,
        locale=friend.locale,
        time_zone=rules.time_zone,
        consents=Consents(
            mail=wish.mail and proven, show_first_name=wish.show_first_name and proven
        ),
    )
    enrolled = enroll_advocate(enrollment, rules, desk.enrolment, now=now, random=random)
    send_link(enrolled.person, rules.program, desk.outbox, now=now)
    return enrolled
