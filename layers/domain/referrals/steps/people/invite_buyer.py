"""Invites whoever bought to share: by one letter ever, some days after an order that stayed.

Nothing is kept of a buyer who came by no link: the letter finds the address in the order's own
body at the moment it goes out, and so does their consent, unless the shop's server told a newer
word of it. `invite_friend` asks those whose order
is held for longer than bodies are kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.order.conversion import Contact, Conversion, OrderFact
from referrals.model.order_key import ConversionKey
from referrals.model.people.buyer import (
    KEPT_DAYS,
    buyer_id,
    hash_of_buyer,
    invitation_id,
)
from referrals.model.people.consent_word import ConsentPlace, ConsentWord, outranks
from referrals.model.people.mailbox import mailable
from referrals.model.people.person import Consents, Person, Role
from referrals.model.privacy.request import ERASED
from referrals.model.program.program import Program
from referrals.steps.people.find_friend import FriendDesk
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People


def invite_buyer(
    conversion: Conversion, rules: Program, desk: FriendDesk, *, now: datetime
) -> bool:
    """Whether a letter waits for whoever placed the order; safe to repeat, for any of theirs."""
    order, days = conversion.order, invitation_days(rules)
    if order is None or days is None or order.test or not conversion.has_stayed:
        return False
    if conversion.act.is_free:
        return False  # Who signed up has ordered nothing yet.
    if not order.customer_hash or order.customer_hash.startswith(ERASED):
        return False
    if rules.join.holds_out(rules.program, order.customer_hash):
        return False
    if order.occurred_at < now - timedelta(days=KEPT_DAYS):
        return False  # An old order that was told of late: nobody is asked years afterwards.
    contact = desk.conversions.contact(conversion.key, order.customer_hash)
    if contact.may_write is False:
        _withdraw_letter(conversion.key, order, desk)
    if not mailable(contact.email):
        return False
    friend = desk.people.find_by_hash(Role.FRIEND, order.customer_hash)
    if not _agrees(conversion.key, contact, friend):
        return False
    desk.outbox.add(_letter(conversion.key, order.customer_hash, now, days))
    return True


def _agrees(key: ConversionKey, contact: Contact, friend: Person | None) -> bool:
    """By the newest word: the order's own, or what is kept of them beside it."""
    told = contact.may_write
    standing = friend.consent_words.get("mail") if friend else None
    if friend is None or standing is None or contact.said_at is None:
        return told is True or bool(told is None and friend and friend.consents.mail)
    word = ConsentWord(at=contact.said_at, place=ConsentPlace.ORDER, source=str(key))
    return told is True if outranks(word, standing, given=told is True) else friend.consents.mail


def _withdraw_letter(key: ConversionKey, order: OrderFact, desk: FriendDesk) -> None:
    """A newer order's no; one that is told late says nothing of what was agreed to since."""
    item = desk.outbox.find(invitation_id(order.customer_hash))
    if item is None or item.state is not DeliveryState.PENDING:
        return
    if item.data.get("conversion_key") == str(key):
        return
    asked = desk.conversions.find(ConversionKey.parse(str(item.data["conversion_key"])))
    if asked and asked.order and asked.order.occurred_at <= order.occurred_at:
        desk.outbox.skip(item, "did_not_agree")


def invitation_days(rules: Program) -> int | None:
    """How long the letter waits; None where nobody is asked, or too late to find the buyer."""
    if rules.join.invitation is None:
        return None
    days = rules.hold_days + rules.join.invitation.after_days
    return days if days <= KEPT_DAYS else None


def _letter(key: ConversionKey, email_hash: str, now: datetime, days: int) -> OutboxItem:
    item = an_item(
        invitation_id(email_hash),
        Channel.EMAIL,
        Topic.ADVOCATE_INVITED,
        program_id=key.program_id,
        at=now,
        person_id=buyer_id(email_hash),
        data={"conversion_key": str(key)},
    )
    due_at = (now + timedelta(days=days)).replace(microsecond=0)
    return item.model_copy(update={"due_at": due_at})


@dataclass(frozen=True, slots=True)
class BuyerDesk:
    people: People
    conversions: Conversions


def find_buyer(item: OutboxItem, desk: BuyerDesk) -> Person | None:
    """The reader of an invitation: as a friend they may be known by now, with consents of their
    own; else as the order's body names them. None once that has gone."""
    email_hash = hash_of_buyer(item.person_id)
    friend = desk.people.find_by_hash(Role.FRIEND, email_hash)
    if friend and friend.email:
        return friend
    key = ConversionKey.parse(str(item.data["conversion_key"]))
    contact = desk.conversions.contact(key, email_hash)
    if not mailable(contact.email):
        return None
    agreed = _agrees(key, contact, friend)
    reader = _reader(item, contact, email_hash)
    stopped = bool(friend and friend.mail_stopped)
    changes = {"consents": Consents(mail=agreed), "mail_stopped": stopped}
    return reader.model_copy(update=changes)


def _reader(item: OutboxItem, contact: Contact, email_hash: str) -> Person:
    """Never stored: what they are called is the order's own word."""
    return Person(
        person_id=item.person_id,
        role=Role.FRIEND,
        name=contact.first_name[:80],
        email=contact.email,
        email_hash=email_hash,
        locale=contact.locale[:20] or "en",
        enrolled_at=item.created_at,
    )
