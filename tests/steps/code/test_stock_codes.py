"""Rewards paid from stock: one code each, whatever happens, and a wait where there is none."""

import json

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import Done, TryAgain
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import STOCK_EMPTY, DeliveryState
from referrals.steps.code.import_codes import (
    ImportReport,
    NoSuchPoolError,
    import_codes,
    pool_for,
)
from referrals.steps.code.watch_stock import stock_levels, watch_stock
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import stores
from tests.steps.code.code_handovers import KEY, friend_side, fulfil, set_aside, settle
from tests.world import NOW, a_program, refer


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    webhook = "https://shop.example/hooks"
    stores.programs().add(a_program(hold_days=0, codes_by="stock", webhook_url=webhook))


def bring(*codes: str) -> ImportReport:
    rules = stores.programs().get("friends").rules
    offer = rules.offers[0].name
    return import_codes(
        "\n".join(codes).encode(),
        pool_for(rules, offer=offer, side="friend", milestone=None),
        "friends",
        stock=stores.stock(),
        outbox=stores.outbox(),
        now=NOW,
    )


def rewarded() -> None:
    assert refer() == KEY
    settle()


def test_a_reward_takes_one_code_and_its_letter_has_it() -> None:
    bring("SPRING-1", "SPRING-2")
    rewarded()

    outcome = fulfil()

    code = friend_side().code
    assert outcome == Done(code)
    assert stores.outbox().get(f"{KEY}#welcome").data["code"] == code
    assert left() == 1
    assert fulfil() == outcome
    assert left() == 1


def left() -> int:
    levels = stock_levels(stores.programs().get("friends").rules, stores.stock())
    return sum(level.free for level in levels)


def test_without_a_code_it_waits_and_says_so() -> None:
    rewarded()

    assert fulfil() == TryAgain(STOCK_EMPTY)
    assert friend_side().issued_at is None


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.PARKED])
def test_what_waited_goes_on_after_an_import(state: DeliveryState) -> None:
    rewarded()
    item_id = f"{KEY}#reward-friend"
    desk = delivery_desk.delivery_desk()
    deliver(item_id, desk, now=NOW, jitter=0.5)
    waiting = stores.outbox().get(item_id)
    assert (waiting.state, waiting.reason) == (DeliveryState.PENDING, STOCK_EMPTY)
    if state is DeliveryState.PARKED:
        change = {"state": state}
        stores.outbox().table.put(waiting.model_copy(update=change).model_dump(mode="json"))

    assert bring("SPRING-1").woken == 1

    assert deliver(item_id, desk, now=NOW, jitter=0.5) == Done("SPRING-1")


def test_an_import_again_changes_nothing_and_says_why() -> None:
    first = bring("SPRING-1", "SPRING-2", "x")

    again = bring("spring-1", "SPRING-2", "SPRING-3")

    assert (first.added, first.refused) == (2, {"not_a_code": 1})
    assert (again.added, again.known) == (1, 2)
    assert left() == 3


def test_a_code_given_once_is_given_again_with_its_reward() -> None:
    bring("SPRING-1", "SPRING-2")
    rewarded()
    fulfil()
    code = friend_side().code
    set_aside(1)
    assert fulfil(topic=Topic.REWARD_REVERSED) == Done(code)
    set_aside(0)

    assert fulfil() == Done(code)
    assert left() == 1


def test_the_owner_is_told_once_that_few_are_left() -> None:
    bring("SPRING-1")

    for _ in range(2):
        (low,) = watch_stock(stores.programs(), stores.stock(), stores.outbox(), now=NOW).low

    assert (low.program_id, low.level.free) == ("friends", 1)
    told, _ = stores.outbox().page(DeliveryState.PENDING, 9)
    assert [item.topic for item in told] == [Topic.STOCK_LOW]
    assert "SPRING" not in json.dumps(told[0].data)

    bring("SPRING-2")
    watch_stock(stores.programs(), stores.stock(), stores.outbox(), now=NOW)
    assert len(stores.outbox().page(DeliveryState.PENDING, 9)[0]) == 2


def test_enough_codes_are_no_news() -> None:
    bring(*(f"SPRING-{number}" for number in range(25)))

    assert watch_stock(stores.programs(), stores.stock(), stores.outbox(), now=NOW).low == ()


@pytest.mark.parametrize(
    ("offer", "side", "milestone"),
    [("nothing", "friend", None), ("", "advocate", None), ("", "friend", 7)],
)
def test_where_no_code_is_promised_none_is_imported(
    offer: str, side: str, milestone: int | None
) -> None:
    rules = stores.programs().get("friends").rules

    with pytest.raises(NoSuchPoolError) as refused:
        pool_for(rules, offer=offer or rules.offers[0].name, side=side, milestone=milestone)

    assert refused.value.remedy


def test_a_program_without_stock_takes_no_import() -> None:
    rules = a_program().rules

    with pytest.raises(NoSuchPoolError, match="takes no codes from stock"):
        pool_for(rules, offer=rules.offers[0].name, side="friend", milestone=None)


def test_a_program_whose_codes_can_not_be_counted_keeps_no_other_unseen() -> None:
    bring("SPRING-1")
    other = stores.programs().get("friends").rules.model_copy(update={"program": "cakes"})
    stores.programs().add(a_program().model_copy(update={"program_id": "cakes", "rules": other}))
    bad = {"account": "stock#cakes", "entry": "pool#bad", "codes": "many"}
    stores.ledger().table.put(bad)

    found = watch_stock(stores.programs(), stores.stock(), stores.outbox(), now=NOW)

    assert ([each.program_id for each in found.low], found.failed) == (["friends"], ("cakes",))
    assert found.left == 1
