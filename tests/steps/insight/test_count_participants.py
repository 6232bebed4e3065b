"""A link takes part once, by the first share or the first click of a person."""

from datetime import timedelta

import pytest

from referrals.model.insight.insight import Counter
from referrals.model.link.click import Click, click_fields
from referrals.model.link.share import ShareChannel
from referrals.steps.insight.count_participants import count_clicked_links, count_viewer
from referrals.steps.insight.roll_up import ItemChange
from referrals.steps.link.count_share import count_share
from referrals.wiring import stores
from tests.world import NOW, a_link

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def tables(account: None) -> None:
    """Empty ones."""


def clicked(code: str, agent: str = BROWSER, days: int = 0) -> int:
    at = NOW + timedelta(days=days)
    click = click_fields(Click("clk_1", code, "friends", at, "", agent, "GET", "", ""))
    changes = [ItemChange(each, "clicks", click, {}, inserted=True) for each in ("1", "2")]
    return count_clicked_links(changes, stores.insights(), stores.programs(), now=at)


def share(press: str) -> bool:
    return count_share(
        a_link("ada-bakes"),
        ShareChannel("copy"),
        stores.insights(),
        press=press,
        time_zone="UTC",
        now=NOW,
    )


def participants() -> list[int]:
    days = stores.insights().days("friends", NOW.date(), NOW.date() + timedelta(days=9))
    return [day.total(Counter.PARTICIPANTS) for day in days if day.total(Counter.PARTICIPANTS)]


def test_a_link_that_is_followed_again_counts_once() -> None:
    assert [clicked("ada-bakes"), clicked("ada-bakes", days=1), clicked("cleos")] == [1, 0, 1]
    assert participants() == [2]


def test_a_share_and_a_click_are_one_participant() -> None:
    assert share("one")
    assert not share("one")
    assert clicked("ada-bakes") == 0
    assert participants() == [1]


def test_previews_take_no_part() -> None:
    assert clicked("ada-bakes", "facebookexternalhit/1.1") == 0


def test_the_month_has_them_too() -> None:
    clicked("ada-bakes")

    (month,) = stores.insights().cohorts("friends", NOW.date())
    assert (month.bucket.cohort, month.total(Counter.PARTICIPANTS)) == ("participants", 1)


def test_who_looks_or_shares_counts_once_a_month() -> None:
    for later in (0, 1, 9):
        at = NOW + timedelta(days=later)
        count_viewer("friends", "ada-bakes", at.date(), stores.insights(), now=at)
        share(f"press{later}")

    days = list(stores.insights().days("friends", NOW.date(), NOW.date() + timedelta(days=9)))
    assert [day.total(Counter.VIEWERS) for day in days] == [1, 1]
    assert [day.total(Counter.SHARERS) for day in days] == [1, 0]
