"""What the attribution of an order works with."""

from referrals.steps.attribution.attribute_conversion import AttributionDesk
from referrals.steps.attribution.find_first_order import FirstOrderDesk
from referrals.steps.attribution.find_origin import OriginDesk
from referrals.steps.people.find_friend import FriendDesk
from referrals.steps.risk.assess_risk import RiskDesk
from referrals.wiring import keys, order_stores, session_stores, stores


def attribution() -> AttributionDesk:
    return AttributionDesk(
        stores.conversions(),
        stores.referrals(),
        stores.programs(),
        stores.links(),
        stores.people(),
        stores.code_words(),
        keys.signing_keys("click"),
        FriendDesk(
            stores.people(),
            stores.conversions(),
            stores.outbox(),
            session_stores.consent_records(),
        ),
        stores.gift_codes(),
        RiskDesk(stores.sightings(), stores.clicks(), stores.people(), stores.programs()),
        OriginDesk(stores.subscriptions(), stores.referrals(), stores.conversions()),
        FirstOrderDesk(stores.conversions(), order_stores.first_orders()),
    )
