"""The advocate's page, of things that a good word brought: codes, cards, gifts; from order on."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.people.person import Consents, friend_id_of
from referrals.providers.rewards.reward_type import FulfilmentReceipt
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.handover_desk import issued_side
from referrals.wiring import clients, stores
from tests.advocate import page, sign_in
from tests.corrector import CANCELLED, KEY, place_order, record_and_wake, shop
from tests.letters import stop_clock
from tests.portal import PortalPage
from tests.world import NOW

CODE = {"kind": "discount_code", "percent": 20, "ends_days": 30}
CARD = {"kind": "gift_card", "amount_minor": 2500}
TOTE = {"kind": "free_gift", "sku": "TOTE", "name": "a tote bag"}
TASTING = {"kind": "custom", "action": "taste", "name": "an evening of tasting", "by": "hand"}
SHELTER = {"kind": "donation", "cause": "shelter", "name": "the shelter", "amount_minor": 500}
CREDIT = {"kind": "store_credit", "amount_minor": 500}
NOTHING = "Nothing yet."
BY_HAND = "Somebody at the shop sees to it by hand"


@pytest.fixture(autouse=True)
def signed_in(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


def earn(reward: dict[str, Any], **changes: Any) -> None:
    """Ben's order brings Ada that."""
    offers = [{"name": "give", "advocate": reward, "friend": CREDIT}]
    shop(**{"hold_days": 0, "offers": offers, **changes})
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()
    place_order()


def hand_over() -> None:
    """All that waits for it, as a delivery does."""
    for item in list(clients.table("outbox").scan()):
        if item.get("channel") == "reward":
            found = stores.outbox().get(item["item_id"])
            fulfil_reward(found, delivery_desk.handover(), now=NOW)


def issue(code: str = "", **changes: Any) -> None:
    """Somebody made it, and said so."""
    grant = stores.grants().get(KEY)
    side = issued_side(grant.side("advocate"), FulfilmentReceipt(code), now=NOW)
    stores.grants().change(grant.with_side(side.model_copy(update=changes)))


def code() -> str:
    return stores.grants().get(KEY).side("advocate").code


def account_text(made: PortalPage) -> str:
    return made.text.partition("What I have")[2].partition("Settings")[0]


def text() -> str:
    return account_text(page("me"))


def copied() -> list[str]:
    """What the buttons below the link's own copy."""
    return [str(a["data-copy"]) for _, a in page("me").tags if "data-copy" in a][1:]


def test_a_discount_code_stands_with_its_end_and_what_brought_it() -> None:
    earn(CODE)
    hand_over()

    shown = text()

    assert code()
    for each in (code(), "20% off your next order", "It is valid until", "through a friend,"):
        assert each in shown
    assert NOTHING not in shown
    assert copied() == [code()]


def test_a_code_s_button_waits_for_the_script() -> None:
    earn(CODE)
    hand_over()

    made = page("me")

    (button,) = [a for _, a in made.tags if a.get("data-copy") == code()]
    assert ("hidden" in button, button["data-done"]) == (True, "Copied")
    assert any(a.get("id") == button["aria-describedby"] for _, a in made.tags)


def test_a_thing_waits_until_its_day() -> None:
    earn(CODE, hold_days=14)

    assert "It will be yours on" in text()
    assert copied() == []


@pytest.mark.parametrize(
    ("reward", "name"),
    [
        (CARD, "a gift card of €25.00"),
        (TOTE, "a free gift: a tote bag"),
        (TASTING, "an evening of tasting"),
    ],
)
def test_what_a_person_hands_over_says_so(reward: dict[str, Any], name: str) -> None:
    earn(reward, codes_by="manual")
    hand_over()

    shown = text()
    issue()

    assert name in shown
    assert BY_HAND in shown
    assert NOTHING not in shown
    assert "It is yours now." in text()


def test_a_card_that_a_person_made_can_be_copied() -> None:
    earn(CARD, codes_by="manual")
    issue("GC-4711-ABCD")

    assert copied() == ["GC-4711-ABCD"]


@pytest.mark.parametrize("reward", [TOTE, SHELTER])
def test_what_has_no_code_is_there_all_the_same(reward: dict[str, Any]) -> None:
    earn(reward)
    hand_over()

    assert str(reward["name"]) in text()
    assert "It is yours now." in text()


def test_a_milestone_s_gift_says_which_friend_it_is_for() -> None:
    earn(CREDIT, milestones=[{"at": 2, "reward": TOTE}])
    place_order("1002", "cid@example.com")

    shown = text()

    assert "a free gift: a tote bag" in shown
    assert "For friend number 2, who came on" in shown


def test_a_code_that_went_back_is_not_shown() -> None:
    earn(CODE)
    hand_over()
    before = code()
    record_and_wake(CANCELLED)

    shown = text()

    assert before
    assert before not in page("me").text
    assert "Went back" in shown
    assert "Your friend's order was cancelled." in shown
    assert NOTHING not in shown


def test_a_code_that_was_used_before_its_order_went_back() -> None:
    earn(CODE)
    used = ShopCode(platform="shopify", code="X", reward_id="r", state=ShopCodeState.USED)
    issue("TAKEN-1", shop_code=used, reversed=1)

    assert "This code has been used" in text()
    assert copied() == []


def test_a_code_whose_time_is_over_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    earn(CODE)
    hand_over()
    stop_clock(monkeypatch, NOW + timedelta(days=30))

    assert "This code has ended." in text()
    assert copied() == []


def test_a_friend_is_named_only_where_they_agreed() -> None:
    earn(CODE)
    hand_over()
    friend, named = friend_id_of(KEY), Consents(show_first_name=True).model_dump()
    stores.people().change(friend, name="Ben Miller")
    quiet = text()

    stores.people().change(friend, consents=named)

    assert "Ben" not in quiet
    assert "Earned through Ben, " in text()


def test_things_beyond_ten_stand_folded() -> None:
    earn(CODE)
    for number in range(11):
        place_order(f"20{number:02}", f"f{number}@example.com")
    hand_over()

    assert len(copied()) == 12
    assert "More, and what is over" in text()
