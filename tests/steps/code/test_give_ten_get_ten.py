"""The README's program from the button to the refund, at each shop that it may name."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goodword.commands.program import checked_rules
from referrals.desks import gift as gift_desk
from referrals.desks import reward as reward_desk
from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import GiftState
from referrals.model.program.offer import CodesBy
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.ledger import Part
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.code.end_gifts import end_gifts
from referrals.steps.reward.release_holds import release_holds
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import clock, stores
from tests.credit import has
from tests.gifts import take_gift
from tests.shops.tills import Till, open_till
from tests.steps.code.gift_orders import kept, order, report
from tests.steps.redemption.exchanges import is_sound
from tests.template import ROOT
from tests.world import NOW, a_key, a_link, a_reader, a_refund, a_token, store_credential

HOLD_OVER = NOW + timedelta(days=14)
CHARLIE = a_token(random=b"Charlie!")


@pytest.fixture(params=["shopify", "woocommerce", "stripe"])
def till(
    request: pytest.FixtureRequest, account: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Till]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    rules = checked_rules(ROOT / "program.yaml", local=True)
    there = rules.model_copy(update={"codes_by": CodesBy(request.param)})
    with open_till(request.param) as made:
        gift_desk.shop_pauses().clear()
        store_credential(made.platform, made.credential)
        stores.programs().add(
            AppliedProgram(program_id="friends", version=1, applied_at=NOW, rules=there)
        )
        stores.people().add(a_reader())
        stores.links().create(a_link(landing="welcome"))
        yield made


def end(gift: GiftCode) -> None:
    """By the clock, and by the outbox's item that tells the shop so."""
    late = gift.ends_at + timedelta(hours=1)
    end_gifts(gift_desk.gifts(), now=late)
    ends = [i for i in stores.outbox().table.scan() if i.get("topic") == "gift.code_ended"]
    for item in ends:
        deliver_gift(read_outbox_item(item), gift_desk.gifts(), now=late)


def test_from_the_button_to_the_refund(till: Till) -> None:
    gift, unused = take_gift(), take_gift(CHARLIE)
    assert till.shop.all_live() == {gift.text, unused.text}
    assert till.shop.worth(gift.text) == till.kind.percent

    report(order(gift.text))
    sides = {side.name: side.worth.words for side in stores.grants().get(str(a_key())).sides}
    assert sides == {"advocate": "10.00 EUR of store credit", "friend": "10% off this order"}
    assert (has(Part.PENDING), has()) == (1000, 0)

    release_holds(reward_desk.books(), now=HOLD_OVER)
    assert (has(Part.PENDING), has()) == (0, 1000)

    stores.conversions().record(a_key(), a_refund(4500), body="", at=HOLD_OVER)
    report(order(gift.text))
    end(unused)

    assert has() == 0
    assert [kept(each).state(HOLD_OVER) for each in (gift, unused)] == [
        GiftState.USED,
        GiftState.ENDED,
    ]
    assert unused.text not in till.shop.all_live()
    assert is_sound()
