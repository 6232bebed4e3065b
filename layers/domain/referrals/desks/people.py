"""Everything that knows of people, put together for export and erasure."""

from referrals.providers.shops.registry import MODULES
from referrals.steps.order.order_names import order_names
from referrals.store.order.customer import Customers
from referrals.store.privacy.person_records import PersonRecords
from referrals.wiring import keys, session_stores, stores


def files() -> PersonRecords:
    return PersonRecords(
        Customers(stores.conversions(), stores.claim_index()),
        stores.aliases(),
        stores.claim_index(),
        stores.bodies(),
        stores.former_customers(),
        stores.referrals(),
        stores.grants(),
        stores.tallies(),
        stores.ledger(),
        stores.redemptions(),
        stores.goodwill(),
        stores.people(),
        stores.links(),
        stores.outbox(),
        stores.sightings(),
        session_stores.consent_records(),
        stores.suppressions(),
        session_stores.person_sessions(),
        lambda: [program.program_id for program in stores.programs().list_all()],
        tuple(MODULES),
        keys.identity_key,
        lambda key, body: order_names(key, body, keys.identity_key()),
    )
