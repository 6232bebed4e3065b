"""Takes what an order says of mail to whoever placed it: the newest word of a person holds.

Also of orders that nobody brought, told late or told again; a few reads, however many orders there
are, and no write where nothing newer is said.
"""

from datetime import datetime

from referrals.model.order.conversion import Conversion
from referrals.model.people.person import Person, Role
from referrals.model.privacy.request import ERASED
from referrals.steps.people.change_consents import ConsentDesk, change_consents
from referrals.steps.people.find_friend import FriendDesk, consent_by_order


def note_consent(conversion: Conversion, desk: FriendDesk, *, now: datetime) -> None:
    """Safe to repeat, in any order."""
    order = conversion.order
    if order is None or not order.customer_hash or order.customer_hash.startswith(ERASED):
        return
    found = [desk.people.find_by_hash(role, order.customer_hash) for role in Role]
    people = [person for person in found if person and _follows_orders(person)]
    if not people:
        return
    contact = desk.conversions.contact(conversion.key, order.customer_hash)
    wish = consent_by_order(conversion.key, contact)
    for person in people if wish.consents else []:
        change_consents(person.person_id, wish, ConsentDesk(desk.people, desk.consents), now=now)


def _follows_orders(person: Person) -> bool:
    """A shop's own mail is asked about at its till. What an advocate told us on a page of ours is
    about our letters, and stands until they say something else there."""
    if person.role is Role.FRIEND:
        return bool(person.email)
    word = person.consent_words.get("mail")
    return word is not None and not word.place.is_own
