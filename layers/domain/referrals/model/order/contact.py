"""How the friend of an order is written to and called, as far as what was told can be used."""

from dataclasses import replace

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
