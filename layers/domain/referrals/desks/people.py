"""Everything that knows of people, put together for export and erasure."""

from referrals.desks import reward as reward_desk
from referrals.providers.shops.registry import MODULES
from referrals.steps.order.order_names import order_names
from referrals.store.measure.terms import program_terms
from referrals.store.order.customer import Customers
from referrals.store.order.mailbox import Mailboxes
from referrals.store.privacy.person_records import PersonRecords
from referrals.store.privacy.person_voice import PersonVoice
from referrals.wiring import (
    community_stores,
    connection_stores,
    keys,
    measure_stores,
    nudge_stores,
    order_stores,
    session_stores,
    stores,
    story_stores,
)


def files() -> PersonRecords:
    return PersonRecords(
        Customers(stores.conversions(), stores.claim_index(), order_stores.first_orders()),
        stores.subscriptions(),
        stores.aliases(),
        stores.claim_index(),
        mailboxes(),
        stores.bodies(),
        stores.former_customers(),
        stores.referrals(),
        stores.grants(),
        stores.tallies(),
        stores.ledger(),
        stores.redemptions(),
        reward_desk.books(),
        stores.goodwill(),
        order_stores.brought_people(),
        stores.people(),
        stores.links(),
        stores.outbox(),
        connection_stores.profiles(),
        stores.sightings(),
        stores.clicks(),
        session_stores.consent_records(),
        stores.suppressions(),
        session_stores.person_sessions(),
        session_stores.staff(),
        community_stores.notes(),
        story_stores.stories(),
        story_stores.photos,
        voice(),
        community_stores.goals(),
        measure_stores.customer_records(),
        program_terms(stores.programs()),
        keys.identity_key,
        lambda key, body: order_names(key, body, keys.identity_key()),
    )


def mailboxes() -> Mailboxes:
    return Mailboxes(
        stores.conversions(),
        stores.claim_index(),
        stores.former_customers(),
        lambda: [program.program_id for program in stores.programs().list_all()],
        tuple(MODULES),
    )


def voice() -> PersonVoice:
    return PersonVoice(
        nudge_stores.nudge_records(),
        nudge_stores.letter_histories(),
        nudge_stores.experiments(),
        nudge_stores.trials(),
        nudge_stores.surveys(),
        nudge_stores.suggestions(),
    )
