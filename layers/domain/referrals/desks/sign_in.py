"""What signing in works with: asking for a link, sending it, and using it."""

from datetime import datetime

from referrals.desks import share as share_desk
from referrals.model.delivery.delivery import Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.model.session.sign_in import PURPOSE
from referrals.steps.people.change_consents import ConsentDesk
from referrals.steps.people.enroll_advocate import EnrolmentDesk
from referrals.steps.people.join_advocate import JoiningDesk
from referrals.steps.session.ask_sign_in import AskingDesk
from referrals.steps.session.complete_sign_in import SignInDesk
from referrals.steps.session.find_sign_in_reader import SignInReaders, find_sign_in_reader
from referrals.steps.session.prove_address import ProofDesk
from referrals.wiring import keys, session_stores, stores


def signing_keys() -> tuple[bytes, ...]:
    return keys.signing_keys(PURPOSE)


def asking() -> AskingDesk:
    return AskingDesk(
        session_stores.sign_ins(),
        session_stores.applicants(),
        stores.outbox(),
        keys.identity_key,
        signing_keys,
    )


def consents() -> ConsentDesk:
    return ConsentDesk(stores.people(), session_stores.consent_records())


def proof() -> ProofDesk:
    return ProofDesk(session_stores.sign_ins(), session_stores.applicants(), signing_keys)


def completing() -> SignInDesk:
    return SignInDesk(proof(), stores.programs(), session_stores.person_sessions(), joining())


def joining() -> JoiningDesk:
    return JoiningDesk(
        EnrolmentDesk(stores.people(), stores.links(), keys.identity_key()),
        consents(),
        lambda link, program, now: share_desk.follow_link(link, program, now=now),
        stores.outbox(),
    )


def find_reader(item: OutboxItem, now: datetime) -> tuple[OutboxItem, Person] | Skipped:
    desk = SignInReaders(session_stores.applicants(), stores.people(), session_stores.staff())
    return find_sign_in_reader(item, desk, now=now)
