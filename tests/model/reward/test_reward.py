"""What an order earns, or the one reason why not; the figures of docs/algorithms/rewards.md."""

from collections import Counter
from typing import Any

import pytest

from referrals.model.attribution.referral import RewardStatus, Verdict
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.model.reward.rule import RULES
from referrals.model.words.decision import remedy
from referrals.model.words.wording import wording
from tests.model.reward.reward_questions import a_used_tally, decision_on
from tests.reward_sentences import for_advocate, for_friend, nothing
from tests.world import rules


def test_an_order_that_passes_every_check_earns_both_sides() -> None:
    decision = decision_on()

    assert decision.status is RewardStatus.GRANTED
    assert for_advocate(decision) == (
        "A friend came through you. Thank you. This is what you earned: €5.00 of store credit. "
        "It will be yours on 6 December 2026. We wait until then in case the order is sent back."
    )
    assert for_friend(decision) == (
        "A friend sent you to us, and we are glad you came. This is for you: 10% off your next "
        "order. It will be yours on 6 December 2026. We wait until then in case your order is "
        "sent back."
    )


REASONS = {rule.name: rule.reason for rule in RULES}
LIMITED = rules(limits={"per_advocate": {"count": 20, "every": "month"}, "per_friend": 2})


@pytest.mark.parametrize(
    ("program", "changes", "reason"),
    [
        (rules(paused=True), {}, "program_paused"),
        (None, {"test": True}, "test_order"),
        (None, {"gross_minor": 0, "base_minor": 0}, "nothing_paid"),
        (None, {"cancelled": True, "lost_minor": 5000}, "cancelled"),
        (None, {"disputed": True, "lost_minor": 5000}, "disputed"),
        (None, {"refunded": True, "lost_minor": 5000}, "refunded"),
        (None, {"charged_back": True, "disputed": True, "lost_minor": 5000}, "charged_back"),
        (None, {"paid": False}, "unpaid"),
        (None, {"customer_hash": ""}, "friend_unknown"),
        (None, {"first_order": False}, "not_the_first_purchase"),
        (rules(qualifies={"on": "purchase"}), {"first_order": False}, "not_a_new_customer"),
        (None, {"currency": "USD"}, "other_currency"),
        (rules(qualifies={"minimum_minor": 4203}), {}, "below_minimum"),
        (LIMITED, {"advocate": a_used_tally(20)}, "advocate_limit"),
        (LIMITED, {"friend": a_used_tally(2)}, "friend_limit"),
        (rules(limits={"budget_minor": 919}), {}, "budget_spent"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_first_no_decides_and_says_what_would_change_it(
    program: Program | None, changes: dict[str, Any], reason: str
) -> None:
    decision = decision_on(program, **changes)

    failed = [check for check in decision.checks if check.verdict is Verdict.FAIL]
    went_back = reason in ("cancelled", "disputed", "refunded", "charged_back", "unpaid")
    status = RewardStatus.REVERSED if went_back else RewardStatus.WITHHELD
    assert (decision.status, decision.reason) == (status, reason)
    assert [REASONS[check.rule] for check in failed] == [reason]
    assert remedy(wording("en"), failed[0])
    assert (for_advocate(decision), for_friend(decision)) == nothing(reason)


@pytest.mark.parametrize(
    ("program", "changes"),
    [
        (rules(test_mode=True), {"test": True}),
        (rules(qualifies={"minimum_minor": 4202}), {}),
        (LIMITED, {"advocate": a_used_tally(19)}),
        (LIMITED, {"advocate": a_used_tally(20, "2026-10")}),
        (LIMITED, {"friend": a_used_tally(1)}),
        (rules(limits={"budget_minor": 920}), {}),
    ],
    ids=[
        "a test order in test mode",
        "exactly the minimum",
        "the last place of the month",
        "a full month before this one",
        "a second grant of two",
        "exactly the rest of the budget",
    ],
)
def test_what_just_fits_is_granted(program: Program | None, changes: dict[str, Any]) -> None:
    assert decision_on(program, **changes).status is RewardStatus.GRANTED


def test_a_friend_who_came_new_stays_welcome_for_later_orders() -> None:
    program = rules(qualifies={"on": "purchase"}, limits={"per_friend": 3})

    assert (
        decision_on(program, first_order=False, friend=a_used_tally(1)).status
        is RewardStatus.GRANTED
    )


def test_rules_that_are_off_and_rules_after_a_no_are_skipped() -> None:
    decision = decision_on(rules(paused=True))

    verdicts = [check.verdict for check in decision.checks]
    asked = [rule for rule in RULES if not rule.is_rare]
    assert verdicts == [Verdict.FAIL, *[Verdict.SKIP] * (len(asked) - 1)]
    assert Verdict.SKIP in [check.verdict for check in decision_on().checks]


def test_a_code_always_gets_the_same_offer() -> None:
    program = rules(offers=[an_offer("joy", 1), an_offer("more-joy", 3), an_offer("none", 0)])

    names = [offer_for(program, f"code-{n}").name for n in range(4000)]

    assert names == [offer_for(program, f"code-{n}").name for n in range(4000)]
    assert Counter(names)["more-joy"] == pytest.approx(3000, abs=150)
    assert "none" not in names


def an_offer(name: str, weight: int) -> dict[str, Any]:
    sides = {"advocate": {"kind": "points", "amount": 1}, "friend": {"kind": "points", "amount": 1}}
    return {"name": name, "weight": weight, **sides}
