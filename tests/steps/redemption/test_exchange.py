"""Credit becomes a code at the till: one code, spent once it is there, else returned."""

from datetime import timedelta
from functools import partial

import pytest

from referrals.desks import redemption as redemption_desk
from referrals.model.delivery.delivery import Done, Hopeless, Skipped, TryAgain, apply_outcome
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.delivery.value_news import exchange_item_id
from referrals.model.redemption.exchange import (
    ERASED,
    ExchangeBegunError,
    NoTillError,
    exchange_text,
)
from referrals.model.redemption.redemption import (
    Redemption,
    RedemptionStatus,
    ReferenceReusedError,
)
from referrals.model.reward.ledger import Part
from referrals.providers.shops.fulfilment import ShopCurrencyError
from referrals.steps.redemption.release_redemption import cancel_exchange, release_redemption
from referrals.steps.redemption.settle_redemption import capture_redemption, end_reservations
from referrals.wiring import keys, stores
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
from tests.world import NOW, a_program, store_credential, store_program


def test_credit_is_reserved_and_spent_when_the_till_has_the_code(till: Till) -> None:
    made = exchange()
    assert (has(), has(Part.RESERVED), till.shop.all_live()) == (200, 300, set())

    outcome = hand_over(made)

    found = stored(made)
    assert found.exchange
    assert outcome == Done(found.exchange.code)
    assert till.shop.all_live() == {found.exchange.code}
    assert (found.status, found.captured) == (RedemptionStatus.CAPTURED, 300)
    assert (has(), has(Part.RESERVED)) == (200, 0)
    assert stores.outbox().get(f"{made.redemption_id}#letter").data["code"] == found.exchange.code
    assert is_sound()


def test_the_same_reference_is_the_same_code(till: Till) -> None:
    made = exchange()
    first = hand_over(made)

    assert exchange().redemption_id == made.redemption_id
    assert hand_over(made) == first
    assert (len(till.shop.all_live()), has()) == (1, 200)


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("done", [False, True])
def test_a_lost_answer_leaves_one_code_and_one_spending(
    till: Till, number: int, done: bool
) -> None:
    made = exchange()
    till.lose_answer(number, done=done)

    assert isinstance(until_done(made)[-1], Done)
    assert len(till.shop.all_live()) == 1
    assert (has(), has(Part.RESERVED)) == (200, 0)


def test_a_code_of_somebody_else_is_let_be(till: Till) -> None:
    made = exchange()
    theirs = exchange_text(keys.code_key(), made.redemption_id)
    till.shop.put_stranger(theirs)

    assert isinstance(until_done(made)[-1], Done)

    found = stored(made).exchange
    assert found
    assert found.code != theirs
    assert till.shop.live(found.code) == 1


def test_what_a_person_must_mend_keeps_it_reserved(till: Till) -> None:
    made = exchange()
    till.shop.known = False

    assert isinstance(hand_over(made), Hopeless)
    assert has(Part.RESERVED) == 300
    till.shop.known = True
    assert isinstance(until_done(made)[-1], Done)


def test_a_code_on_its_way_can_be_neither_captured_nor_returned(till: Till) -> None:
    made = exchange()
    till.shop.known = False
    hand_over(made)
    desk = redemption_desk.redemptions()

    with pytest.raises(ExchangeBegunError):
        capture_redemption(made.redemption_id, None, desk, now=NOW)
    with pytest.raises(ExchangeBegunError):
        release_redemption(made.redemption_id, desk, now=NOW)
    assert has(Part.RESERVED) == 300


def test_what_no_shop_was_asked_for_can_be_let_go(till: Till) -> None:
    made = exchange()

    release_redemption(made.redemption_id, redemption_desk.redemptions(), now=NOW)

    assert hand_over(made) == Skipped("called_off")
    assert (has(), till.shop.all_live()) == (500, set())


def test_no_clock_ends_it(till: Till) -> None:
    made = exchange()

    report = end_reservations(redemption_desk.redemptions(), now=NOW + timedelta(days=400))

    assert (report.ended, has(Part.RESERVED)) == (0, 300)
    assert isinstance(hand_over(made), Done)


def test_what_the_shop_refuses_is_returned(account: None) -> None:
    with open_till("shopify") as till:
        store_credential("shopify", till.credential)
        store_program(a_program(codes_by="shopify"))
        credit(500)
        made = exchange()
        till.shop.currency = "USD"

        outcome = hand_over(made)

    assert outcome == Skipped(ShopCurrencyError.code)
    found = stored(made)
    assert (found.status, has(), has(Part.RESERVED)) == (RedemptionStatus.RELEASED, 500, 0)
    assert found.exchange
    assert found.exchange.reason == ShopCurrencyError.code
    letter = stores.outbox().get(f"{made.redemption_id}#refusal")
    assert (letter.topic, letter.person_id) == (Topic.EXCHANGE_REFUSED, "adv_ada")
    assert letter.data["reward"] == {"kind": "store_credit", "amount": 300}
    assert is_sound()


def test_one_that_is_parked_can_be_let_go_and_its_code_ends(till: Till) -> None:
    made = exchange()
    with silent_once_made(till):
        assert isinstance(hand_over(made), TryAgain)
    till.shop.known = False
    _park(made)
    desk = redemption_desk.redemptions()

    release_redemption(made.redemption_id, desk, now=NOW)

    assert (has(), has(Part.RESERVED)) == (500, 0)
    assert stores.outbox().get(exchange_item_id(made.redemption_id)).state is DeliveryState.PENDING
    assert isinstance(hand_over(made), Hopeless)
    till.shop.known = True
    assert until_done(made)[-1] == Skipped("called_off")
    assert (till.shop.all_live(), has()) == (set(), 500)
    assert is_sound()


def test_a_code_made_while_it_was_returned_ends(till: Till) -> None:
    made = exchange()
    till.server.before = partial(_cancel_once, made.redemption_id)

    outcomes = until_done(made)

    assert outcomes[-1] == Skipped(ERASED)
    assert (till.shop.all_live(), has(), has(Part.RESERVED)) == (set(), 500, 0)
    assert is_sound()


def _park(made: Redemption) -> None:
    outbox = stores.outbox()
    item = outbox.lease(exchange_item_id(made.redemption_id), NOW)
    assert item
    outbox.settle(item, apply_outcome(item, Hopeless("no_shop_credential"), NOW, 0.5))


def _cancel_once(redemption_id: str, *_: object) -> None:
    cancel_exchange(redemption_id, ERASED, redemption_desk.redemptions(), now=NOW)


def test_a_code_that_no_till_would_know_is_not_sold(account: None) -> None:
    store_program()
    credit(500)

    with pytest.raises(NoTillError):
        exchange()
    assert has() == 500


def test_the_shop_s_own_server_is_told_of_the_code(account: None) -> None:
    store_program(a_program(webhook_url="https://shop.example/goodword"))
    credit(500)
    made = exchange()

    outcome = hand_over(made)

    code = exchange_text(keys.code_key(), made.redemption_id)
    told = stores.outbox().get(f"{made.redemption_id}#webhook-captured").data
    assert outcome == Done(code)
    assert (told["exchange"]["code"], told["captured"]) == (code, 300)


def test_a_reservation_s_reference_is_no_exchange_s(till: Till) -> None:
    reserve(100, "code-1")

    with pytest.raises(ReferenceReusedError):
        exchange(100)
    exchange(100, "code-2")
    with pytest.raises(ReferenceReusedError):
        reserve(100, "code-2")
