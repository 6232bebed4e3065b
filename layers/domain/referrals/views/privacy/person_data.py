"""What is held about this person? Everything, found as an erasure would find it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import BaseModel

from referrals.model.delivery.outbox import OutboxItem
from referrals.model.goodwill.goodwill import Goodwill
from referrals.model.link.link import Link
from referrals.model.migration.opening import BroughtPerson
from referrals.model.moment import Moment
from referrals.model.order.claim import ClaimFact
from referrals.model.order.conversion import Contact
from referrals.model.order_key import ConversionKey
from referrals.model.people.person import Person, Role
from referrals.model.people.suppression import Suppression
from referrals.model.redemption.redemption import Redemption
from referrals.model.words.wording import Wording
from referrals.store.link.link import link_item
from referrals.store.order.body import RawBody
from referrals.store.order.conversion import ConversionNotFoundError
from referrals.store.privacy.person_records import PersonRecords
from referrals.views.order.conversion_story import ConversionStory, conversion_story
from referrals.views.people.advocate_account import Holding, holdings
from referrals.views.privacy.click_data import ClickData, clicks_of
from referrals.views.privacy.person_profile import (
    FormerCustomerData,
    PersonProfile,
    former_customers,
    person_profile,
    suppressions,
)
from referrals.views.privacy.staff_actor import without_actors
from referrals.views.privacy.staff_place import StaffPlace, staff_place
from referrals.views.privacy.voice_data import VoiceData, voice_data
from referrals.views.reward.ledger_statement import StatementLine, ledger_statement
from referrals.views.risk.review_queue import ReviewWord, review_word

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
    clicks: list[ClickData]
    reviews: list[ReviewWord]
    """What was said of it while somebody looked at it, appeals among it, word for word."""


class ClaimData(BaseModel):
    """What was claimed about them, word for word."""

    program: str
    source: str
    order_id: str
    claimant: str
    code: str
    happened_at: Moment
    said: str


class PersonData(BaseModel):
    people: list[Person]
    """As a friend, as an advocate, or both."""
    profiles: list[PersonProfile]
    former_customers: list[FormerCustomerData]
    links: list[dict[str, Any]]
    holdings: list[Holding]
    statement: list[StatementLine]
    redemptions: list[Redemption]
    goodwill: list[Goodwill]
    """What they were given for no order, with the shop's reason."""
    brought: list[BroughtPerson] = []
    """What came of them from another program."""
    voices: list[VoiceData]
    orders: list[OrderData]
    claims: list[ClaimData]
    """On their orders, and on those that another placed or that never came."""
    suppressions: list[Suppression]
    """Why no letter goes to their mailbox, or who let letters go there again."""
    letters: list[OutboxItem]
    """What waits to go out to them."""
    loose: list[BodyText]  # under names of an order of which nothing else is known
    held: list[BodyText]
    """Bodies that speak of them and were not understood."""
    desk: StaffPlace | None
    """Their place among the shop's own people."""
    left_out: int = 0
    """Texts of bodies beyond what one answer can carry; the command line shows them all."""


def person_data(
    customer_hash: str,
    orders: Iterable[ConversionKey],
    files: PersonRecords,
    *,
    most_text: int,
    words: Wording,
    now: datetime,
) -> PersonData:
    """`most_text`: how many characters of raw bodies an answer may have."""
    keys = files.theirs(customer_hash, orders)
    found = [order for key in keys if (order := _order(key, files, words))]
    known = {_key_of(order.story) for order in found}
    people = list(_people(customer_hash, found, files))
    data = PersonData(
        people=people,
        profiles=[person_profile(each, files, now, keys) for each in people],
        former_customers=list(former_customers(customer_hash, files)),
        links=[link_item(link) for each in people for link in _links(each, files)],
        holdings=[h for p in people for h in holdings(files.ledger.of_person(p.person_id), now)],
        statement=[line for each in people for line in _lines(each, files, words)],
        redemptions=[each for p in people for each in _redemptions(p, files)],
        goodwill=[g for p in people for g in files.goodwill.of_person(p.person_id, MOST_LINES)[0]],
        brought=[each for p in people for each in files.brought.of_person(p.person_id)],
        voices=[voice_data(each.person_id, files.voice) for each in people],
        orders=found,
        claims=list(_claims(customer_hash, keys, files)),
        letters=files.letters_to(customer_hash, (each.person_id for each in people)),
        suppressions=suppressions(customer_hash, people, files),
        loose=[body for key in keys if str(key) not in known for body in _bodies(key, files)],
        held=[
            _text(each.program_id, each.source, each.body)
            for each in files.held_about(customer_hash, keys)
        ],
        desk=staff_place(customer_hash, files.staff) if customer_hash else None,
    )
    return _within(without_actors(data), most_text)


def _order(key: ConversionKey, files: PersonRecords, words: Wording) -> OrderData | None:
    conversions = files.customers.conversions
    try:
        stores = (conversions, files.referrals, files.grants)
        story = conversion_story(key, *stores, words=words)
    except ConversionNotFoundError:
        return None
    return OrderData(
        story=story,
        contact=conversions.contact(key),
        bodies=list(_bodies(key, files)),
        clicks=list(clicks_of(files.referrals.find(str(key)), files.clicks)),
        reviews=list(map(review_word, conversions.state(key).reviews)),
    )


def _bodies(key: ConversionKey, files: PersonRecords) -> Iterator[BodyText]:
    return (_text(key.program_id, key.source, body) for body in files.bodies.all_raw(key))


def _claims(
    customer_hash: str, orders: tuple[ConversionKey, ...], files: PersonRecords
) -> Iterator[ClaimData]:
    """Once each, though an order may have them under several names."""
    elsewhere = [name for names in files.claimed_orders(customer_hash).values() for name in names]
    seen = set[ClaimFact]()
    for key in dict.fromkeys((*orders, *elsewhere)):
        conversion = files.customers.conversions.find(key)
        for claim in conversion.claims if conversion else ():
            theirs = key in orders or claim.friend_hash == customer_hash
            if theirs and claim not in seen:
                seen.add(claim)
                yield _claim(key, claim)


def _claim(key: ConversionKey, claim: ClaimFact) -> ClaimData:
    return ClaimData(
        program=key.program_id,
        source=key.source,
        order_id=key.order_id,
        claimant=claim.claimant,
        code=claim.code,
        happened_at=claim.happened_at,
        said=claim.said,
    )


def _people(customer_hash: str, orders: list[OrderData], files: PersonRecords) -> Iterator[Person]:
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


def _links(person: Person, files: PersonRecords) -> list[Link]:
    if person.role is Role.FRIEND:
        return []
    return list(files.links.of_advocate(person.person_id))


def _lines(person: Person, files: PersonRecords, words: Wording) -> tuple[StatementLine, ...]:
    found = ledger_statement(person.person_id, files.ledger, words=words, limit=MOST_LINES)
    return found.lines


def _redemptions(person: Person, files: PersonRecords) -> list[Redemption]:
    """The newest of them; the statement has every line that they moved."""
    return files.redemptions.of_person(person.person_id, MOST_LINES)[0]


def _text(program_id: str, source: str, body: RawBody) -> BodyText:
    return BodyText(
        program=program_id,
        source=source,
        received_at=body.received_at,
        text=body.raw.decode(errors="replace"),
    )


def _within(data: PersonData, most_text: int) -> PersonData:
    """The same with as many whole texts as fit, the first ones first."""
    every = [body for order in data.orders for body in order.bodies]
    every += data.loose + data.held
    total, fitting = 0, 0
    for body in every:
        total += len(body.text)
        fitting += total <= most_text
    left = iter(every[:fitting])
    orders = [
        order.model_copy(update={"bodies": list(islice(left, len(order.bodies)))})
        for order in data.orders
    ]
    loose = list(islice(left, len(data.loose)))
    texts = {"orders": orders, "loose": loose, "held": list(left)}
    return data.model_copy(update={**texts, "left_out": len(every) - fitting})
