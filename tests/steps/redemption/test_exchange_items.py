"""Points buy of the catalogue: a code or a thing, at the price that was read."""

import pytest

from referrals.model.delivery.delivery import Done, Hopeless
from referrals.model.delivery.outbox import BY_HAND
from referrals.model.redemption.exchange import (
    ItemNotFoundError,
    NoTillError,
)
from referrals.model.redemption.redemption import (
    NotEnoughError,
    ReferenceReusedError,
)
from referrals.wiring import stores
from tests.credit import credit, has
from tests.shops.tills import Till
from tests.steps.redemption.exchanges import CATALOGUE, exchange, hand_over, stored
from tests.world import a_program, store_program


def test_an_item_of_the_catalogue_is_bought_by_points(till: Till) -> None:
    made = exchange(item="ten-off")

    assert isinstance(hand_over(made), Done)

    found = stored(made).exchange
    assert found
    assert till.shop.worth(found.code) == till.kind.percent
    assert has(asset="points") == 400


def test_a_thing_is_handed_over_without_a_code(till: Till) -> None:
    made = exchange(item="tote")

    assert hand_over(made) == Done("")
    assert (stored(made).captured, has(asset="points")) == (500, 100)


def test_a_dearer_item_stays_the_same_for_who_has_it(till: Till) -> None:
    made = exchange(item="ten-off")
    dearer = [{**each, "points": 300} for each in CATALOGUE]
    changed = a_program(codes_by=till.platform, catalogue=dearer)
    stores.programs().add(changed.model_copy(update={"version": 2}))

    assert exchange(item="ten-off") == stored(made)
    with pytest.raises(ReferenceReusedError):
        exchange(item="tote")


def test_more_than_there_is_buys_nothing(till: Till) -> None:
    with pytest.raises(NotEnoughError):
        exchange(501)
    with pytest.raises(ItemNotFoundError):
        exchange(item="car")
    assert (has(), has(asset="points")) == (500, 600)


def test_by_hand_a_person_says_which_code_it_is(account: None) -> None:
    store_program(a_program(codes_by="manual"))
    credit(500)
    made = exchange()
    assert hand_over(made) == Hopeless(BY_HAND)

    said = {"by_hand": {"code": "TEN-4711", "made_by": "eve"}}
    item = stores.outbox().get(f"{made.redemption_id}#exchange")

    assert hand_over(made, data={**item.data, **said}) == Done("TEN-4711")
    assert has() == 200


def test_codes_of_a_stock_are_for_what_they_were_bought_for(account: None) -> None:
    store_program(a_program(codes_by="stock"))
    credit(500)

    with pytest.raises(NoTillError):
        exchange()
