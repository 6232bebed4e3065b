"""Records what a buyer without an account agreed to, or took back, as the shop's own server tells.

It is kept with the friend whom they are or may become, by the keyed hash of their address: no name
and no address is kept of them for it. The newest word holds, whenever it is heard; told again it
changes nothing. Who agrees to mail after an order that stayed is asked to share as if the order
itself had said so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from referrals.model.errors import NotFoundError
from referrals.model.order_key import ConversionKey
from referrals.model.people.buyer import buyer_id
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Person, Role, friend_id_of
from referrals.model.privacy.request import ERASED
from referrals.model.program.program import Program
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.people.find_friend import FriendDesk
from referrals.steps.people.invite_buyer import invite_buyer
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People

MOST_ORDERS = 10
"""Of the buyer's newest, that are looked through for one that a letter can follow."""


class UnknownBuyerError(NotFoundError):
    """Nobody bought that, or whoever did has been erased."""

    code = "unknown_buyer"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerWord:
    """What they said: the fields of `Consents`, when, and the sentence that they read."""

    consents: Mapping[str, bool]
    said_at: datetime
    sentence: str
    language: str = ""

    @property
    def wish(self) -> ConsentWish:
        return ConsentWish(
            consents=self.consents,
            place=ConsentPlace.REPORT,
            language=self.language,
            sentences=dict.fromkeys(self.consents, self.sentence),
            said_at=self.said_at,
        )


def buyer_of_order(key: ConversionKey, conversions: Conversions) -> str:
    """The keyed hash of their address."""
    conversion = conversions.find(key)
    hashed = conversion.order.customer_hash if conversion and conversion.order else ""
    if not hashed or hashed.startswith(ERASED):
        raise UnknownBuyerError(
            f"no buyer of {key.order_id} is known.",
            field="order_id",
            remedy="Name them by their e-mail address, or wait until the order was reported.",
        )
    return hashed


def record_buyer_consent(
    hashes: Sequence[str], word: BuyerWord, rules: Program, desk: FriendDesk, *, now: datetime
) -> Person:
    """The friend as they are afterwards; `hashes` are all that their address may be known by, the
    newest first. An advocate of that mailbox hears the same word.
    """
    friend, advocate = _friend(hashes, desk.people, now), _advocate(hashes, desk.people)
    consents = ConsentDesk(desk.people, desk.consents)
    if advocate:
        change_consents(advocate.person_id, word.wish, consents, now=now)
    friend = change_consents(friend.person_id, word.wish, consents, now=now)
    if friend.consents.mail:
        _invite(friend.email_hash, rules, desk, now)
    return friend


def _friend(hashes: Sequence[str], people: People, now: datetime) -> Person:
    found = people.find_by_hashes(Role.FRIEND, hashes)
    if found:
        return found
    advocate = _advocate(hashes, people)
    nameless = Person(
        person_id=friend_id_of(buyer_id(hashes[0])),
        role=Role.FRIEND,
        email_hash=hashes[0],
        enrolled_at=now,
        mail_stopped=advocate is not None and advocate.mail_stopped,
    )
    return people.add(nameless)


def _advocate(hashes: Sequence[str], people: People) -> Person | None:
    return people.find_by_hashes(Role.ADVOCATE, hashes)


def _invite(email_hash: str, rules: Program, desk: FriendDesk, now: datetime) -> None:
    """The letter of an order that was decided on before this was told."""
    if rules.join.invitation is None:
        return
    found = desk.conversions.of_customer(rules.program, email_hash, now, newest_first=True)
    for conversion in islice(found, MOST_ORDERS):
        if invite_buyer(conversion, rules, desk, now=now):
            return
