"""Files: every store that knows of people, because an export and an erasure go through them all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from referrals.model.delivery.outbox import OutboxItem
from referrals.model.order_key import ConversionKey
from referrals.model.people.buyer import buyer_id
from referrals.model.people.mailbox import readable_hashes
from referrals.model.people.person import Person, Role
from referrals.model.privacy.mention import mentions, names_in_body
from referrals.store.attribution.referral import Referrals
from referrals.store.connection.profile import Profiles
from referrals.store.delivery.outbox import Outbox
from referrals.store.goal.goal import Goals
from referrals.store.goodwill.goodwill import GoodwillRecords
from referrals.store.link.click import Clicks
from referrals.store.link.link import Links
from referrals.store.measure.customer import CustomerRecords
from referrals.store.measure.terms import TermsOf
from referrals.store.migration.brought_person import BroughtPeople
from referrals.store.note.note import Notes
from referrals.store.order.alias import Aliases
from referrals.store.order.body import Bodies, HeldBody, RawBody
from referrals.store.order.claim_index import ClaimIndex
from referrals.store.order.customer import Customers
from referrals.store.order.former_customer import FormerCustomers
from referrals.store.order.mailbox import Mailboxes, MailboxTraces
from referrals.store.order.subscription import Subscriptions
from referrals.store.people.consent import ConsentRecords
from referrals.store.people.person import People
from referrals.store.people.suppression import Suppressions
from referrals.store.privacy.person_voice import PersonVoice
from referrals.store.program.limit import Tallies
from referrals.store.redemption.redemption import Redemptions
from referrals.store.reward.books import Books
from referrals.store.reward.grant import Grants
from referrals.store.reward.ledger import Ledger
from referrals.store.risk.trace import Sightings
from referrals.store.session.person_session import PersonSessions
from referrals.store.staff.staff import Staff
from referrals.store.story.photo import Photos
from referrals.store.story.story import Stories


@dataclass(frozen=True, slots=True)
class HeldAbout:
    """A held body that speaks of somebody."""

    program_id: str
    source: str
    body: RawBody


@dataclass(frozen=True, slots=True)
class PersonRecords:
    customers: Customers
    subscriptions: Subscriptions
    aliases: Aliases
    claim_index: ClaimIndex
    mailboxes: Mailboxes
    bodies: Bodies
    former_customers: FormerCustomers
    referrals: Referrals
    grants: Grants
    tallies: Tallies
    ledger: Ledger
    redemptions: Redemptions
    books: Books
    goodwill: GoodwillRecords
    brought: BroughtPeople
    people: People
    links: Links
    outbox: Outbox
    profiles: Profiles
    sightings: Sightings
    clicks: Clicks
    consents: ConsentRecords
    suppressions: Suppressions
    sessions: PersonSessions
    staff: Staff
    notes: Notes
    stories: Stories
    photos: Callable[[], Photos]
    """Asked for only where a story has one."""
    voice: PersonVoice
    goals: Goals
    customer_records: CustomerRecords
    terms_of: TermsOf
    """What of a program decides how its customers count."""
    identity_key: Callable[[], bytes]
    names_in: Callable[[ConversionKey, RawBody], Iterable[ConversionKey]]
    """The other names of an order that a body of it tells."""

    def theirs(
        self, customer_hash: str, named: Iterable[ConversionKey]
    ) -> tuple[ConversionKey, ...]:
        """The orders named and, in every program, those that the hash leads to; by all names."""
        keys = dict.fromkeys(named)
        keys |= dict.fromkeys(self.traces(customer_hash).orders)
        friend = self.people.find_by_hash(Role.FRIEND, customer_hash) if customer_hash else None
        # An order whose witnesses know its customer by different things is in the index by one.
        for key in self.grants.keys_of_friend(friend.person_id) if friend else ():
            keys[ConversionKey.parse(key)] = None
        return self._with_aliases(keys)

    def traces(self, customer_hash: str) -> MailboxTraces:
        """What a hash leads to, in every program; nothing without one."""
        return self.mailboxes.traces(customer_hash) if customer_hash else MailboxTraces()

    def letters_to(self, customer_hash: str, person_ids: Iterable[str]) -> list[OutboxItem]:
        """What waits for them; an invitation waits for a buyer of whom nothing else is kept."""
        buyer = (buyer_id(customer_hash),) if customer_hash else ()
        ids = (*person_ids, *buyer)
        return [item for each in ids for item in self.outbox.waiting_for(each)]

    def mailbox_hashes(self, customer_hash: str, people: Iterable[Person]) -> tuple[str, ...]:
        """Of everybody's mailbox, by today's rule for addresses and the one before it."""
        found = dict.fromkeys([customer_hash] if customer_hash else ())
        for person in people:
            found |= dict.fromkeys([person.email_hash])
            found |= dict.fromkeys(readable_hashes(self.identity_key(), person.email))
        return tuple(found)

    def claimed_orders(self, customer_hash: str) -> dict[ConversionKey, tuple[ConversionKey, ...]]:
        """Orders with claims about them, placed by whomever; each with all of its names."""
        return {key: self._with_aliases([key]) for key in self.traces(customer_hash).claimed}

    def _with_aliases(self, orders: Iterable[ConversionKey]) -> tuple[ConversionKey, ...]:
        keys = dict.fromkeys(orders)
        waiting = list(keys)
        while waiting:
            fresh = [name for name in self._names(waiting.pop()) if name not in keys]
            keys |= dict.fromkeys(fresh)
            waiting += fresh
        return tuple(keys)

    def held_about(
        self, customer_hash: str, orders: Iterable[ConversionKey]
    ) -> Iterator[HeldAbout]:
        """By their address wherever it is held, and by an order where that order came from."""
        known = set(orders)
        for program_id, source, sha in self._held_places(customer_hash, known):
            found = self.bodies.read_held_body(program_id, source, sha)
            if found is None:
                continue
            held, body = found
            about = mentions(body.raw, customer_hash, self.identity_key())
            if about or not known.isdisjoint(self._told_in(program_id, source, held, body)):
                yield HeldAbout(program_id, source, body)

    def _held_places(
        self, customer_hash: str, orders: Iterable[ConversionKey]
    ) -> list[tuple[str, str, str]]:
        """Everywhere for an address; where the orders came from without one."""
        if customer_hash:
            return sorted(self.mailboxes.held_places())
        places = sorted({(key.program_id, key.source) for key in orders})
        return [(*at, each.sha) for at in places for each in self.bodies.held_bodies(*at)]

    def _told_in(
        self, program_id: str, source: str, held: HeldBody, body: RawBody
    ) -> Iterator[ConversionKey]:
        """The orders that a held body may be about: what the source read has the say."""
        if held.order_id:
            key = ConversionKey(program_id, source, held.order_id)
            yield key
            yield from self.names_in(key, body)
            return
        for name in names_in_body(body.raw):
            yield ConversionKey(program_id, source, name)

    def _names(self, key: ConversionKey) -> Iterator[ConversionKey]:
        greater = self.aliases.find(key)
        if greater:
            yield greater.key
        for body in self.bodies.all_raw(key):
            yield from self.names_in(key, body)
