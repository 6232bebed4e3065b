"""How the friend of an order is written to and called, as far as what was told can be used."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from referrals.model.order.conversion import Contact
from referrals.model.people.mailbox import BadEmailError, postal_address
from referrals.model.people.name import printable_name


def usable_contact(contact: Contact) -> Contact:
    """The contact without an unusable address and without a name that is a link; idempotent."""
    try:
        email = postal_address(contact.email)
    except BadEmailError:
        email = ""
    return replace(contact, email=email, first_name=printable_name(contact.first_name))


def newest_contact(found: Sequence[Contact], *, theirs: int, placed_at: datetime) -> Contact:
    """One contact of those that an order's bodies tell, the newest first, and first those of one
    customer: their consent is none that another one gave."""
    named = next((each for each in found if each.email), found[0])
    # An invoice says nothing of consent; the session beside it may.
    words = (each for each in found[:theirs] if each.may_write is not None)
    word = next(words, None)
    if word is None:
        return replace(named, may_write=None, said_at=None)
    return replace(named, may_write=word.may_write, said_at=word.said_at or placed_at)
