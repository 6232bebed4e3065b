"""Stories in words: who wrote one, and what its author may get for bringing friends.

The disclosure is no choice of its author's: it stands wherever a story is shown, as long as the
program's rules would reward them.
"""

from referrals.model.people.person import Role
from referrals.model.program.offer import Terms
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.words.wording import Wording

_CAUSE = "donation"


def author_name(words: Wording, author: str) -> str:
    return author or words.say("story_wall.anonymous")


def disclosure(words: Wording, rules: Program, role: Role, code: str, *, author: str) -> str:
    """What an author with this link gets by the offer that the link pays; empty for nothing."""
    offer = offer_for(rules, code)
    if role is Role.ADVOCATE:
        kind = "cause" if offer.advocate.kind == _CAUSE else "advocate"
        return _sentence(words, kind, author) if _is_worth(offer.advocate) else ""
    rewarded = _is_worth(offer.friend) or _is_worth(offer.advocate)
    return _sentence(words, "friend", author) if rewarded else ""


def _sentence(words: Wording, kind: str, author: str) -> str:
    if not author:
        return words.say(f"story_disclosure.{kind}")
    return words.say(f"story_disclosure.{kind}_named", author=author)


def _is_worth(terms: Terms) -> bool:
    """Whether the side is given anything: numbers that are all nothing promise nothing."""
    numbers = [value for value in terms.model_dump().values() if type(value) is int]
    return not numbers or any(numbers)
