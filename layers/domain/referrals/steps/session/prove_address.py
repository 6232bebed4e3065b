"""Takes the press of a sign-in link's button for a proof that its reader has the address, once."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime

from referrals.model.people.applicant import Applicant, AskingKind
from referrals.model.session.person_session import secret_hash
from referrals.model.session.sign_in import SignIn, WrongNumberError, is_number_of
from referrals.store.people.applicant import Applicants
from referrals.store.session.sign_in import SignIns, sign_in_over


@dataclass(frozen=True, slots=True)
class ProofDesk:
    sign_ins: SignIns
    applicants: Applicants
    signing_keys: Callable[[], tuple[bytes, ...]]
    """Derived for `sign-in`."""


@dataclass(frozen=True, slots=True)
class LinkPress:
    """What a browser shows with the press of the button."""

    token: str
    browser: str
    number: str = ""
    former_session: str = ""


def prove_address(
    press: LinkPress, desk: ProofDesk, kinds: Container[AskingKind], *, now: datetime
) -> Applicant:
    """Whoever asked for this link, which is used up now. `kinds` are those of the door where it is
    shown: a link to another door is none here, and stays good there."""
    hashed = secret_hash(press.token)
    found = desk.sign_ins.find(hashed, now)
    if not is_same_browser(found, press.browser):
        desk.sign_ins.count_try(hashed, now)
        if not is_number_of(desk.signing_keys(), press.token, press.number):
            raise WrongNumberError("this is another number.", field="number")
    applicant = desk.applicants.find(found.applicant_id, now)
    if applicant is None or applicant.kind not in kinds:
        raise sign_in_over()
    desk.sign_ins.use(hashed, now)
    return applicant


def is_same_browser(sign_in: SignIn, browser: str) -> bool:
    return bool(browser) and secret_hash(browser) == sign_in.browser_hash
