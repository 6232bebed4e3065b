"""Steps, later orders, tiers, milestones and limits, kept by the step that settles."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision
from referrals.model.order.conversion import Amounts, CancellationFact
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.world import AT, NOW, a_program, add_facts, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")
FRIEND = {"kind": "discount_code", "percent": 10}
POINTS = {"kind": "points", "amount": 7}


def credit_of(minor: int) -> dict[str, Any]:
    return {"kind": "store_credit", "amount_minor": minor}


def apply_rules(advocate: dict[str, Any] | None = None, **changes: Any) -> None:
    offer = {"name": "two", "advocate": advocate or credit_of(500), "friend": FRIEND}
    more = changes.pop("later", None)
    stores.programs().add(a_program(**{"offers": [{**offer, "later": more}], **changes}))


def settle(key: str) -> RewardDecision:
    decision = settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    assert decision
    return decision


def bought(n: int, gross: int = 5000, **changes: Any) -> str:
    order = an_order(
        customer_hash=hash_of(f"friend{n}@example.com"), amounts=Amounts("EUR", gross), **changes
    )
    return refer(order, order_id=str(2000 + n), friend_id=f"fri_{n}")


def credit(asset: str = "EUR") -> int:
    account = person_account("adv_ada", "friends", asset, Part.PENDING)
    return stores.ledger().balance(account).balance


def edit(key: str, gross: int, seconds: int = 1) -> None:
    order = an_order(
        customer_hash=hash_of("friend1@example.com"),
        amounts=Amounts("EUR", gross),
        version_ms=(AT + seconds) * 1000,
    )
    add_facts(key, order)


class TestSteps:
    STAIRS = {  # noqa: RUF012
        "kind": "store_credit",
        "steps": [
            {"from_minor": 0, "amount_minor": 500},
            {"from_minor": 5000, "amount_minor": 1000},
        ],
    }

    @pytest.mark.parametrize(
        ("gross", "earned"), [(1, 500), (4999, 500), (5000, 1000), (500_000, 1000)]
    )
    def test_the_last_step_reached_is_earned(self, gross: int, earned: int) -> None:
        apply_rules(self.STAIRS)

        settle(bought(1, gross))

        assert credit() == earned

    def test_an_edited_order_moves_to_its_step_while_held(self) -> None:
        apply_rules(self.STAIRS)
        key = bought(1, 5000)
        settle(key)

        edit(key, 4999)
        settle(key)

        assert credit() == 500

    def test_points_go_by_steps_too(self) -> None:
        steps = [{"from_minor": 0, "amount": 100}, {"from_minor": 5000, "amount": 300}]
        apply_rules({"kind": "points", "steps": steps})

        settle(bought(1, 5000))

        assert credit("points") == 300


class TestWorthOfAPeriod:
    LIMIT = {"per_advocate": {"at_most_minor": 1200, "every": "month"}}  # noqa: RUF012

    def test_what_goes_beyond_is_not_given_at_all(self) -> None:
        apply_rules(limits=self.LIMIT)

        reasons = [settle(bought(n)).reason for n in range(3)]

        assert reasons == ["all_checks_passed", "all_checks_passed", "advocate_worth"]
        assert credit() == 1000

    def test_what_goes_back_makes_room_again(self) -> None:
        apply_rules(limits=self.LIMIT)
        first, _ = bought(1), settle(bought(2))
        settle(first)
        add_facts(first, CancellationFact("changed their mind", version_ms=AT * 1000))
        settle(first)

        assert settle(bought(3)).reason == "all_checks_passed"

    def test_another_month_begins_with_nothing_used(self) -> None:
        apply_rules(limits=self.LIMIT)
        for n in range(2):
            settle(bought(n))

        next_month = NOW + timedelta(days=30)

        assert settle(bought(3, occurred_at=next_month)).reason == "all_checks_passed"

    def test_an_edit_upwards_takes_no_more_than_there_is(self) -> None:
        percent = {"kind": "store_credit", "percent": 10}
        apply_rules(percent, limits=self.LIMIT)
        key = bought(1, 5000)
        settle(key)
        settle(bought(2, 5000))

        edit(key, 7010)
        settle(key)
        assert credit() == 1000

        edit(key, 7000, seconds=2)
        settle(key)
        assert credit() == 1200
        assert settle(bought(3, 10)).reason == "advocate_worth"


class TestDays:
    def test_only_so_many_orders_of_a_day_are_rewarded(self) -> None:
        apply_rules(limits={"per_day": 2})

        reasons = [settle(bought(n)).reason for n in range(3)]
        tomorrow = settle(bought(4, occurred_at=NOW + timedelta(days=1)))

        assert reasons == ["all_checks_passed", "all_checks_passed", "day_limit"]
        assert tomorrow.reason == "all_checks_passed"

    def test_an_order_that_goes_back_frees_its_day(self) -> None:
        apply_rules(limits={"per_day": 1})
        key = bought(1)
        settle(key)
        add_facts(key, CancellationFact("changed their mind", version_ms=AT * 1000))
        settle(key)

        assert settle(bought(2)).reason == "all_checks_passed"


class TestLaterOrders:
    def later_program(self) -> None:
        apply_rules(
            credit_of(500),
            later={"advocate": POINTS, "friend": FRIEND},
            qualifies={"on": "purchase", "new_customers_only": False},
            limits={"per_friend": 5},
        )

    def test_a_later_order_earns_what_is_promised_for_it(self) -> None:
        self.later_program()

        settle(bought(1))
        settle(bought(2, first_order=False))

        assert (credit(), credit("points")) == (500, 7)

    def test_an_order_found_to_be_a_later_one_keeps_its_terms(self) -> None:
        self.later_program()
        key = bought(1)
        settle(key)
        known = stores.referrals().get(key)
        figures = known.figures.model_copy(update={"first_order": False, "revision": 9})
        stores.referrals().revise(known, known.model_copy(update={"figures": figures}))

        settle(key)

        assert (credit(), credit("points")) == (500, 0)


class TestTiers:
    def test_from_its_friend_on_a_tier_pays(self) -> None:
        apply_rules(tiers=[{"name": "silver", "at": 3, "advocate": credit_of(800)}])

        earned = []
        for n in range(4):
            settle(bought(n))
            earned.append(credit())

        assert earned == [500, 1000, 1800, 2600]
        assert stores.grants().get("friends#shopify#2003").tier == "silver"

    def test_an_order_keeps_the_tier_that_it_was_given_on(self) -> None:
        apply_rules(tiers=[{"name": "silver", "at": 2, "advocate": credit_of(800)}])
        first = bought(1)
        settle(first)
        settle(bought(2))

        edit(first, 6000)
        settle(first)

        assert credit() == 1300

    def test_friends_from_before_its_month_don_t_count(self) -> None:
        tier = {"name": "silver", "at": 2, "advocate": credit_of(800), "counts_from": "2026-12-01"}
        apply_rules(tiers=[tier])

        settle(bought(1))
        settle(bought(2))
        assert credit() == 1000

        settle(bought(3, occurred_at=NOW + timedelta(days=10)))
        settle(bought(4, occurred_at=NOW + timedelta(days=10)))
        assert credit() == 2300


def test_a_milestone_counts_from_its_month() -> None:
    milestone = {"at": 1, "reward": POINTS, "counts_from": "2026-12-01"}
    apply_rules(milestones=[milestone])

    settle(bought(1))
    assert credit("points") == 0

    settle(bought(2, occurred_at=NOW + timedelta(days=10)))
    assert credit("points") == 7
