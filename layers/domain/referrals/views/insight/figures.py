"""Numbers as the desk says them: amounts of several currencies, counted things, shares."""

from collections.abc import Mapping
from typing import NamedTuple

from referrals.model.insight.proportion import Proportion
from referrals.model.words.wording import Wording
from referrals.views.insight.funnel import FunnelFigures

FOLLOWED = "times people followed a link"
"""Never `people`: who follows a link twice is counted twice."""
FIRST_ORDERS = "friends’ first orders that stayed"


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


class Stage(NamedTuple):
    """One step of the way from links to rewards."""

    number: str
    label: str
    height: int
    """In a hundred of the highest."""
    rows: str
    """What is behind it, as the desk's list of rows calls it."""


def stages_of(total: FunnelFigures, words: Wording) -> list[Stage]:
    """The way from links to rewards."""
    page = (
        [(total.went_on, "times they went on from the page", "went-on")]
        if total.page_people
        else []
    )
    counted = (
        (total.sharers, "advocates shared (each once a month)", "shared"),
        (total.people, FOLLOWED, "clicks"),
        *page,
        (total.friends, FIRST_ORDERS, "first"),
        (total.rewarded, "orders rewarded", "rewarded"),
    )
    most = max([number for number, _, _ in counted] + [1])
    return [
        Stage(words.number(number), label, round(100 * number / most), rows)
        for number, label, rows in counted
    ]
