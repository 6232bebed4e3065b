"""Makes a friend an advocate, at the address of their order, on one press of their own.

Whoever has the letter has the mailbox; whoever stands on a thank-you page may not. Both end in the
same enrolment, whose link goes to that mailbox alone, in one letter. Safe to repeat.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import NotFoundError
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents, Person
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.people.enroll_advocate import Enrollment
from referrals.steps.people.join_advocate import JoiningDesk, join_advocate
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
    agreements: Mapping[str, str]
    """What was ticked, by field of Consents, with the sentence that stood beside it."""


@dataclass(frozen=True, slots=True)
class JoinDesk:
    joining: JoiningDesk
    aliases: Aliases
    referrals: Referrals
    programs: Programs
    outbox: Outbox


def join_program(wish: JoinWish, desk: JoinDesk, *, now: datetime, random: bytes) -> Person:
    """`random` is 10 bytes."""
    key = desk.aliases.greatest(wish.link.key)
    referral = desk.referrals.find(str(key))
    friend_id = referral.friend_id if referral else ""
    friend = desk.joining.consents.people.find(friend_id) if friend_id else None
    theirs = wish.link.friend_id in ("", friend_id)
    if friend is None or not friend.email or not theirs:
        raise NoFriendHereError("this order names no friend.", field="order_id")
    program = desk.programs.get(key.program_id)
    # A thank-you page proves nobody's mailbox: what is agreed to there is asked by mail again.
    agreed = wish.agreements if wish.link.friend_id else {}
    consents = dict.fromkeys(agreed, True)
    enrollment = Enrollment(
        name=friend.name,
        email=friend.email,
        locale=friend.locale,
        time_zone=program.rules.time_zone,
        consents=Consents.model_validate(consents),
    )
    consent_wish = ConsentWish(
        consents=consents, place=ConsentPlace.JOIN, language=friend.locale, sentences=agreed
    )

    def carry(joined: Person) -> Person:
        return _carry_mail(friend, joined, desk.joining.consents, now=now)

    proven = {"carry": carry} if wish.link.friend_id else {}
    joined = join_advocate(
        enrollment, consent_wish, program, desk.joining, now=now, random=random, **proven
    )
    send_link(joined, program.rules.program, desk.outbox, now=now)
    return joined


def _carry_mail(friend: Person, joined: Person, desk: ConsentDesk, *, now: datetime) -> Person:
    """It is one mailbox: what its friend agreed to, with the sentence as it was read, is theirs as
    an advocate, too."""
    said = [each for each in desk.records.of_person(friend) if each.consent == "mail"]
    if not (friend.consents.mail and said and said[-1].given):
        return joined
    word = said[-1]
    if _has_refused_since(joined, word.at, desk):
        return joined
    wish = ConsentWish(
        consents={"mail": True},
        place=word.place,
        language=word.language,
        sentences={"mail": word.sentence} if word.sentence else {},
        said_at=word.at,
        source=word.source,
    )
    return change_consents(joined.person_id, wish, desk, now=now)


def _has_refused_since(joined: Person, at: datetime, desk: ConsentDesk) -> bool:
    """As an advocate: an older yes takes no newer no back."""
    own = (each for each in desk.records.of_person(joined) if each.consent == "mail")
    brought = joined.mail_stopped and joined.enrolled_at > at
    return brought or any(each.at > at and not each.given for each in own)
