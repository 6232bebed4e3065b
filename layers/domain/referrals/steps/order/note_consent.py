"""Takes what an order says of mail to whoever placed it: the newest word of a person holds.

Also of orders that nobody brought, told late or told again; a few reads, however many orders there
are, and no write where nothing newer is said. The order that makes somebody a friend may be told
after newer ones: what the newest of them says is heard then.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from referrals.model.order.conversion import Conversion
from referrals.model.order_key import ConversionKey
from referrals.model.people.person import Person, Role, friend_id_of
from referrals.model.privacy.request import ERASED
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.people.find_friend import FriendDesk, consent_by_order

MOST_LOOKED_AT = 10


def note_consent(conversion: Conversion, desk: FriendDesk, *, now: datetime) -> None:
    """Safe to repeat, in any order."""
    order = conversion.order
    if order is None or not order.customer_hash or order.customer_hash.startswith(ERASED):
        return
    found = [desk.people.find_by_hash(role, order.customer_hash) for role in Role]
    people = [person for person in found if person and _follows_orders(person)]
    if not people:
        return
    wishes = [_wish(conversion.key, order.customer_hash, desk)]
    if any(_began_by(conversion.key, order.customer_hash, person) for person in people):
        others = desk.conversions.of_customer(
            conversion.key.program_id, order.customer_hash, now, newest_first=True
        )
        told = islice(others, MOST_LOOKED_AT)
        wishes += islice(_wishes_before(conversion, order.customer_hash, told, desk), 1)
    for wish in wishes:
        for person in people if wish.consents else []:
            change_consents(
                person.person_id, wish, ConsentDesk(desk.people, desk.consents), now=now
            )


def _wish(key: ConversionKey, customer_hash: str, desk: FriendDesk) -> ConsentWish:
    return consent_by_order(key, desk.conversions.contact(key, customer_hash))


def _began_by(key: ConversionKey, customer_hash: str, person: Person) -> bool:
    """Whether it was this order that made them a friend; true again when it is told again."""
    ids = (friend_id_of(str(key)), friend_id_of(f"{key}#{customer_hash}"))
    return person.person_id in ids


def _wishes_before(
    conversion: Conversion, customer_hash: str, told: Iterable[Conversion], desk: FriendDesk
) -> Iterator[ConsentWish]:
    """What other orders say that were heard while nobody was there to hold it for, newest first."""
    for other in told:
        if other.key != conversion.key and other.ever_paid:
            wish = _wish(other.key, customer_hash, desk)
            if wish.consents:
                yield wish


def _follows_orders(person: Person) -> bool:
    """A shop's own mail is asked about at its till. What an advocate told us on a page of ours is
    about our letters, and stands until they say something else there."""
    if person.role is Role.FRIEND:
        return bool(person.email)
    word = person.consent_words.get("mail")
    return word is not None and not word.place.is_own
