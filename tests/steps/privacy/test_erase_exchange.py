"""Somebody is erased while a code is made for their credit: nothing stays reserved."""

from collections.abc import Iterator

import pytest

from referrals.desks import people as people_desk
from referrals.desks import redemption as redemption_desk
from referrals.model.delivery.delivery import Skipped, TryAgain
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.delivery.value_news import exchange_item_id
from referrals.model.people.person import Role
from referrals.model.redemption.exchange import ERASED
from referrals.model.redemption.redemption import Redemption, RedemptionStatus
from referrals.model.reward.ledger import Part
from referrals.steps.privacy.end_exchanges import end_exchanges
from referrals.steps.privacy.erase_person import erase_person
from referrals.steps.redemption.settle_redemption import capture_redemption
from referrals.wiring import stores
from tests.credit import credit, has, reserve
from tests.shops.tills import Till, open_till
from tests.steps.redemption.exchanges import (
    exchange,
    hand_over,
    is_sound,
    silent_once_made,
    stored,
    until_done,
)
from tests.world import NOW, a_program, hash_of, store_credential, store_program

ADA = hash_of("ada@example.com")


@pytest.fixture(autouse=True)
def till(account: None) -> Iterator[Till]:
    with open_till("shopify") as made:
        store_credential("shopify", made.credential)
        store_program(a_program(codes_by="shopify"))
        credit(500)
        yield made


def erase() -> None:
    erase_person(ADA, [], people_desk.files(), lambda each: f"gone-{each[:8]}", now=NOW)
    assert stores.people().find("adv_ada") is None


def item_of(made: Redemption) -> OutboxItem:
    return stores.outbox().get(exchange_item_id(made.redemption_id))


def test_what_was_reserved_returns_and_nobody_is_written_to(till: Till) -> None:
    made = exchange()

    erase()

    assert (stored(made).status, has(), has(Part.RESERVED)) == (RedemptionStatus.RELEASED, 500, 0)
    assert item_of(made).state is DeliveryState.PENDING
    assert hand_over(made) == Skipped(ERASED)
    assert till.shop.all_live() == set()
    assert stores.outbox().find(f"{made.redemption_id}#refusal") is None
    assert is_sound()


def test_a_code_that_the_shop_made_unheard_ends(till: Till) -> None:
    made = exchange()
    with silent_once_made(till):
        assert isinstance(hand_over(made), TryAgain)
    assert len(till.shop.all_live()) == 1

    erase()

    assert (has(), has(Part.RESERVED)) == (500, 0)
    assert until_done(made)[-1] == Skipped(ERASED)
    assert till.shop.all_live() == set()
    assert hand_over(made) == Skipped(ERASED)
    assert is_sound()


def test_an_exchange_that_no_index_showed_finds_nobody(till: Till) -> None:
    made = exchange()
    ada = stores.people().find_by_hash(Role.ADVOCATE, ADA)
    assert ada
    stores.people().remove(ada)

    assert hand_over(made) == Skipped(ERASED)
    assert (has(), has(Part.RESERVED), till.shop.all_live()) == (500, 0, set())


def test_a_till_that_was_told_yes_is_paid_all_the_same() -> None:
    made = reserve(300)

    erase()

    desk = redemption_desk.redemptions()
    assert capture_redemption(made.redemption_id, None, desk, now=NOW).captured == 300
    assert is_sound()


def test_what_was_exchanged_before_stays_spent(till: Till) -> None:
    made = exchange()
    hand_over(made)

    erase()

    assert (stored(made).captured, has(), len(till.shop.all_live())) == (300, 200, 1)


def test_ending_them_twice_returns_them_once() -> None:
    first, second = exchange(100, "code-1"), exchange(200, "code-2")
    reserve(50)

    for _ in range(2):
        end_exchanges("adv_ada", people_desk.files(), now=NOW)

    assert [stored(each).status for each in (first, second)] == [RedemptionStatus.RELEASED] * 2
    assert (has(), has(Part.RESERVED)) == (450, 50)
    assert is_sound()
