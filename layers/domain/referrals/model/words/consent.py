"""The sentence beside each box that asks somebody to agree: shown, and kept as it was read."""

from referrals.model.people.person import Consents
from referrals.model.words.wording import Wording


def consent_sentences(words: Wording, shop: str) -> dict[str, str]:
    """By the field of `Consents`, in the order in which they are asked."""
    return {name: words.say(f"consents.{name}", shop=shop) for name in Consents.model_fields}
