"""A reward in words: what it is called by its kind, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from referrals.model.link.offer_terms import FIRST_ORDER
from referrals.model.words.wording import Wording


def terms_in_words(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    """Empty for a kind of reward that no language has a sentence for."""
    sentence = _BY_KIND.get(str(terms.get("kind")))
    return sentence(words, terms, currency) if sentence else ""


def is_saved(terms: Mapping[str, Any]) -> bool:
    """Whether it came off the order's own bill."""
    return "saved_minor" in terms


def _store_credit(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    # What is left of it, where that is told beside what the terms began with.
    minor = terms.get("amount") or terms.get("amount_minor")
    if minor is None and terms.get("steps"):
        most = max(step["amount_minor"] for step in terms["steps"])
        return words.say("reward.store_credit_steps", money=words.money(most, currency))
    if minor is None:
        return words.say("reward.store_credit_percent", percent=terms["percent"])
    return words.say("reward.store_credit", money=words.money(minor, currency))


def _account_credit(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    return words.say("reward.account_credit", money=words.money(terms["amount_minor"], currency))


def _points(words: Wording, terms: Mapping[str, Any], _: str) -> str:
    if terms.get("amount") is None and terms.get("steps"):
        most = max(step["amount"] for step in terms["steps"])
        return words.say("reward.points_steps", points=words.count("reward.points", most))
    return words.count("reward.points", terms["amount"])


def _discount(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    """With every condition that could turn it away at the till."""
    sentence = _taken_off(words, terms, currency)
    if terms.get("products"):
        sentence = words.say("reward.on_products", reward=sentence)
    if terms.get("minimum_minor"):
        least = words.money(terms["minimum_minor"], currency)
        sentence = words.say("reward.from_minimum", reward=sentence, money=least)
    if terms.get("first_order_only"):
        sentence = words.say("reward.for_first_order", reward=sentence)
    return sentence


def _taken_off(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    which = "_saved" if is_saved(terms) else "_first" if terms.get("when") == FIRST_ORDER else ""
    if terms.get("free_shipping"):
        return words.say(f"reward.discount_shipping{which}")
    if terms.get("percent"):
        return words.say(f"reward.discount_percent{which}", percent=terms["percent"])
    amount = words.money(terms["amount_minor"], currency)
    return words.say(f"reward.discount_amount{which}", money=amount)


def _gift(words: Wording, terms: Mapping[str, Any], _: str) -> str:
    if terms.get("name"):
        return words.say("reward.free_gift_named", name=terms["name"])
    return words.say("reward.free_gift")


def _gift_card(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    return words.say("reward.gift_card", money=words.money(terms["amount_minor"], currency))


def _donation(words: Wording, terms: Mapping[str, Any], currency: str) -> str:
    money = words.money(terms["amount_minor"], currency)
    return words.say("reward.donation", money=money, name=terms["name"])


def _custom(_: Wording, terms: Mapping[str, Any], __: str) -> str:
    """As the shop calls it."""
    return str(terms["name"])


_BY_KIND: dict[str, Callable[[Wording, Mapping[str, Any], str], str]] = {
    "store_credit": _store_credit,
    "account_credit": _account_credit,
    "points": _points,
    "discount_code": _discount,
    "free_gift": _gift,
    "gift_card": _gift_card,
    "donation": _donation,
    "custom": _custom,
}
