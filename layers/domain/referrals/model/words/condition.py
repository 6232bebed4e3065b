"""When a friend has their gift: what the page says, and the rule asks.

Of the little that the page knows of a program, so that a viral link stays cheap to show.
"""

from referrals.model.link.friend_brief import FriendBrief
from referrals.model.link.offer_terms import with_first_order
from referrals.model.words.wording import Wording

_FREE_ACTS = ("signup", "trial")
_ACTS = (*_FREE_ACTS, "renewal")


def condition_sentence(words: Wording, rules: FriendBrief) -> str:
    act = rules.on in _ACTS
    if act and not any(with_first_order(offer.friend) for offer in rules.offers):
        return words.say(f"acts.condition_{rules.on}")
    which = "any" if rules.on == "purchase" else "first"
    if act or not rules.minimum_minor:
        return words.say(f"welcome_page.condition_{which}")
    least = words.money(rules.minimum_minor, rules.currency)
    return words.say(f"welcome_page.condition_{which}_minimum", money=least)


def within_sentence(words: Wording, rules: FriendBrief) -> str:
    free = rules.on in _FREE_ACTS
    return words.count("acts.within" if free else "welcome_page.window", rules.window_days)
