"""Who saw the friend's page and who went on: counted once, in any order, and found again."""

from itertools import permutations

import pytest

from awswire.codec import Item
from referrals.model.insight.insight import Counter
from referrals.model.link.click import Click, click_id_of
from referrals.steps.insight.rebuild_insights import rebuild_insights
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.store.insight.countable import COUNTS
from referrals.views.insight.insight_check import insight_check
from referrals.wiring import clients, stores
from tests.world import AT, NOW

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
DAY = NOW.date()


def a_click(number: int = 0, agent: str = BROWSER, *, to_page: bool = True) -> Click:
    click_id = click_id_of(AT, number.to_bytes(8))
    plain = Click(click_id, "ada-bakes", "friends", NOW, "", agent, "GET", "", "")
    return plain._replace(to_page=to_page)


def told(click: Click) -> list[ItemChange]:
    """What the stream tells of a click whose friend goes on, and of its end."""
    stores.clicks().record(click)
    made = item_of(click)
    stores.clicks().note_going_on(click.click_id, NOW)
    went = item_of(click)
    return [
        ItemChange(f"{click.click_id}-1", "clicks", made, {}, inserted=True),
        ItemChange(f"{click.click_id}-2", "clicks", went, {}, inserted=False),
        ItemChange(f"{click.click_id}-3", "clicks", {}, {}, inserted=False),
    ]


def item_of(click: Click) -> Item:
    return clients.table("clicks").get({"click_id": click.click_id}) or {}


def fold(*changes: ItemChange) -> None:
    roll_up(changes, stores.insights(), stores.programs(), now=NOW)


def counted() -> tuple[int, int, int]:
    (day,) = stores.insights().days("friends", DAY, DAY)
    counters = (Counter.PEOPLE, Counter.PAGE_PEOPLE, Counter.WENT_ON)
    people, page, went = (day.total(each) for each in counters)
    return people, page, went


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_and_any_repetition_come_to_the_same(
    account: None, order: tuple[int, ...]
) -> None:
    changes = told(a_click())

    for place in order:
        fold(changes[place])
        fold(*changes[: place + 1])
    fold(*reversed(changes))

    assert counted() == (1, 1, 1)


def test_nobody_goes_on_from_a_page_that_they_were_not_led_to(account: None) -> None:
    fold(*told(a_click(to_page=False)), *told(a_click(2, "bingbot/2.0")))

    assert counted() == (1, 0, 0)


def test_a_check_counts_presses_and_a_rebuild_sets_them_right(account: None) -> None:
    fold(*told(a_click())[:1])
    tables = {noun: clients.table(noun) for noun in COUNTS}

    found = insight_check(tables, stores.insights(), stores.programs(), now=NOW)

    missed = [(each.bucket.code, each.counter, each.counted, each.expected) for each in found]
    assert sorted(missed) == [("", "went_on@2", 0, 1), ("ada-bakes", "went_on@2", 0, 1)]
    assert rebuild_insights(found, stores.insights()) == 2
    assert insight_check(tables, stores.insights(), stores.programs(), now=NOW) == []
