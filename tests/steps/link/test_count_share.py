"""A share is counted for the link and its program, by day and channel, once a press."""

from referrals.model.insight.insight import Counter
from referrals.model.link.share import ShareChannel
from referrals.steps.link.count_share import count_share
from referrals.views.insight.funnel import funnel
from referrals.wiring import stores
from tests.world import NOW, a_link


def share(press: str, channel: ShareChannel = ShareChannel.COPY) -> bool:
    return count_share(
        a_link(), channel, stores.insights(), press=press, time_zone="Europe/Berlin", now=NOW
    )


def test_the_same_press_counts_once(account: None) -> None:
    told = [share("one"), share("one"), share("two"), share("three", ShareChannel.SMS)]

    assert told == [True, False, True, True]
    for code in ("", "ada-bakes"):
        (day,) = stores.insights().days("friends", NOW.date(), NOW.date(), code)
        assert day.by(Counter.SHARES) == {"copy": 2, "sms": 1}


def test_the_merchant_sees_how_often_links_were_taken_along(account: None) -> None:
    share("one")

    assert funnel("friends", NOW.date(), NOW.date(), stores.insights()).total.shares == 1
