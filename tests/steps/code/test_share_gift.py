"""A link's shared code: made once, carried by the link, ended with what it was promised by."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.code.gift_text import GiftState
from referrals.model.delivery.outbox import Channel
from referrals.model.link.destination import address_of
from referrals.model.link.holder import holder_of_click
from referrals.model.link.link import Link, LinkStatus
from referrals.steps.code.end_gifts import end_gifts
from referrals.steps.code.make_gift import make_gift
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import stores
from tests.gifts import OFFER, a_gift_program
from tests.shops.tills import Till, open_till
from tests.steps.code.shared_codes import (
    deliver_codes,
    desk,
    link,
    open_shared_shop,
    share,
    shared,
)
from tests.world import NOW, store_credential

YEAR = timedelta(days=365)


@pytest.fixture(params=["shopify", "woocommerce", "stripe", "bigcommerce"])
def till(request: pytest.FixtureRequest, account: None) -> Iterator[Till]:
    with open_till(request.param) as made:
        store_credential(made.platform, made.credential)
        open_shared_shop(codes_by=made.platform)
        yield made


def apply(version: int, **changes: Any) -> None:
    """Another version of the rules, as `goodword program apply` writes it."""
    rules = stores.programs().get("friends").rules
    given = {"offers": [shared()], "landing": "shop", "codes_by": rules.codes_by.value, **changes}
    stores.programs().add(a_gift_program(**given).model_copy(update={"version": version}))


def address(by: Link) -> str:
    return address_of(by, token="tok", query="utm_source=post", public_url="https://go.example")


def test_a_shared_code_is_one_whoever_asks(till: Till) -> None:
    first, again = share(), share(NOW + timedelta(hours=1))
    pressed = make_gift(link(), holder_of_click("clk_000000000000000000ab"), desk(), now=NOW)

    assert first
    assert again
    assert first.code == again.code == pressed.code
    assert till.shop.live(first.code) > 1
    assert till.shop.all_live() == {first.code}


def test_the_link_carries_it_once_the_till_takes_it(till: Till) -> None:
    made = share()
    assert made
    assert link().gift == ""

    deliver_codes()

    assert (link().gift, link().gift_by) == (made.code, till.platform)
    assert till.shop.live(made.code) > 1


def test_a_click_applies_it_where_the_shop_has_an_address(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()

    plain = "https://shop.example/?utm_source=post&gw=tok&ref=ada-bakes"
    kept = "%2F%3Futm_source%3Dpost%26gw%3Dtok%26ref%3Dada-bakes"
    assert (
        address(link())
        == {
            "shopify": f"https://shop.example/discount/{made.code}?redirect={kept}",
            "woocommerce": f"{plain}&gw_coupon={made.code}",
            "stripe": plain,
            "bigcommerce": plain,
        }[till.platform]
    )


def test_delivered_twice_it_is_one_code(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()
    deliver_codes()

    assert till.shop.all_live() == {made.code}


def test_a_paused_link_pays_nothing_off_until_it_goes_on(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()
    stores.links().change("ada-bakes", status=LinkStatus.PAUSED)
    share(NOW + timedelta(hours=1))
    deliver_codes(NOW + timedelta(hours=1))

    assert till.shop.live(made.code) == 0
    assert link().gift == ""

    stores.links().change("ada-bakes", status=LinkStatus.ACTIVE)
    share(NOW + timedelta(hours=2))
    deliver_codes(NOW + timedelta(hours=2))

    assert till.shop.live(made.code) > 1
    assert link().gift == made.code


def test_a_paused_program_pays_nothing_off(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()
    apply(2, paused=True)
    share(NOW + timedelta(hours=1))
    deliver_codes(NOW + timedelta(hours=1))

    assert till.shop.live(made.code) == 0
    assert link().gift == ""


def test_other_terms_have_another_code_and_the_former_ends(till: Till) -> None:
    former = share()
    assert former
    deliver_codes()
    apply(2, offers=[shared(percent=20)])
    newer = share()
    assert newer
    deliver_codes()

    assert newer.code != former.code
    assert link().gift == newer.code
    assert till.shop.all_live() == {former.code, newer.code}, "whoever came before may use it"

    after = NOW + timedelta(days=31)
    end_gifts(desk(), now=after)
    deliver_codes(after)

    assert till.shop.all_live() == {newer.code}


def test_no_longer_offered_it_ends_after_the_window(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()
    apply(2, offers=[OFFER], landing="welcome")
    assert share() is None
    assert link().gift == ""

    end_gifts(desk(), now=NOW + timedelta(days=31))
    deliver_codes(NOW + timedelta(days=31))

    assert till.shop.all_live() == set()


def test_offered_still_it_goes_on_for_years(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()
    for year in range(1, 5):
        now = NOW + year * timedelta(days=400)
        assert end_gifts(desk(), now=now).ended == 0
        found = stores.gift_codes().look_up("friends", made.code)
        assert found
        assert found.state(now) is GiftState.READY
    assert till.shop.live(made.code) > 1


def test_a_link_that_closed_ends_its_code(till: Till) -> None:
    made = share()
    assert made
    deliver_codes()
    stores.links().close("ada-bakes")
    deliver_codes()

    assert till.shop.live(made.code) == 0


def test_a_merchant_s_own_server_is_told_at_once(account: None) -> None:
    open_shared_shop(codes_by="webhook", landing="welcome")
    made = share()
    assert made

    told = [read_outbox_item(each) for each in stores.outbox().table.scan()]
    assert [(item.channel, item.data["uses"]) for item in told] == [(Channel.WEBHOOK, None)]
    assert link().gift == made.code
    assert share(NOW + timedelta(hours=1)) == made
