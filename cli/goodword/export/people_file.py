"""Advocates with their codes and what they have, as a CSV that any program, and ours, takes in."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from referrals.model.expiry.terms import POINTS
from referrals.model.money import EXPONENT
from referrals.model.people.person import Person, Role
from referrals.model.program.program import Program
from referrals.model.reward.ledger import Part, person_account
from referrals.model.setting.csv_text import harmless_text
from referrals.store.link.link import Links
from referrals.store.people.person import People
from referrals.store.reward.ledger import Ledger

HEADS = (
    *("id", "email", "name", "locale", "code", "balance", "currency", "points", "pending"),
    "unsubscribed",
)
MOST_CODES = 20
A_PAGE = 100


@dataclass(frozen=True, slots=True)
class PeopleShelf:
    people: People
    links: Links
    ledger: Ledger


def write_people(path: Path, rules: Program, shelf: PeopleShelf, *, now: datetime) -> int:
    """How many; in the columns of the import's own format `plain`."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(HEADS)
        for person in _advocates(shelf.people):
            if rules.program in person.codes:
                lines.writerow(map(harmless_text, _cells(person, rules, shelf, now=now)))
                count += 1
    return count


def _advocates(people: People) -> Iterator[Person]:
    start = None
    while True:
        page, start = people.page(Role.ADVOCATE, A_PAGE, start)
        yield from page
        if start is None:
            return


def _cells(person: Person, rules: Program, shelf: PeopleShelf, *, now: datetime) -> Iterator[str]:
    def usable(asset: str, part: Part = Part.AVAILABLE) -> int:
        account = person_account(person.person_id, rules.program, asset, part)
        return shelf.ledger.balance(account).usable(now)

    links = islice(shelf.links.of_advocate(person.person_id), MOST_CODES)
    waits = usable(rules.currency, Part.PENDING) or usable(POINTS, Part.PENDING)
    yield from (person.person_id, person.email, person.name, person.locale)
    yield ",".join(link.code for link in links if link.program_id == rules.program)
    yield plain_amount(usable(rules.currency), rules.currency)
    yield rules.currency
    yield str(usable(POINTS))
    yield "1" if waits else ""
    yield "yes" if person.mail_stopped else ""


def plain_amount(minor: int, currency: str) -> str:
    """`12.50`, without a currency's sign."""
    places = EXPONENT[currency]
    whole, rest = divmod(minor, 10**places)
    return f"{whole}.{rest:0{places}}" if places else str(whole)
