"""May whoever sent the friend read their first name? The box, as it stands on their page."""

from dataclasses import dataclass

from referrals.model.welcome.welcome_state import WelcomeState
from referrals.model.words.consent import friend_sentence, may_ask_name
from referrals.model.words.wording import Wording
from referrals.views.welcome.welcome_page import WelcomeFacts


@dataclass(frozen=True, slots=True)
class NameBox:
    sentence: str
    given: bool
    """Whether they agreed, and nothing newer was said."""


def name_box(facts: WelcomeFacts, words: Wording) -> NameBox | None:
    """None for whom no letter went to: a thank-you page proves nobody."""
    friend = facts.friend
    if friend is None or facts.link.friend_id != friend.person_id or not may_ask_name(friend):
        return None
    given = friend.consents.show_first_name
    somebody = facts.state in (WelcomeState.DECIDED, WelcomeState.JUDGING) and facts.advocate
    return NameBox(friend_sentence(words), given) if somebody or given else None
