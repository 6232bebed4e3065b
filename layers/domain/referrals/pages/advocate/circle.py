"""My circle: who came through whom, as far as each of them agrees to be seen."""

from referrals.pages.advocate.own import Own
from referrals.wiring import community_stores, stores


def find_circle(own: Own) -> object:
    from referrals.views.people.own_circle import CircleShelf, own_circle

    shelf = CircleShelf(
        stores.people(),
        stores.referrals(),
        community_stores.brought_orders(),
        stores.conversions(),
    )
    return own_circle(own.person, own.rules.program, shelf)
