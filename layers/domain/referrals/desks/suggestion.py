"""What taking suggestions, and telling people of decisions, works with."""

from referrals.steps.suggestion.make_suggestion import SuggestionDesk
from referrals.steps.suggestion.tell_decision import TellingDesk
from referrals.wiring import nudge_stores, stores


def suggestions() -> SuggestionDesk:
    return SuggestionDesk(nudge_stores.suggestions(), stores.programs(), stores.outbox())


def telling() -> TellingDesk:
    return TellingDesk(stores.programs(), nudge_stores.suggestions(), stores.outbox())
