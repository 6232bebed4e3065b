"""What bringing people from another program works with, and taking them back."""

from referrals.desks import people as people_desk
from referrals.desks import reward as reward_desk
from referrals.steps.migration.bring_advocate import MigrationDesk
from referrals.steps.migration.bring_people import BringDesk
from referrals.steps.migration.take_back import TakeBackDesk
from referrals.wiring import (
    community_stores,
    keys,
    order_stores,
    session_stores,
    stores,
    story_stores,
)


def migration() -> MigrationDesk:
    return MigrationDesk(
        stores.people(),
        stores.links(),
        order_stores.brought_people(),
        reward_desk.books(),
        keys.identity_key(),
    )


def bringing() -> BringDesk:
    return BringDesk(migration(), stores.former_customers())


def taking_back() -> TakeBackDesk:
    return TakeBackDesk(
        migration(),
        stores.former_customers(),
        stores.referrals(),
        session_stores.person_sessions(),
        story_stores.stories(),
        community_stores.notes(),
        people_desk.voice(),
    )
