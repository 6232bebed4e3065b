"""Uses a sign-in link, once: the address is proven, and a session begins.

A GET never comes here: scanners of mail follow links, and must neither use one up nor get in. Who
joined is enrolled now, and not before: until then anybody could have typed that address.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.people.applicant import Applicant, AskingKind
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Person
from referrals.model.session.person_session import RANDOM_NEEDED as SESSION_RANDOM
from referrals.model.session.person_session import PersonSession
from referrals.steps.people.change_consents import ConsentWish
from referrals.steps.people.enroll_advocate import Enrollment
from referrals.steps.people.join_advocate import JoiningDesk, join_advocate
from referrals.steps.session.begin_session import begin_session
from referrals.steps.session.find_sign_in_reader import find_advocate, program_of
from referrals.steps.session.prove_address import LinkPress, ProofDesk, prove_address
from referrals.store.program.program import Programs
from referrals.store.session.person_session import PersonSessions
from referrals.store.session.sign_in import sign_in_over

RANDOM_NEEDED = SESSION_RANDOM + 10
KINDS = (AskingKind.SIGN_IN, AskingKind.JOIN)


@dataclass(frozen=True, slots=True)
class SignInDesk:
    proof: ProofDesk
    programs: Programs
    sessions: PersonSessions
    joining: JoiningDesk


def complete_sign_in(
    press: LinkPress, desk: SignInDesk, *, now: datetime, random: bytes
) -> tuple[str, PersonSession]:
    """The cookie's text and the session. `random` is RANDOM_NEEDED bytes."""
    applicant = prove_address(press, desk.proof, KINDS, now=now)
    person, program_id = _enter(applicant, desk, now=now, random=random[SESSION_RANDOM:])
    desk.proof.applicants.remove(applicant.applicant_id)
    return begin_session(
        person.person_id,
        program_id,
        desk.sessions,
        former=press.former_session,
        now=now,
        random=random[:SESSION_RANDOM],
    )


def _enter(
    applicant: Applicant, desk: SignInDesk, *, now: datetime, random: bytes
) -> tuple[Person, str]:
    """Who they are, enrolled where they joined, and in which program."""
    person = find_advocate(applicant, desk.joining.consents.people)
    program_id = program_of(applicant, person)
    if applicant.kind is AskingKind.SIGN_IN:
        if person is None or program_id not in person.codes:
            raise sign_in_over()
        return person, program_id
    program = desk.programs.get(program_id)
    enrollment = Enrollment(
        name=applicant.name,
        email=applicant.email,
        locale=applicant.locale,
        time_zone=program.rules.time_zone,
        consents=applicant.consents,
    )
    wish = ConsentWish(
        consents=dict.fromkeys(applicant.agreements, True),
        place=ConsentPlace.JOIN,
        language=applicant.locale,
        sentences=applicant.agreements,
    )
    joined = join_advocate(enrollment, wish, program, desk.joining, now=now, random=random)
    return joined, program_id
