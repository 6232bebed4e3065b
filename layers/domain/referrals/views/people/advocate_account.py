"""Who is this advocate, which links are theirs, and what do they have?"""

from collections.abc import Iterable
from itertools import islice

from pydantic import BaseModel

from referrals.model.link.link import Link
from referrals.model.people.person import Person
from referrals.model.reward.ledger import Balance, Part
from referrals.store.link.link import Links
from referrals.store.people.person import People
from referrals.store.reward.ledger import Ledger

MOST_LINKS = 100


class Holding(BaseModel):
    """What a person has of one asset in one program, in its smallest units."""

    program: str
    asset: str
    """A currency, or a unit such as points."""
    pending: int = 0
    """Promised; theirs when the hold is over."""
    available: int = 0
    reserved: int = 0
    """Theirs, and kept for a redemption that is on its way."""


class AdvocateAccount(BaseModel):
    person: Person
    links: tuple[Link, ...]
    """Newly issued ones may be missing for a moment."""
    holdings: tuple[Holding, ...]


def advocate_account(
    advocate_id: str, people: People, links: Links, ledger: Ledger
) -> AdvocateAccount:
    person = people.advocate(advocate_id)
    theirs = tuple(islice(links.of_advocate(advocate_id), MOST_LINKS))
    return AdvocateAccount(
        person=person, links=theirs, holdings=holdings(ledger.of_person(advocate_id))
    )


def holdings(balances: Iterable[Balance]) -> tuple[Holding, ...]:
    """The parts of an asset side by side."""
    found: dict[tuple[str, str], Holding] = {}
    for balance in balances:
        _, _, program, asset, part = balance.account.split(":")
        holding = found.get((program, asset), Holding(program=program, asset=asset))
        found[program, asset] = holding.model_copy(update={Part(part).value: balance.balance})
    return tuple(found.values())
