"""Files: every store that knows of people, because an export and an erasure go through them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from referrals.store.body import Bodies
from referrals.store.customer import Customers
from referrals.store.grant import Grants
from referrals.store.ledger import Ledger
from referrals.store.limit import Tallies
from referrals.store.link import Links
from referrals.store.outbox import Outbox
from referrals.store.person import People
from referrals.store.referral import Referrals


@dataclass(frozen=True, slots=True)
class Files:
    customers: Customers
    bodies: Bodies
    referrals: Referrals
    grants: Grants
    tallies: Tallies
    ledger: Ledger
    people: People
    links: Links
    outbox: Outbox
    programs: Callable[[], Iterable[str]]
    """Ids of all programs: a person is one in all of them."""
    sources: tuple[str, ...]
    identity_key: Callable[[], bytes]
