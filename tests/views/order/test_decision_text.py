"""A decision in the reader's language; one of before facts were kept, off its grant."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.reward.grant import Grant
from referrals.model.words.wording import languages, wording
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.attribution.referral import as_item, read_referral
from referrals.views.order.decision_text import RewardText, reward_text, side_text
from referrals.wiring import stores
from tests.world import NOW, a_program, a_refund, add_facts, an_order, refer

pytestmark = pytest.mark.usefixtures("account")


def an_order_settled(*facts: Any, **program: Any) -> tuple[Referral, Grant]:
    stores.programs().add(a_program(**program))
    key = refer(an_order())
    settle(key)
    for fact in facts:
        add_facts(key, fact)
        settle(key)
    return stores.referrals().get(key), stores.grants().get(key)


def settle(key: str) -> None:
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def written_before(referral: Referral) -> Referral:
    """As an item of before facts were kept: with sentences, and remedies in its checks."""
    item = as_item(referral)
    reward = {name: value for name, value in item["reward"].items() if name != "facts"}
    reward["checks"] = [{**check, "remedy": "A larger order."} for check in reward["checks"]]
    prose = {"for_advocate": "Thanks!", "for_friend": "Hi!", "for_former": ""}
    return read_referral({**item, "reward": {**reward, **prose}})


def text_of(referral: Referral, grant: Grant | None, tag: str = "en") -> RewardText:
    text = reward_text(referral, grant, wording(tag))
    assert text is not None
    return text


def test_what_is_stored_holds_no_sentence() -> None:
    referral, _ = an_order_settled()

    stored = as_item(referral)["reward"]

    assert stored.keys() == {"status", "reason", "checks", "facts", "decided_at", "revision"}
    assert all(check.keys() == {"rule", "input", "verdict"} for check in stored["checks"])


@pytest.mark.parametrize(
    ("tag", "opening"),
    [
        ("en", "A friend came through you. Thank you. This is what you earned: €5.00"),
        ("de", "Durch Sie ist jemand zu uns gekommen. Vielen Dank. Das haben Sie verdient: 5,00"),
    ],
)
def test_a_decision_is_told_in_the_language_asked_for(tag: str, opening: str) -> None:
    text = text_of(*an_order_settled(), tag)

    assert (text.status, text.for_former) == (RewardStatus.GRANTED, "")
    assert text.for_advocate.startswith(opening)


@pytest.mark.parametrize("facts", [(), (a_refund(1667),), (a_refund(5000),)])
@pytest.mark.parametrize("tag", languages())
def test_a_decision_of_before_says_the_same_by_its_grant(tag: str, facts: tuple[Any, ...]) -> None:
    referral, grant = an_order_settled(*facts)

    old = written_before(referral)

    assert old.reward
    assert old.reward.facts is None
    assert text_of(old, grant, tag) == text_of(referral, grant, tag)


def test_what_the_hold_has_let_go_is_theirs_now() -> None:
    referral, held = an_order_settled()
    release_holds(reward_desk.books(), now=NOW + timedelta(days=15))

    released = stores.grants().get(referral.key)

    assert "It will be yours on 6 December 2026." in text_of(referral, held).for_advocate
    assert text_of(referral, released).for_advocate.endswith("It is yours now.")


def test_a_decision_of_before_without_a_grant_tells_its_reason() -> None:
    stores.programs().add(a_program(paused=True))
    key = refer(an_order())
    settle(key)
    referral = stores.referrals().get(key)

    assert text_of(written_before(referral), None) == text_of(referral, None)


def test_a_reward_that_no_language_knows_is_named_by_its_own_words() -> None:
    referral, grant = an_order_settled()
    worth = grant.sides[0].worth.model_copy(update={"words": "a planted tree"})
    tree = grant.sides[0].model_copy(update={"terms": {"kind": "tree"}, "worth": worth})
    planted = grant.model_copy(update={"sides": (tree, *grant.sides[1:])})

    assert side_text(tree, "EUR", wording("de")) == "a planted tree"
    assert "a planted tree" in text_of(written_before(referral), planted).for_advocate


def test_a_side_is_named_by_all_that_was_given() -> None:
    _, grant = an_order_settled(a_refund(1667))

    assert [side_text(side, "EUR", wording("en")) for side in grant.sides] == [
        "€5.00 of store credit",
        "10% off your next order",
    ]


def test_a_failed_check_has_its_remedy_in_the_language_asked_for() -> None:
    stores.programs().add(a_program(paused=True))
    key = refer(an_order())
    settle(key)

    checks = text_of(stores.referrals().get(key), None, "fr").checks

    assert [check.remedy for check in checks if check.remedy] == [
        "La décision est reprise d’elle-même dès que la boutique relance le programme."
    ]
