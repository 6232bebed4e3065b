"""Numbers as the desk says them: amounts of several currencies, counted things, shares."""

from collections.abc import Mapping

from referrals.model.insight.proportion import Proportion
from referrals.model.words.wording import Wording


def money_text(amounts: Mapping[str, int], words: Wording, usual: str) -> str:
    """`€412.00 and £3.00`; nothing of the `usual` currency where there is none."""
    known = {name: minor for name, minor in amounts.items() if len(name) == len("EUR")}
    texts = [words.money(minor, currency) for currency, minor in sorted(known.items())]
    return " and ".join(texts) or words.money(0, usual)


def count_text(number: int, one: str, many: str, words: Wording) -> str:
    return f"{words.number(number)} {one if number == 1 else many}"


def share_text(share: Proportion) -> str:
    low, high = round(share.low * 100), round(share.high * 100)
    return f"{round(share.value * 100)} % of orders came through a friend ({low} to {high} %)."
