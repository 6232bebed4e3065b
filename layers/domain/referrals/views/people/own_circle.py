"""Who came through whom, around one advocate? The circle, as somebody in it may see it.

Nobody is in it who didn't agree to that, and everybody is asked for themselves: a name stands here
only while its owner agrees, and who is no member is "a friend" beyond whom nothing is told. It is
computed each time it is looked at and stored nowhere, so a consent that is taken back takes the
name away at once. It goes two steps up and two down, lists the newest, and counts nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from referrals.model.attribution.referral import Referral
from referrals.model.memory.memory import BroughtOrder
from referrals.model.people.person import Person, Role
from referrals.store.attribution.referral import Referrals
from referrals.store.memory.brought_order import BroughtOrders
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People

STEPS = 2
MOST_FRIENDS, MOST_FURTHER = 12, 6
MOST_OWN_ORDERS = 10


@dataclass(frozen=True, slots=True)
class CirclePerson:
    name: str
    """The first name; empty for who is not in the circle, or has none."""
    friends: tuple["CirclePerson", ...] = ()
    """Who came through them, the newest first."""
    has_more: bool = False
    """Whether others came through them, too."""


@dataclass(frozen=True, slots=True)
class OwnCircle:
    is_member: bool
    """Whoever doesn't agree to be seen in it doesn't see it, either."""
    senders: tuple[str, ...] = ()
    """Through whom they came, and through whom that person did; empty for who isn't named."""
    friends: tuple[CirclePerson, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class CircleShelf:
    people: People
    referrals: Referrals
    orders: BroughtOrders
    conversions: Conversions


def own_circle(advocate: Person, program_id: str, shelf: CircleShelf) -> OwnCircle:
    """Of one program."""
    if not advocate.consents.circle:
        return OwnCircle(is_member=False)
    walk = _Walk(advocate.person_id, program_id, shelf)
    friends, has_more = walk.friends_of(advocate)
    return OwnCircle(
        is_member=True,
        senders=tuple(walk.senders_of(advocate, STEPS)),
        friends=friends,
        has_more=has_more,
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    """From one member on, as far as others agree."""

    viewer_id: str
    program_id: str
    shelf: CircleShelf

    def friends_of(self, member: Person) -> tuple[tuple[CirclePerson, ...], bool]:
        """Two steps down: everybody of one step is asked for at once."""
        ids, has_more = self._newest(member, MOST_FRIENDS)
        members = self._members(ids)
        further = {
            each.person_id: self._newest(each, MOST_FURTHER)
            for each in members.values()
            if each.person_id != self.viewer_id
        }
        beyond = self._members([friend for friends, _ in further.values() for friend in friends])
        found = []
        for friend_id in ids:
            own = members.get(friend_id)
            theirs, more = further.get(own.person_id, ([], False)) if own else ([], False)
            friends = tuple(_circle_person(beyond.get(each)) for each in theirs)
            found.append(CirclePerson(own.first_name if own else "", friends, more))
        return tuple(found), has_more

    def _newest(self, member: Person, most: int) -> tuple[list[str], bool]:
        """Of the friends whose order stayed, and whether there are more."""
        orders = self.shelf.orders.of_advocate(member.person_id, self.program_id)
        # As the orders came; the first one of each is when they did.
        ids = list(dict.fromkeys(each.friend_id for each in orders if each.is_kept))[::-1]
        return ids[:most], len(ids) > most

    def _members(self, friend_ids: list[str]) -> dict[str, Person]:
        """Those of them who are in the circle, by their ids as friends."""
        friends = self.shelf.people.find_all(friend_ids)
        real = {name: each.email_hash for name, each in friends.items() if not each.stand_in}
        own = self.shelf.people.find_all_by_hash(Role.ADVOCATE, real.values())
        found = {name: self._member(own.get(each)) for name, each in real.items()}
        return {name: member for name, member in found.items() if member}

    def senders_of(self, member: Person, steps: int) -> Iterator[str]:
        sender_id = self._sender_id(member) if steps else ""
        if sender_id in ("", self.viewer_id):
            return
        sender = self._member(self.shelf.people.find(sender_id))
        yield sender.first_name if sender else ""
        if sender:
            yield from self.senders_of(sender, steps - 1)

    def _member(self, advocate: Person | None) -> Person | None:
        """Whoever has a page in this program and agrees there to be seen."""
        if advocate is None or self.program_id not in advocate.codes:
            return None
        return advocate if advocate.consents.circle else None

    def _sender_id(self, member: Person) -> str:
        """Who brought them with the first order that stayed."""
        keys = self.shelf.conversions.keys_of_customer(self.program_id, member.email_hash)
        for _, key in zip(range(MOST_OWN_ORDERS), keys, strict=False):
            referral = self.shelf.referrals.find(str(key))
            if referral and referral.is_attributed and _is_kept(referral):
                return referral.attribution.advocate_id
        return ""


def _circle_person(member: Person | None) -> CirclePerson:
    return CirclePerson(member.first_name if member else "")


def _is_kept(referral: Referral) -> bool:
    reason = referral.reward.reason if referral.reward else ""
    return BroughtOrder(referral.key, referral.friend_id, referral.figures, reason).is_kept
