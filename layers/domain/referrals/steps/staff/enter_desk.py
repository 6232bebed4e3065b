"""Lets somebody of the shop in by a mailed link: the address is proven, and a session begins; or,
where a passkey is needed, the wait for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from referrals.model.people.applicant import AskingKind
from referrals.model.session.person_session import RANDOM_NEEDED as RANDOM_NEEDED
from referrals.model.session.person_session import SECRET_BYTES, secret_hash, secret_text
from referrals.model.staff.desk_entry import (
    ENTRY_LASTS,
    DeskEntry,
    entry_over,
    needs_passkey,
)
from referrals.model.staff.passkey import PasskeyRing
from referrals.model.staff.passkey_question import PasskeyPurpose
from referrals.model.staff.staff import StaffMember
from referrals.steps.session.begin_session import begin_session
from referrals.steps.session.prove_address import LinkPress, ProofDesk, prove_address
from referrals.steps.staff.change_passkeys import add_passkey
from referrals.steps.staff.check_passkey import PasskeyAsking, PasskeyDesk, check_passkey
from referrals.store.session.sign_in import sign_in_over

LASTS = timedelta(days=7)
KINDS = (AskingKind.DESK,)


@dataclass(frozen=True, slots=True)
class EntryDesk:
    proof: Callable[[], ProofDesk]
    passkeys: PasskeyDesk


class Entrance(NamedTuple):
    text: str
    """Of the cookie: a session's, or that of the wait for a passkey."""
    is_open: bool


class PasskeyDoor(NamedTuple):
    """Who waits at it, and what they are asked."""

    entry: DeskEntry
    asking: PasskeyAsking


def enter_desk(
    press: LinkPress, desk: EntryDesk, *, browser: str, now: datetime, random: bytes
) -> Entrance:
    """Whoever was removed since the letter went out is nobody. `browser` is what the session is
    called by in its owner's list; `random` is RANDOM_NEEDED bytes."""
    proof = desk.proof()
    applicant = prove_address(press, proof, KINDS, now=now)
    register = desk.passkeys.staff.register()
    member = register.of_mailbox(applicant.email_hashes)
    proof.applicants.remove(applicant.applicant_id)
    if member is None:
        raise sign_in_over()
    if needs_passkey(desk.passkeys.staff.passkeys(member.staff_id), register.passkeys_required):
        entry = DeskEntry(
            staff_id=member.staff_id,
            browser=browser,
            proven_at=now,
            expires_at=now + ENTRY_LASTS,
        )
        text = secret_text(random[:SECRET_BYTES])
        desk.passkeys.entries.add(secret_hash(text), entry)
        return Entrance(text, is_open=False)
    text = _begin(member, desk, browser, former=press.former_session, now=now, random=random)
    return Entrance(text, is_open=True)


def find_door(text: str, desk: EntryDesk, *, now: datetime) -> PasskeyDoor:
    """Where the wait that a browser's cookie names stands: whoever has a passkey is asked for it,
    and whoever needs one makes it. Over for who was removed, or needs none any more."""
    hashed = secret_hash(text)
    entry = desk.passkeys.entries.find(hashed, now)
    register = desk.passkeys.staff.register()
    member = register.find(entry.staff_id)
    ring = desk.passkeys.staff.passkeys(entry.staff_id) if member else PasskeyRing()
    if member is None or not needs_passkey(ring, register.passkeys_required):
        raise entry_over()
    purpose = PasskeyPurpose.ENTER if ring.passkeys else PasskeyPurpose.ADD
    return PasskeyDoor(entry, PasskeyAsking(member, hashed, purpose))


def pass_door(
    door: PasskeyDoor,
    answer: str,
    desk: EntryDesk,
    *,
    name: str,
    former: str,
    now: datetime,
    random: bytes,
) -> str:
    """The session's text, for the right passkey, or for a first one that is called `name`.
    `former` is the session that the browser showed; `random` is RANDOM_NEEDED bytes."""
    asking = door.asking
    if asking.purpose is PasskeyPurpose.ADD:
        made_of = random[SECRET_BYTES:]
        add_passkey(answer, name, asking, desk.passkeys, first=True, now=now, random=made_of)
    else:
        check_passkey(answer, asking, desk.passkeys, now=now)
    desk.passkeys.entries.use(asking.holder)
    browser = door.entry.browser
    return _begin(asking.member, desk, browser, former=former, now=now, random=random)


def _begin(
    member: StaffMember,
    desk: EntryDesk,
    browser: str,
    *,
    former: str,
    now: datetime,
    random: bytes,
) -> str:
    text, _ = begin_session(
        member.staff_id,
        "",
        desk.passkeys.sessions,
        former=former,
        now=now,
        random=random,
        lasts=LASTS,
        browser=browser,
    )
    return text
