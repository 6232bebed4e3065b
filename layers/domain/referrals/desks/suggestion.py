"""What telling people of decisions works with."""

from referrals.steps.suggestion.tell_decision import TellingDesk
from referrals.wiring import nudge_stores, stores


def telling() -> TellingDesk:
    return TellingDesk(stores.programs(), nudge_stores.suggestions(), stores.outbox())
