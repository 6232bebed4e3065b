"""What may a friend agree to on their page? Each box with what they said by now."""

from dataclasses import dataclass

from referrals.model.welcome.welcome_state import WelcomeState
from referrals.model.words.consent import consent_sentences, friend_sentence, may_ask_name
from referrals.model.words.wording import Wording
from referrals.views.welcome.welcome_page import LinkOffer, WelcomeFacts


@dataclass(frozen=True, slots=True)
class FriendBox:
    sentence: str
    given: bool
    """Whether they agreed, and nothing newer was said."""


def name_box(facts: WelcomeFacts, words: Wording) -> FriendBox | None:
    """Whoever sent them may read their first name; None for whom no letter went to: a thank-you
    page proves nobody."""
    friend = facts.friend
    if friend is None or facts.link.friend_id != friend.person_id or not may_ask_name(friend):
        return None
    given = friend.consents.show_first_name
    somebody = facts.state in (WelcomeState.DECIDED, WelcomeState.JUDGING) and facts.advocate
    return FriendBox(friend_sentence(words), given) if somebody or given else None


def mail_box(facts: WelcomeFacts, own_link: LinkOffer | None, words: Wording) -> FriendBox | None:
    """The shop may write to them; who has a link has the same box in their own settings."""
    friend = facts.friend
    if friend is None or facts.link.friend_id != friend.person_id or not friend.email:
        return None
    if own_link and own_link.has_one:
        return None
    sentence = consent_sentences(words, facts.rules.shop_name)["mail"]
    return FriendBox(sentence, friend.consents.mail)
