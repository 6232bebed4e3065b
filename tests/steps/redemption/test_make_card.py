"""Points buy a gift card that the shop makes: one card, its code in the letter alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from referrals.desks import redemption as redemption_desk
from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Skipped, TryAgain
from referrals.model.delivery.outbox import BY_HAND
from referrals.model.delivery.value_news import exchange_item_id
from referrals.model.redemption.exchange import ERASED, exchange_text
from referrals.model.redemption.redemption import Redemption, RedemptionStatus
from referrals.model.reward.ledger import Part
from referrals.providers.shops.fulfilment import ShopCodeRefusedError, ShopCurrencyError
from referrals.steps.redemption.make_card import CardUnknownError, makes_card
from referrals.steps.redemption.release_redemption import cancel_exchange
from referrals.steps.redemption.settle_exchange import settle_exchange
from referrals.wiring import keys, stores
from tests.credit import credit, has
from tests.shops.card_shop import WORDS, CardShop, open_card_shop
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer
from tests.steps.redemption.exchanges import exchange, hurried, is_sound, stored
from tests.steps.reward.credit_account import LATER, SOON
from tests.world import NOW, a_program, store_credential, store_program

CARD = {"item": "card", "points": 500, "gives": {"kind": "gift_card", "amount_minor": 2500}}
DEAR = {"item": "dear", "points": 500, "gives": {"kind": "gift_card", "amount_minor": 250_000}}
UNKNOWN = TryAgain(CardUnknownError.code)


@dataclass
class CardTill:
    shop: CardShop
    server: ShopServer

    def lose(self, *, done: bool) -> None:
        """The answer to the next card that is asked for."""
        well = self.server.well

        def answer(asked: ShopQuestion) -> ShopReply:
            if b"giftCardCreate" not in asked.raw:
                return well(asked)
            self.server.well = well
            if done:
                well(asked)
            return ShopReply(b"", 502)

        self.server.well = answer


@pytest.fixture
def till(account: None) -> Iterator[CardTill]:
    with open_card_shop() as (shop, server):
        store_credential("shopify", " ".join((server.url, *WORDS)))
        given = {"catalogue": [CARD, DEAR], "webhook_url": "https://shop.example/h"}
        store_program(a_program(codes_by="shopify", **given))
        credit(600, "points")
        yield CardTill(shop, server)


def hand_over(made: Redemption, now: datetime = NOW, by_hand: str = "") -> DeliveryOutcome:
    item = stores.outbox().get(exchange_item_id(made.redemption_id))
    said = {"by_hand": {"code": by_hand, "made_by": "eve"}} if by_hand else {}
    return settle_exchange(
        item.model_copy(update={"data": {**item.data, **said}}), hurried(), now=now
    )


def test_one_card_is_made_and_told_in_full_by_letter_alone(till: CardTill) -> None:
    made = exchange(item="card")
    assert made.exchange
    assert makes_card(made.exchange)

    assert isinstance(hand_over(made), Done)
    assert isinstance(hand_over(made), Done)

    (card,) = till.shop.live
    found = stored(made).exchange
    assert found
    assert (found.code.lower(), card["initialValue"]["amount"]) == (card["code"], "25.00")
    told = stores.outbox().get(f"{made.redemption_id}#webhook-captured").data["exchange"]["code"]
    letter = stores.outbox().get(f"{made.redemption_id}#letter").data["code"]
    assert (letter, told) == (found.code, f"…{found.code[-4:]}")
    assert (has(asset="points"), has(Part.RESERVED, "points")) == (100, 0)


@pytest.mark.parametrize("done", [True, False])
def test_a_lost_answer_leaves_one_card(till: CardTill, done: bool) -> None:
    made = exchange(item="card")
    till.lose(done=done)

    assert isinstance(hand_over(made), TryAgain)
    assert has(Part.RESERVED, "points") == 500
    assert isinstance(hand_over(made, SOON), Done)

    assert len(till.shop.cards) == 1


def test_a_card_that_is_shown_late_is_no_second_one(till: CardTill) -> None:
    made = exchange(item="card")
    till.lose(done=True)
    hand_over(made)
    till.shop.found_late = True

    assert hand_over(made, SOON) == UNKNOWN
    till.shop.found_late = False
    assert isinstance(hand_over(made, LATER), Done)

    assert len(till.shop.cards) == 1


def test_a_code_of_somebody_else_s_card_is_let_be(till: CardTill) -> None:
    made = exchange(item="card")
    theirs = exchange_text(keys.code_key(), made.redemption_id).lower()
    money = {"amount": "9.00", "currencyCode": "EUR"}
    other = {"id": "gid://shopify/GiftCard/1", "enabled": True, "code": theirs, "note": ""}
    till.shop.cards.append({**other, "initialValue": money})

    assert hand_over(made) == UNKNOWN
    assert isinstance(hand_over(made), Done)

    found = stored(made).exchange
    assert found
    assert (found.code.lower() != theirs, len(till.shop.cards)) == (True, 2)


@pytest.mark.parametrize(
    ("item", "currency", "code"),
    [
        ("dear", "EUR", ShopCodeRefusedError.code),
        ("card", "USD", ShopCurrencyError.code),
    ],
)
def test_what_the_shop_won_t_make_returns_the_points(
    till: CardTill, item: str, currency: str, code: str
) -> None:
    till.shop.currency = currency
    made = exchange(item=item)

    assert hand_over(made) == Skipped(code)

    assert (has(asset="points"), till.shop.cards) == (600, [])
    letter = stores.outbox().get(f"{made.redemption_id}#refusal").data
    assert letter["reward"] == {"kind": "points", "amount": 500}


def test_without_the_scope_a_person_makes_it(till: CardTill) -> None:
    made = exchange(item="card")
    till.shop.allowed = False

    assert hand_over(made) == Hopeless(BY_HAND)

    found = stored(made).exchange
    assert found
    assert found.shop_code is None
    assert hand_over(made, by_hand="CARD-123456") == Done("…3456")
    assert has(asset="points") == 100


def test_a_card_of_a_return_is_ended(till: CardTill) -> None:
    made = exchange(item="card")
    till.lose(done=True)
    hand_over(made)
    cancel_exchange(made.redemption_id, ERASED, redemption_desk.redemptions(), now=NOW)
    till.shop.found_late = True

    assert (stored(made).status, has(asset="points")) == (RedemptionStatus.RELEASED, 600)
    assert hand_over(made, SOON) == UNKNOWN
    till.shop.found_late = False
    assert hand_over(made, LATER) == Skipped(ERASED)

    found = stored(made).exchange
    assert found
    assert found.shop_code
    assert (till.shop.live, found.shop_code.state) == ([], ShopCodeState.DISABLED)
    assert is_sound()
