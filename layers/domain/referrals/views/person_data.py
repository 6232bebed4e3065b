"""What is held about this person? Everything, found as an erasure would find it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pydantic import BaseModel

from referrals.model.conversion import Contact, ConversionKey
from referrals.model.link import Link
from referrals.model.moment import Moment
from referrals.model.outbox import OutboxItem
from referrals.model.person import Person, Role
from referrals.store.body import RawBody
from referrals.store.conversion import ConversionNotFoundError
from referrals.store.files import Files
from referrals.views.advocate_account import Holding, holdings
from referrals.views.conversion_story import ConversionStory, conversion_story
from referrals.views.ledger_statement import StatementLine, ledger_statement

MOST_LINES = 1000


class BodyText(BaseModel):
    """What a shop sent, as it was sent; kept for 30 days."""

    program: str
    source: str
    received_at: Moment
    text: str


class OrderData(BaseModel):
    story: ConversionStory
    contact: Contact
    bodies: list[BodyText]


class PersonData(BaseModel):
    people: list[Person]
    """As a friend, as an advocate, or both."""
    links: list[dict[str, Any]]
    holdings: list[Holding]
    statement: list[StatementLine]
    orders: list[OrderData]
    letters: list[OutboxItem]
    """What waits to go out to them."""
    held: list[BodyText]
    """Bodies that speak of them and were not understood."""
    left_out: int = 0
    """Texts of bodies beyond what one answer can carry; the command line shows them all."""


def person_data(
    customer_hash: str, orders: Iterable[ConversionKey], files: Files, *, most_text: int
) -> PersonData:
    """`most_text`: how many characters of raw bodies an answer may have."""
    keys = files.theirs(customer_hash, orders)
    found = [order for key in keys if (order := _order(key, files))]
    people = list(_people(customer_hash, found, files))
    data = PersonData(
        people=people,
        links=[link._asdict() for each in people for link in _links(each, files)],
        holdings=[h for p in people for h in holdings(files.ledger.of_person(p.person_id))],
        statement=[line for each in people for line in _lines(each, files)],
        orders=found,
        letters=[item for p in people for item in files.outbox.waiting_for(p.person_id)],
        held=[
            _text(each.program_id, each.source, each.body)
            for each in files.held_about(customer_hash, keys)
        ],
    )
    return _within(data, most_text)


def _order(key: ConversionKey, files: Files) -> OrderData | None:
    conversions = files.customers.conversions
    try:
        story = conversion_story(key, conversions, files.referrals, files.grants)
    except ConversionNotFoundError:
        return None
    bodies = [_text(key.program_id, key.source, body) for body in files.bodies.all_raw(key)]
    return OrderData(story=story, contact=conversions.contact(key), bodies=bodies)


def _people(customer_hash: str, orders: list[OrderData], files: Files) -> Iterator[Person]:
    """By their address, and the friends that their orders made of them."""
    ids: dict[str, None] = {}
    for role in Role if customer_hash else ():
        if person := files.people.find_by_hash(role, customer_hash):
            ids[person.person_id] = None
            yield person
    for order in orders:
        referral = files.referrals.find(_key_of(order.story))
        friend = files.people.find(referral.friend_id) if referral and referral.friend_id else None
        if friend and friend.person_id not in ids:
            ids[friend.person_id] = None
            yield friend


def _key_of(story: ConversionStory) -> str:
    return str(ConversionKey(story.program, story.source, story.order_id))


def _links(person: Person, files: Files) -> list[Link]:
    if person.role is Role.FRIEND:
        return []
    return list(files.links.of_advocate(person.person_id))


def _lines(person: Person, files: Files) -> tuple[StatementLine, ...]:
    return ledger_statement(person.person_id, files.ledger, limit=MOST_LINES).lines


def _text(program_id: str, source: str, body: RawBody) -> BodyText:
    return BodyText(
        program=program_id,
        source=source,
        received_at=datetime.fromtimestamp(body.received_at, UTC),
        text=body.raw.decode(errors="replace"),
    )


def _within(data: PersonData, most_text: int) -> PersonData:
    """The same with as many whole texts as fit, the first ones first."""
    every = [body for order in data.orders for body in order.bodies] + data.held
    total, fitting = 0, 0
    for body in every:
        total += len(body.text)
        fitting += total <= most_text
    left = iter(every[:fitting])
    orders = [
        order.model_copy(update={"bodies": list(islice(left, len(order.bodies)))})
        for order in data.orders
    ]
    return data.model_copy(
        update={"orders": orders, "held": list(left), "left_out": len(every) - fitting}
    )
