"""Each rule by itself: what it answers, what it says it saw, and when it is not asked again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from referrals.model.program.budget import Shard
from referrals.model.program.program import Program
from referrals.model.program.tally import Tally
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.rule import LOSS_REASONS, RULES, About
from tests.model.reward.reward_questions import (
    a_question,
    a_used_tally,
    following_question,
    other_pair,
)
from tests.world import rules

PAGE = Path(__file__).parents[3] / "docs/algorithms/rewards.md"
BY_NAME = {rule.name: rule for rule in RULES}
ANY, LATER = rules(qualifies={"on": "purchase"}), rules(qualifies={"new_customers_only": False})
LEAST = rules(qualifies={"minimum_minor": 2000})
LIMITED = rules(limits={"per_advocate": {"count": 3, "every": "month"}, "per_friend": 2})
WORTH = rules(limits={"per_advocate": {"at_most_minor": 20_000, "every": "month"}})
DAILY = rules(limits={"per_day": 2})
BUDGET = rules(limits={"budget_minor": 1000})
LOST: dict[str, Any] = {"gross_minor": 5000, "lost_minor": 5000}

CASES: list[tuple[str, Program | None, dict[str, Any], bool | None, str]] = [
    ("program_running", None, {}, True, "running"),
    ("program_running", rules(paused=True), {}, False, "paused"),
    ("real_order", None, {}, True, "a real order"),
    ("real_order", None, {"test": True}, False, "a test order"),
    ("real_order", rules(test_mode=True), {"test": True}, True, "a test order"),
    ("not_cancelled", None, {}, True, "kept"),
    ("not_cancelled", None, {"cancelled": True}, False, "cancelled"),
    ("not_refunded", None, {}, True, "0.00 EUR of 50.00 EUR went back"),
    ("not_refunded", None, {"lost_minor": 1000}, True, "10.00 EUR of 50.00 EUR went back"),
    ("not_refunded", None, {"lost_minor": 4999}, True, "49.99 EUR of 50.00 EUR went back"),
    ("not_refunded", None, LOST, False, "50.00 EUR of 50.00 EUR went back"),
    ("not_refunded", None, {"lost_minor": 5001}, False, "50.01 EUR of 50.00 EUR went back"),
    ("not_refunded", None, {**LOST, "disputed": True}, True, "50.00 EUR of 50.00 EUR went back"),
    ("not_refunded", None, {"refunded": True}, False, "0.00 EUR of 50.00 EUR went back"),
    ("not_refunded", None, {"gross_minor": 0}, True, "0.00 EUR of 0.00 EUR went back"),
    (
        "not_refunded",
        None,
        {"gross_minor": 1, "lost_minor": 1},
        False,
        "0.01 EUR of 0.01 EUR went back",
    ),
    ("not_charged_back", None, {}, True, "not taken back by the bank"),
    ("not_charged_back", None, {"charged_back": True}, False, "taken back by the bank"),
    ("something_to_pay", None, {"gross_minor": 1}, True, "0.01 EUR"),
    ("something_to_pay", None, {"gross_minor": 0}, False, "0.00 EUR"),
    ("paid", None, {}, True, "paid"),
    ("paid", None, {"paid": False}, False, "not paid any more"),
    ("not_disputed", None, {"lost_minor": 4999}, True, "49.99 EUR of 50.00 EUR went back"),
    ("not_frozen", None, {}, True, "not frozen"),
    ("not_frozen", None, {"frozen": True}, False, "frozen by the shop"),
    ("advocate_worth", None, {}, None, "no limit"),
    ("advocate_worth", rules(limits={"per_advocate": {"count": 3}}), {}, None, "no limit"),
    (
        "advocate_worth",
        WORTH,
        {"advocate": Tally(subject="any", worths={"2026-11": 19_500, "2026-10": 20_000})},
        True,
        "5.00 EUR beside 195.00 EUR, at most 200.00 EUR in 2026-11",
    ),
    (
        "advocate_worth",
        WORTH,
        {"advocate": Tally(subject="any", worths={"2026-11": 19_501})},
        False,
        "5.00 EUR beside 195.01 EUR, at most 200.00 EUR in 2026-11",
    ),
    ("day_limit", None, {}, None, "no limit"),
    ("day_limit", DAILY, {"day": "2026-11-22"}, True, "0 of 2 used on 2026-11-22"),
    (
        "day_limit",
        DAILY,
        {"day": "2026-11-22", "today": Tally(subject="any", lifetime=2)},
        False,
        "2 of 2 used on 2026-11-22",
    ),
    ("not_disputed", None, LOST, False, "50.00 EUR of 50.00 EUR went back"),
    ("friend_known", None, {}, True, "known"),
    ("friend_known", None, {"customer_hash": ""}, False, "no e-mail address on the order"),
    ("first_purchase", None, {}, True, "first order"),
    ("first_purchase", None, {"first_order": False}, False, "has ordered before"),
    ("first_purchase", ANY, {"first_order": False}, None, "has ordered before"),
    ("new_customer", None, {}, True, "came new"),
    ("new_customer", ANY, {"first_order": False}, False, "was a customer before"),
    ("new_customer", ANY, {"first_order": False, "friend": a_used_tally(1)}, True, "came new"),
    ("new_customer", LATER, {"first_order": False}, None, "was a customer before"),
    ("currency", None, {}, True, "EUR"),
    ("currency", None, {"currency": "USD"}, False, "USD"),
    ("minimum", None, {}, None, "42.02 EUR net, at least 0.00 EUR"),
    ("minimum", LEAST, {"base_minor": 2000}, True, "20.00 EUR net, at least 20.00 EUR"),
    ("minimum", LEAST, {"base_minor": 1999}, False, "19.99 EUR net, at least 20.00 EUR"),
    ("advocate_limit", None, {"advocate": a_used_tally(9)}, None, "no limit"),
    ("advocate_limit", LIMITED, {}, True, "0 of 3 used in 2026-11"),
    ("advocate_limit", LIMITED, {"advocate": a_used_tally(2)}, True, "2 of 3 used in 2026-11"),
    ("advocate_limit", LIMITED, {"advocate": a_used_tally(3)}, False, "3 of 3 used in 2026-11"),
    ("friend_limit", LIMITED, {"friend": a_used_tally(1)}, True, "1 of 2 used"),
    ("friend_limit", LIMITED, {"friend": a_used_tally(2)}, False, "2 of 2 used"),
    ("budget", None, {}, None, "no budget"),
    ("budget", BUDGET, {}, True, "9.20 EUR needed, 10.00 EUR left"),
    (
        "budget",
        BUDGET,
        {"shards": (Shard(0, spent_minor=80),)},
        True,
        "9.20 EUR needed, 9.20 EUR left",
    ),
    (
        "budget",
        BUDGET,
        {"shards": (Shard(0, spent_minor=81),)},
        False,
        "9.20 EUR needed, 9.19 EUR left",
    ),
]


@pytest.mark.parametrize(("name", "program", "changes", "passed", "told"), CASES)
def test_a_rule_answers_by_what_it_sees_and_says_what_that_was(
    name: str, program: Program | None, changes: dict[str, Any], passed: bool | None, told: str
) -> None:
    answer = BY_NAME[name].ask(a_question(program, **changes))

    assert (answer.passed, answer.input) == (passed, told)


def test_a_friend_without_a_name_of_their_own_is_not_known() -> None:
    question = a_question()
    nobody = question.referral.model_copy(update={"friend_id": ""})

    assert BY_NAME["friend_known"].ask(replace(question, referral=nobody)).passed is False


def test_an_advocate_s_other_periods_don_t_count() -> None:
    tally = Tally(subject="any", lifetime=9, periods={"2026-10": 3, "2026-11": 1})

    answer = BY_NAME["advocate_limit"].ask(a_question(LIMITED, advocate=tally))

    assert (answer.passed, answer.input) == (True, "1 of 3 used in 2026-11")


GIVEN = following_question(a_question())


@pytest.mark.parametrize(
    ("question", "settled"),
    [
        (a_question(), ""),
        (GIVEN, "program advocate friend budget"),
        (other_pair(GIVEN, advocate="adv_cleo"), "program friend"),
        (other_pair(GIVEN, friend="fri_zed"), "program advocate"),
        (other_pair(GIVEN, advocate="adv_cleo", friend="fri_zed"), "program"),
    ],
    ids=["nothing given", "given", "another advocate", "another friend", "both others"],
)
def test_who_has_a_place_is_not_asked_for_it_again(question: RewardQuestion, settled: str) -> None:
    kinds = [about.value for about in About]
    first = {rule.about: rule for rule in reversed(RULES)}

    found = [kind for kind in kinds if first[About(kind)].is_settled(question)]

    assert " ".join(found) == settled


def test_the_page_lists_the_rules_as_they_are_asked() -> None:
    table = PAGE.read_text().partition("| Check | Is about |")[2].partition("\n\n")[0]
    rows = [line.split(" | ")[:3] for line in table.splitlines()[2:]]

    asked = [[f"| {rule.name}", rule.about.value, f"`{rule.reason}`"] for rule in RULES]
    assert rows == asked


def test_what_may_pass_by_itself_keeps_the_place_meanwhile() -> None:
    assert {rule.reason for rule in RULES if rule.is_temporary} == {
        "nothing_paid",
        "unpaid",
        "disputed",
        "under_review",
        "veto_awaited",
        "frozen",
    }


def test_what_went_back_is_reversed_and_not_withheld() -> None:
    assert {"cancelled", "refunded", "charged_back", "unpaid", "disputed"} == LOSS_REASONS
