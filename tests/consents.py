"""An advocate who agreed to something, as the settings record it."""

from referrals.model.people.consent_word import ConsentPlace
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.wiring import session_stores, stores
from tests.world import NOW


def consent_to_all(person_id: str) -> None:
    """To mail and to the circle, each with its sentence."""
    wish = ConsentWish(
        consents={"mail": True, "circle": True},
        place=ConsentPlace.SETTINGS,
        language="en",
        sentences={"mail": "Write to me.", "circle": "Show me."},
    )
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    change_consents(person_id, wish, desk, now=NOW)
