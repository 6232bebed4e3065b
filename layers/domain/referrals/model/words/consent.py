"""The sentence beside each box that asks somebody to agree: shown, and kept as it was read."""

from referrals.model.people.person import Consents, Person
from referrals.model.words.wording import Wording

FRIEND_GROUP = "friend_consents"
"""Of the wordings: what is agreed to towards whoever sent one, on a friend's own record."""
FRIEND_NAME = "show_first_name"


def consent_sentences(words: Wording, shop: str) -> dict[str, str]:
    """By the field of `Consents`, in the order in which they are asked."""
    return {name: words.say(f"consents.{name}", shop=shop) for name in Consents.model_fields}


def friend_sentence(words: Wording) -> str:
    """Whoever sent me may read my first name: an advocate's own box speaks of others."""
    return words.say(f"{FRIEND_GROUP}.{FRIEND_NAME}")


def may_ask_name(friend: Person) -> bool:
    """Where there is a name to read, or a word to take back."""
    return bool(friend.first_name) or friend.consents.show_first_name
