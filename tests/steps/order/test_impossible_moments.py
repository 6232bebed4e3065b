"""Moments that were stored before they were bounded: everything goes past them, and on."""

from collections.abc import Iterator
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import people as people_desk
from referrals.desks import reward as reward_desk
from referrals.model.moment import moment_of
from referrals.model.order.claim import Claimant, ClaimFact
from referrals.model.order.conversion import Signals
from referrals.model.words.wording import wording
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.steps.privacy.erase_person import erase_person
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.insight.countable import COUNTS
from referrals.store.order.conversion import order_key
from referrals.views.insight.insight_check import insight_check
from referrals.views.order.claim_standing import claim_answer
from referrals.views.order.conversion_story import conversion_story
from referrals.views.privacy.person_data import person_data
from referrals.wiring import clients, stores
from tests.world import AT, NOW, a_key, a_refund, a_token, an_order, hash_of, store_program

# The year 0 in a zone that is ahead, and beyond the last year.
IMPOSSIBLE = (-62_135_596_800 - 50_400, 253_402_300_800, 10**17)
BEN = hash_of("ben@example.com")

at_any = pytest.mark.parametrize("seconds", IMPOSSIBLE)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def a_claim(seconds: int) -> ClaimFact:
    return ClaimFact(
        f"clm_{'0' * 26}",
        Claimant.FRIEND,
        "ada-bakes",
        BEN,
        moment_of(seconds),
        AT * 1000,
        "Ada did",
    )


def report(*facts: Any) -> None:
    for fact in facts:
        stores.conversions().record(a_key(), fact, body="sha", at=NOW)


def story_after_waking() -> dict[str, Any]:
    """Woken as by the streams; what became of the order, by its story."""
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)
    views = (stores.conversions(), stores.referrals(), stores.grants())
    return conversion_story(a_key(), *views, words=wording("en")).model_dump(mode="json")


def deviations() -> list[Any]:
    tables = {noun: clients.table(noun) for noun in COUNTS}
    return insight_check(tables, stores.insights(), stores.programs(), now=NOW)


def changes() -> Iterator[ItemChange]:
    for noun in COUNTS:
        for number, item in enumerate(clients.table(noun).scan()):
            yield ItemChange(f"{noun}{number}", noun, item, {}, inserted=True)


@at_any
def test_a_claim_that_cannot_be_is_judged_and_earns_nothing(seconds: int) -> None:
    report(an_order(customer_hash=BEN), a_claim(seconds))

    told = story_after_waking()

    assert told["attribution"]["reason"] == "outside_window"
    answer = claim_answer(
        a_key(),
        a_claim(seconds).claim_id,
        stores.conversions(),
        stores.referrals(),
        words=wording("en"),
    )
    assert answer.status == "refused"


@at_any
def test_beside_such_a_claim_refunds_still_reach_the_reward(seconds: int) -> None:
    report(an_order(customer_hash=BEN, signals=Signals(click_tokens=(a_token(),))))
    story_after_waking()

    report(a_claim(seconds), a_refund(5000))

    told = story_after_waking()
    assert told["attribution"]["advocate_id"] == "adv_ada"
    assert all(grant["amount"] == grant["reversed"] for grant in told["grants"])


@at_any
def test_an_order_that_cannot_be_is_judged_and_earns_nothing(seconds: int) -> None:
    signals = Signals(click_tokens=(a_token(),))
    report(
        an_order(customer_hash=BEN, occurred_at=moment_of(seconds), signals=signals),
        a_claim(seconds),
    )

    told = story_after_waking()

    assert told["attribution"]["reason"] == "outside_window"


@at_any
def test_the_numbers_go_past_such_an_order(seconds: int) -> None:
    report(an_order(customer_hash=BEN, occurred_at=moment_of(seconds)), a_claim(seconds))
    story_after_waking()

    roll_up(list(changes()), stores.insights(), stores.programs(), now=NOW)

    assert deviations() == []


@at_any
def test_who_is_in_such_an_order_can_be_told_and_forgotten(seconds: int) -> None:
    report(an_order(customer_hash=BEN, occurred_at=moment_of(seconds)), a_claim(seconds))
    story_after_waking()

    files = people_desk.files()
    person_data(BEN, (a_key(),), files, most_text=1000, words=wording("en"), now=NOW)
    done = erase_person(
        BEN, [a_key()], people_desk.files(), lambda hashed: f"erased:{hashed[:8]}", now=NOW
    )

    assert done.orders == 1
    item = clients.table("conversions").get(order_key(a_key())) or {}
    assert BEN not in repr(item)
    assert moment_of(seconds).tzinfo
