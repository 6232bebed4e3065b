"""Finds people by the hash of today's rule who are still found by the one before: see decision 25.

Safe to repeat. Nobody is merged: where two people turn out to be one mailbox, both stay. A mailbox
that takes no mail takes none by its other hash either.
"""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.people.mailbox import readable_hashes
from referrals.model.people.person import Person, Role
from referrals.store.people.person import People
from referrals.store.people.suppression import Suppressions

_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class RehashResult:
    changed: int
    twice: tuple[str, ...]
    """Ids of people whose mailbox is somebody's already."""


def rehash_people(people: People, suppressions: Suppressions, key: bytes) -> RehashResult:
    """Looks at everybody, once."""
    changed, twice = 0, []
    for role in Role:
        start: Item | None = None
        while True:
            found, start = people.page(role, _A_PAGE, start)
            for person in found:
                hashed = _other_hash(person, key)
                if hashed:
                    suppressions.carry(person.email_hash, hashed)
                if hashed and people.rehash(person, hashed):
                    changed += 1
                elif hashed:
                    twice.append(person.person_id)
            if start is None:
                break
    return RehashResult(changed, tuple(twice))


def _other_hash(person: Person, key: bytes) -> str:
    """The hash by today's rule; empty where it is unchanged or the address is unusable."""
    now, *before = readable_hashes(key, person.email) or ("",)
    return now if person.email_hash in before else ""
