"""Asks a browser for a passkey, and takes its answer: once, within five minutes, where it was
asked, for what it was asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.delivery.facts import Topic
from referrals.model.session.person_session import SECRET_BYTES, secret_text
from referrals.model.staff.desk_entry import PASSKEY_QUESTIONS, PASSKEY_TRIES
from referrals.model.staff.passkey import false_passkey, passkey_copy
from referrals.model.staff.passkey_question import (
    PasskeyAnswer,
    PasskeyPurpose,
    Site,
    creation_options,
    parse_answer,
    request_options,
)
from referrals.model.staff.staff import StaffMember
from referrals.providers.authenticator import check_use
from referrals.steps.staff.change_staff import TRIES, StaffBusyError
from referrals.steps.staff.passkey_letter import passkey_letter
from referrals.store.delivery.outbox import Outbox
from referrals.store.session.bucket import Buckets
from referrals.store.session.person_session import PersonSessions
from referrals.store.staff.desk_entry import DeskEntries
from referrals.store.staff.staff import Staff

QUESTION_BYTES = SECRET_BYTES


@dataclass(frozen=True, slots=True)
class PasskeyDesk:
    staff: Staff
    entries: DeskEntries
    sessions: PersonSessions
    buckets: Buckets
    outbox: Outbox
    program_id: Callable[[], str]
    """In whose name letters go out."""
    site: Site


@dataclass(frozen=True, slots=True)
class PasskeyAsking:
    """Who is asked for what, in which browser."""

    member: StaffMember
    holder: str
    """The hash of what that browser keeps: a session, or a sign-in that isn't one yet."""
    purpose: PasskeyPurpose


def ask_passkey(
    asking: PasskeyAsking, desk: PasskeyDesk, *, now: datetime, random: bytes
) -> dict[str, Any]:
    """What the browser's script hands to the device. `random` is QUESTION_BYTES."""
    desk.buckets.take(PASSKEY_QUESTIONS, asking.member.staff_id, now)
    challenge = secret_text(random)
    desk.entries.put_question(challenge, asking.holder, asking.purpose, now)
    ring = desk.staff.passkeys(asking.member.staff_id)
    if asking.purpose is PasskeyPurpose.ADD:
        return creation_options(asking.member, ring, desk.site, challenge)
    return request_options(ring, desk.site, challenge)


def take_answer(
    text: str, asking: PasskeyAsking, desk: PasskeyDesk, *, now: datetime
) -> PasskeyAnswer:
    """To a question that is open; it is no more, whatever the answer is worth."""
    desk.buckets.take(PASSKEY_TRIES, asking.member.staff_id, now)
    answer = parse_answer(text)
    desk.entries.take_question(answer.challenge, asking.holder, asking.purpose, now)
    return answer


def check_passkey(text: str, asking: PasskeyAsking, desk: PasskeyDesk, *, now: datetime) -> None:
    """Nothing where it is one of theirs, which has noted its use then; refused otherwise."""
    answer = take_answer(text, asking, desk, now=now)
    staff_id = asking.member.staff_id
    for _ in range(TRIES):
        before = desk.staff.passkeys(staff_id)
        passkey = before.find_credential(answer.credential_id)
        if passkey is None:
            raise false_passkey()
        count = check_use(answer, passkey, desk.site)
        if passkey.is_behind(count):
            topic, at = Topic.STAFF_PASSKEY_COPIED, f"{now:%Y%m%d}"
            letter = passkey_letter(asking.member, topic, desk.program_id(), at, now=now)
            desk.outbox.add(letter)
            raise passkey_copy()
        after = before.after_use(passkey.passkey_id, count, now)
        if desk.staff.replace_passkeys(staff_id, before, after):
            return
    raise StaffBusyError("passkeys are used at this moment.", remedy="Try again.")
