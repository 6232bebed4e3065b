"""Making a gift code: written down, then made in the shop, exactly once whatever goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.desks import gift as gift_desk
from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import GiftState
from referrals.model.delivery.delivery import Done, Skipped, TryAgain
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.link.holder import holder_of_click
from referrals.model.order.conversion import Signals
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.code.find_gifts import find_gifts
from referrals.steps.code.make_gift import make_gift
from referrals.steps.code.settle_gift import GiftDesk, settle_gift
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import clients, stores
from tests.gifts import open_gift_shop
from tests.shops.tills import Till, open_till
from tests.world import NOW, a_conversion, an_order, store_credential

BEN = holder_of_click("clk_000000000000000000ab")


@pytest.fixture(params=["shopify", "woocommerce", "stripe"])
def till(request: pytest.FixtureRequest, account: None) -> Iterator[Till]:
    with open_till(request.param) as made:
        store_credential(made.platform, made.credential)
        open_gift_shop(codes_by=made.platform)
        yield made


def desk() -> GiftDesk:
    """The real desk, which waits for nobody and forgets that a shop gave no answer."""
    real = gift_desk.gifts()
    return replace(real, codes=replace(real.codes, pause=lambda _: None, pauses={}))


def make() -> GiftCode:
    return make_gift(stores.links().get("ada-bakes"), BEN, desk(), now=NOW)


def waiting() -> OutboxItem:
    (item,) = [
        read_outbox_item(each)
        for each in stores.outbox().table.scan()
        if each.get("channel") == Channel.CODE
    ]
    return item


def finish() -> list[object]:
    outcomes: list[object] = []
    while not outcomes or (isinstance(outcomes[-1], TryAgain) and len(outcomes) < 5):
        item = waiting().model_copy(update={"attempts": len(outcomes) + 1})
        outcomes.append(deliver_gift(item, desk(), now=NOW))
    return outcomes


def test_made_twice_it_is_one_code(till: Till) -> None:
    assert make() == make()
    assert till.shop.all_live() == {make().text}


def test_the_outbox_finds_nothing_left_to_do(till: Till) -> None:
    gift = make()

    assert finish() == [Done(gift.text)]
    assert till.shop.live(gift.text) == 1


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("number", range(4))
def test_after_a_lost_answer_there_is_one_code(till: Till, number: int, done: bool) -> None:
    till.lose_answer(number, done=done)

    make()
    finish()
    gift = make()

    assert gift.state(NOW) is GiftState.READY
    assert till.shop.all_live() == {gift.text}
    assert till.shop.live(gift.text) == 1


def test_a_code_is_found_among_coupons_whatever_the_case(till: Till) -> None:
    first = make()
    order = an_order(signals=Signals(coupon_codes=(first.text.lower(),)))

    (found,) = find_gifts(a_conversion(order), order, stores.gift_codes())

    assert (found.text, found.used_by) == (first.text, "friends#shopify#1001")


def test_the_second_choice_leads_back_to_its_gift(account: None) -> None:
    open_gift_shop(codes_by="shopify")
    with open_till("shopify") as till:
        store_credential("shopify", till.credential)
        gift = make()
        other = (
            gift.shop_code.model_copy(update={"code": "OTHER1234567"}) if gift.shop_code else None
        )
        assert other

        moved = stores.gift_codes().note_shop_code(gift, other)

    assert stores.gift_codes().find("friends", "other1234567") == moved
    assert stores.gift_codes().find("friends", gift.code) is None
    assert stores.gift_codes().find("others", "OTHER1234567") is None


def test_a_gift_past_its_end_is_made_no_more(till: Till) -> None:
    gift = make()

    settle_gift(gift, desk(), now=NOW + timedelta(days=30), request_id="late", seconds=5)

    assert till.shop.all_live() == set()


def test_who_ordered_without_asking_for_a_code_is_given_none_afterwards(account: None) -> None:
    """The order brought the same off the next one: with the code they would have it twice."""
    open_gift_shop()
    item = left_item()

    assert deliver_gift(item, desk(), now=NOW) == Skipped("gift_never_asked_for")

    assert make().state(NOW) is GiftState.ENDED
    assert list(stores.gift_codes().ending(NOW + timedelta(days=1), 10)) == []
    assert deliver_gift(item, desk(), now=NOW + timedelta(hours=1)) == Done(make().text)
    assert [each for each in clients.table("outbox").scan() if "gift.code" in each["topic"]] == []


def test_a_code_asked_for_meanwhile_is_ended_instead(account: None) -> None:
    open_gift_shop()
    make()

    deliver_gift(left_item(), desk(), now=NOW)

    assert make().ended_at == NOW


def test_an_issue_of_a_gift_that_is_not_there_is_skipped(account: None) -> None:
    open_gift_shop()
    item = left_item().model_copy(update={"topic": Topic.GIFT_CODE_ISSUED})

    assert deliver_gift(item, desk(), now=NOW) == Skipped("no_such_gift")


def left_item() -> OutboxItem:
    """As an order without the gift brings about."""
    return OutboxItem(
        item_id="x",
        channel=Channel.CODE,
        topic=Topic.GIFT_CODE_ENDED,
        program_id="friends",
        data={"link": "ada-bakes", "holder": BEN.name},
        created_at=NOW,
        due_at=NOW,
    )
