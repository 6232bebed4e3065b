"""Acts other than orders in words: what a sign-up, a trial and a renewal bring, and until when.

The page, the plan and the letters say the same sentences.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from referrals.model.words.wording import Wording

if TYPE_CHECKING:
    # The friend's page loads none of them.
    from referrals.model.order.payment import Act
    from referrals.model.program.offer import Offer
    from referrals.model.program.program import Program

_ACTS = ("signup", "trial", "renewal")
_FREE = ("signup", "trial")


def act_sentence(on: str, sentence: str) -> str:
    """The name of what is said of an act in place of an order; empty where it is an order."""
    return f"acts.{sentence}_{on}" if on in _ACTS else ""


def renewal_sentences(
    words: Wording, rules: "Program", offer: "Offer", *, advocate: str, friend: str
) -> Iterator[str]:
    """For how long and how much; `advocate` and `friend` are what each renewal brings them, the
    latter empty for nothing. Of an offer that says so beside what it gives anyway."""
    if friend and offer.renewal:
        yield words.say("acts.friend_each", reward=friend)
    months, most = rules.qualifies.months, rules.qualifies.ceiling_minor
    if most is None:
        yield words.count("acts.each", months, reward=advocate)
    else:
        money = words.money(most, rules.currency)
        yield words.count("acts.each_ceiling", months, reward=advocate, money=money)


def window_sentence(words: Wording, rules: "Program") -> str:
    part = "acts" if rules.qualifies.on in _ACTS else "promise"
    return words.count(f"{part}.window", rules.attribution.window_days)


def hold_sentence(words: Wording, rules: "Program") -> str:
    part = "acts" if rules.qualifies.on in _FREE else "promise"
    return words.count(f"{part}.hold", rules.hold_days)


def condition_sentence(
    words: Wording, on: str, *, on_first_bill: bool, minimum_minor: int, currency: str
) -> str:
    """When a friend has their gift: what the page says, and the rule asks."""
    name = act_sentence(on, "condition")
    if name and not on_first_bill:
        return words.say(name)
    which = "any" if on == "purchase" else "first"
    if name or not minimum_minor:
        return words.say(f"welcome_page.condition_{which}")
    least = words.money(minimum_minor, currency)
    return words.say(f"welcome_page.condition_{which}_minimum", money=least)


def within_sentence(words: Wording, on: str, days: int) -> str:
    return words.count("acts.within" if on in _FREE else "welcome_page.window", days)


def opening_sentence(words: Wording, act: "Act", part: str, **names: str) -> str:
    """Of a letter about a renewal, which brings nobody new; empty for any other."""
    if act.value != "renewal" or part not in ("thanks", "welcome"):
        return ""
    named = "_named" if names and part == "thanks" else ""
    return words.say(f"acts.{part}_renewal{named}", **(names if named else {}))


def held_name(act: "Act", part: str) -> str:
    """The sentence that says until when something waits, and why."""
    if act.is_free:
        return "acts.held_free"
    return "acts.held_renewal" if act.value == "renewal" else f"{part}.held"
