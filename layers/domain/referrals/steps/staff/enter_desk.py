"""Lets somebody of the shop in by a mailed link: the address is proven, and a session begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.people.applicant import AskingKind
from referrals.model.session.person_session import RANDOM_NEEDED as RANDOM_NEEDED
from referrals.model.staff.staff import StaffMember
from referrals.steps.session.begin_session import begin_session
from referrals.steps.session.prove_address import LinkPress, ProofDesk, prove_address
from referrals.store.session.person_session import PersonSessions
from referrals.store.session.sign_in import sign_in_over
from referrals.store.staff.staff import Staff

LASTS = timedelta(days=7)
KINDS = (AskingKind.DESK,)


@dataclass(frozen=True, slots=True)
class EntryDesk:
    proof: ProofDesk
    staff: Staff
    sessions: PersonSessions


def enter_desk(
    press: LinkPress, desk: EntryDesk, *, browser: str, now: datetime, random: bytes
) -> tuple[str, StaffMember]:
    """The cookie's text, and who it is. Whoever was removed since the letter went out is nobody.
    `browser` is what the session is called by in its owner's list; `random` is RANDOM_NEEDED
    bytes."""
    applicant = prove_address(press, desk.proof, KINDS, now=now)
    member = desk.staff.register().of_mailbox(applicant.email_hashes)
    desk.proof.applicants.remove(applicant.applicant_id)
    if member is None:
        raise sign_in_over()
    text, _ = begin_session(
        member.staff_id,
        "",
        desk.sessions,
        former=press.former_session,
        now=now,
        random=random,
        lasts=LASTS,
        browser=browser,
    )
    return text, member
