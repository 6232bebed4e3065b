"""What a friend agrees to on their page after the order, or takes back, on the friend's record.

Whoever sent me may read my first name; the shop may write to me. Only their letter says who they
are: a thank-you page proves nobody's mailbox. Safe to repeat.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Person, Role
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.words.consent import (
    FRIEND_GROUP,
    FRIEND_NAME,
    consent_sentences,
    friend_sentence,
)
from referrals.model.words.wording import Wording
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.welcome.join_program import NoFriendHereError
from referrals.store.attribution.referral import Referrals
from referrals.store.order.alias import Aliases

MAIL = "mail"


@dataclass(frozen=True, slots=True)
class FriendConsentDesk:
    consents: ConsentDesk
    aliases: Aliases
    referrals: Referrals


def agree_as_friend(
    link: WelcomeLink, wish: ConsentWish, desk: FriendConsentDesk, *, now: datetime
) -> Person:
    """The friend as they are afterwards."""
    referral = desk.referrals.find(str(desk.aliases.greatest(link.key)))
    friend_id = referral.friend_id if referral else ""
    people = desk.consents.people
    known = people.find(friend_id) if friend_id else None
    if known is None or link.friend_id != friend_id:
        raise NoFriendHereError("this letter's order names no friend.", field="order_id")
    if MAIL in wish.consents and (twin := people.find_by_hash(Role.ADVOCATE, known.email_hash)):
        # It is one mailbox: a page that was opened before they joined speaks for both.
        change_consents(twin.person_id, wish, desk.consents, now=now)
    return change_consents(friend_id, wish, desk.consents, now=now)


def name_wish(given: bool, words: Wording, place: ConsentPlace) -> ConsentWish:
    """With the sentence that stood beside the box."""
    return ConsentWish(
        consents={FRIEND_NAME: given},
        place=place,
        language=words.tag,
        sentences={FRIEND_NAME: friend_sentence(words)},
        group=FRIEND_GROUP,
    )


def mail_wish(given: bool, words: Wording, shop: str) -> ConsentWish:
    """The same sentence that an advocate reads."""
    sentence = consent_sentences(words, shop)[MAIL]
    return ConsentWish(
        consents={MAIL: given},
        place=ConsentPlace.WELCOME,
        language=words.tag,
        sentences={MAIL: sentence},
    )
