"""Gift codes that nobody used end, and their shop takes them no more."""

from datetime import timedelta

import pytest

from referrals.desks import gift as gift_desk
from referrals.model.code.gift_text import kept_text
from referrals.model.delivery.delivery import Done
from referrals.model.delivery.facts import Topic
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.code.end_gifts import end_gifts
from referrals.store.code.shown_gift import gift_key
from referrals.store.table import Change
from referrals.wiring import clock, stores
from tests.gifts import open_gift_shop, take_gift
from tests.job_time import time_for
from tests.shops.tills import open_till
from tests.steps.code.gift_orders import kept, order, report
from tests.world import NOW, a_token, store_credential


@pytest.fixture
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    open_gift_shop()


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("platform", ["shopify", "woocommerce", "stripe"])
def test_unused_ones_end_and_the_shop_takes_them_no_more(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with open_till(platform) as till:
        store_credential(platform, till.credential)
        open_gift_shop(codes_by=platform)
        gift, desk = take_gift(), gift_desk.gifts()
        over = NOW + timedelta(days=30)

        before = end_gifts(desk, now=over - timedelta(seconds=1))
        after = end_gifts(desk, now=over)
        (item,) = [
            stores.outbox().get(i["item_id"])
            for i in stores.outbox().table.scan()
            if i.get("topic") == Topic.GIFT_CODE_ENDED
        ]
        outcome = deliver_gift(item, desk, now=over)

        assert (before.ended, after.ended) == (0, 1)
        assert outcome == Done(gift.text)
        assert till.shop.all_live() == set()
        assert end_gifts(desk, now=over).ended == 0


@pytest.mark.usefixtures("shop")
def test_a_used_one_is_let_be() -> None:
    gift = take_gift()
    report(order(gift.text))

    assert end_gifts(gift_desk.gifts(), now=NOW + timedelta(days=31)).ended == 0
    assert kept(gift).ended_at is None


OVER = NOW + timedelta(days=31)


def test_a_run_ends_with_its_time_and_the_next_one_goes_on(shop: None) -> None:
    for number in range(3):
        take_gift(a_token(random=f"random {number}".encode()))

    runs = [end_gifts(gift_desk.gifts(), now=OVER, has_time=time_for(2)) for _ in range(3)]

    assert [(run.ended, run.left) for run in runs] == [(2, 1), (1, 0), (0, 0)]


def test_gifts_of_later_that_day_keep_no_other_waiting(
    shop: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.steps.code.end_gifts.A_PAGE", 1)
    for number in range(4):
        monkeypatch.setattr(clock, "now", lambda hours=number: NOW + timedelta(hours=hours))
        take_gift(a_token(random=f"random {number}".encode()))

    assert end_gifts(gift_desk.gifts(), now=NOW + timedelta(days=30, hours=1)).ended == 2


def test_a_gift_that_can_not_be_read_keeps_no_other_waiting(shop: None) -> None:
    first = take_gift(a_token(random=b"first-01"))
    take_gift(a_token(random=b"second-2"))
    place = gift_key("friends", kept_text(first.code))
    bad = Change("SET terms = :t", values={":t": "nonsense"})
    stores.gift_codes().table.update(place, bad)

    run = end_gifts(gift_desk.gifts(), now=OVER)

    assert (run.ended, run.failed, run.left) == (1, (place["code"],), 1)
