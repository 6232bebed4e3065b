"""Asks for a link by letter, and answers the same to everybody.

Whether anybody is known by the address isn't asked here: the letter's sender asks, later. So the
answer takes as long for a stranger's address as for an advocate's.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.identity import new_id
from referrals.model.people.applicant import KEPT, Applicant, AskingKind
from referrals.model.people.mailbox import email_hashes, postal_address
from referrals.model.people.name import printable_name
from referrals.model.session.person_session import secret_hash
from referrals.model.session.sign_in import (
    LASTS,
    MOST_IN_ALL,
    MOST_OF_NETWORK,
    SEED_BYTES,
    SignIn,
    SignInBusyError,
    spell_number,
    spell_token,
)
from referrals.store.delivery.outbox import Outbox
from referrals.store.people.applicant import Applicants
from referrals.store.session.sign_in import SignIns

RANDOM_NEEDED = SEED_BYTES + 20
_TRIES = 4
_TOPICS = {
    AskingKind.SIGN_IN: Topic.SIGN_IN_REQUESTED,
    AskingKind.JOIN: Topic.JOIN_REQUESTED,
    AskingKind.DESK: Topic.STAFF_SIGN_IN_REQUESTED,
}


@dataclass(frozen=True, slots=True)
class AskingDesk:
    sign_ins: SignIns
    applicants: Applicants
    outbox: Outbox
    identity_key: Callable[[], bytes]
    signing_keys: Callable[[], tuple[bytes, ...]]
    """Derived for `sign-in`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInWish:
    kind: AskingKind
    email: str
    program_id: str = ""
    name: str = ""
    locale: str = "en"
    agreements: dict[str, str]
    """Consents that are given, each with the sentence that was read."""
    browser: str
    """What the asking browser keeps."""
    network: str
    """A keyed hash of where it asks from."""


@dataclass(frozen=True, slots=True)
class Asking:
    number: str
    """For whoever opens the link in another browser."""
    token: str


def ask_sign_in(wish: SignInWish, desk: AskingDesk, *, now: datetime, random: bytes) -> Asking:
    """`random` is RANDOM_NEEDED bytes."""
    applicant = _applicant(wish, desk.identity_key(), now=now, random=random[SEED_BYTES:])
    desk.sign_ins.count_asking("everywhere", MOST_IN_ALL, now)
    desk.sign_ins.count_asking(wish.network, MOST_OF_NETWORK, now)
    key = desk.signing_keys()[0]
    seed = base64.urlsafe_b64encode(random[:SEED_BYTES]).decode().rstrip("=")
    token = spell_token(key, seed)
    sign_in = SignIn(
        sign_in_id=new_id("sgn", now, random[-10:]),
        applicant_id=applicant.applicant_id,
        browser_hash=secret_hash(wish.browser),
        asked_at=now,
        expires_at=now + LASTS,
    )
    letter = an_item(
        f"{sign_in.sign_in_id}#letter",
        Channel.EMAIL,
        _TOPICS[wish.kind],
        program_id=wish.program_id,
        at=now,
        person_id=applicant.applicant_id,
        data={"seed": seed},
    )
    beside = [desk.applicants.add_action(applicant), desk.outbox.add_action(letter)]
    for _ in range(_TRIES):
        before = desk.sign_ins.history(applicant.email_hashes[0])
        recent = before.within_day(now)
        recent.require_room(now)
        mailbox, hashed = applicant.email_hashes[0], secret_hash(token)
        if desk.sign_ins.replace(mailbox, recent, hashed, sign_in, beside=beside):
            return Asking(spell_number(key, token), token)
    raise SignInBusyError("links are asked for with this address at this moment.")


def _applicant(wish: SignInWish, key: bytes, *, now: datetime, random: bytes) -> Applicant:
    return Applicant(
        applicant_id=new_id("apl", now, random[:10]),
        kind=wish.kind,
        program_id=wish.program_id,
        email=postal_address(wish.email),
        email_hashes=email_hashes(key, wish.email),
        name=printable_name(wish.name),
        locale=wish.locale,
        agreements=wish.agreements,
        asked_at=now,
        gone_at=now + KEPT,
    )
