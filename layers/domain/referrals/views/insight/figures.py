"""Numbers as the desk says them: amounts of several currencies, counted things, shares."""

from collections.abc import Mapping
from datetime import date

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


def stages_of(total: FunnelFigures, words: Wording) -> list[tuple[str, str, int]]:
    """The way from links to rewards: number, label, how high it stands in a hundred of the most."""
    page = [(total.went_on, "times they went on from the page")] if total.page_people else []
    counted = (
        (total.sharers, "advocates shared (each once a month)"),
        (total.people, FOLLOWED),
        *page,
        (total.friends, FIRST_ORDERS),
        (total.rewarded, "orders rewarded"),
    )
    most = max([number for number, _ in counted] + [1])
    return [(words.number(number), label, round(100 * number / most)) for number, label in counted]


def day_words(on: date) -> str:
    """`29 November 2026`: the desk is English."""
    return f"{on.day} {on:%B %Y}"
