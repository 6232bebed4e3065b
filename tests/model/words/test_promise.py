"""A program in sentences: the figures of docs/rewards.md, and every language."""

from datetime import date
from typing import Any

import pytest

from referrals.model.program.budget import Shard
from referrals.model.program.outlook import BudgetOutlook, budget_outlook
from referrals.model.program.program import Program
from referrals.model.words.promise import program_sentences
from referrals.model.words.wording import languages, wording
from tests.world import rules

CREDIT = {"kind": "store_credit", "amount_minor": 1000}
STEPS = {
    "kind": "store_credit",
    "steps": [{"from_minor": 0, "amount_minor": 500}, {"from_minor": 5000, "amount_minor": 1000}],
}


def offers(advocate: dict[str, Any], friend: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return [{"name": "give-get", "advocate": advocate, "friend": friend, **more}]


GIVE_GET = rules(
    offers=offers(CREDIT, {"kind": "discount_code", "percent": 10, "when": "first_order"}),
    qualifies={"minimum_minor": 2000},
    limits={
        "per_advocate": {"at_most_minor": 20_000, "every": "month"},
        "budget_minor": 500_000,
    },
)
EVERYTHING = rules(
    paused=True,
    also={"USD": "1.08"},
    offers=[
        *offers(STEPS, {"kind": "discount_code", "amount_minor": 500}),
        {
            "name": "points",
            "advocate": {"kind": "points", "amount": 5},
            "friend": {"kind": "free_gift", "sku": "TOTE"},
            "later": {"advocate": CREDIT, "friend": {"kind": "points", "amount": 1}},
        },
    ],
    qualifies={"on": "purchase"},
    tiers=[{"name": "gold", "at": 10, "advocate": CREDIT, "counts_from": "2027-01-01"}],
    milestones=[
        {"at": 3, "reward": {"kind": "points", "amount": 500}},
        {"at": 4, "reward": CREDIT, "counts_from": "2027-01-01"},
    ],
    limits={
        "per_advocate": {"count": 20, "at_most_minor": 20_000, "every": "year"},
        "per_friend": 2,
        "per_day": 100,
        "budget_minor": 500_000,
        "when_spent": "wait",
    },
)


def say(program: Program, outlook: BudgetOutlook | None = None, tag: str = "en") -> str:
    return "\n".join(program_sentences(wording(tag), program, outlook))


def test_a_program_is_told_as_a_marketer_would_tell_it() -> None:
    assert program_sentences(wording("en"), GIVE_GET, BudgetOutlook(12_345, date(2027, 3, 12))) == (
        "A friend gets 10% off the first order of €20.00 or more.",
        "You get €10.00 of store credit when a friend whom you sent has placed such an order.",
        "Goods only: tax, shipping and tips don't count.",
        "Only new customers count.",
        "An order counts within 30 days of the click.",
        "It is yours after 14 days, in case the order goes back.",
        "You get at most €200.00 a month.",
        "Of the budget of €5,000.00, €123.45 is left.",
        "At today's rate the budget lasts until 12 March 2027.",
    )


def test_a_code_for_the_next_order_is_not_promised_for_this_one() -> None:
    told = say(rules(qualifies={"minimum_minor": 2000}))

    assert "A friend gets 10% off the next order after a first order of €20.00 or more." in told


def test_steps_are_told_one_by_one() -> None:
    told = say(rules(offers=offers(STEPS, {"kind": "points", "amount": 1})))

    assert "You get up to €10.00 of store credit, by the size of the order when" in told
    assert "For smaller orders that is €5.00 of store credit." in told
    assert "From €50.00 on it is €10.00 of store credit." in told


@pytest.mark.parametrize("every", ["week", "month", "year", "ever"])
@pytest.mark.parametrize("tag", languages())
def test_every_limit_has_words_in_every_language(tag: str, every: str) -> None:
    own = {"count": 20, "at_most_minor": 20_000, "every": every}

    told = say(rules(limits={"per_advocate": own, "budget_minor": 1}), BudgetOutlook(0, None), tag)

    assert len(told.splitlines()) == 9


@pytest.mark.parametrize("tag", languages())
def test_all_that_a_program_can_say_is_said_in_every_language(tag: str) -> None:
    told = program_sentences(wording(tag), EVERYTHING)

    assert len(told) == len(set(told)) == 25
    assert not any("{" in sentence or "None" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("spent", "given", "until"),
    [
        (60_000, 30_000, date(2027, 1, 1)),
        (60_000, 30_001, date(2026, 12, 31)),
        (100_000, 30_000, date(2026, 11, 22)),
        (60_000, 0, None),
        (60_000, -5, None),
        (60_000, 1, None),
    ],
    ids=["forty days", "a little less", "spent", "nothing given", "more came back", "for ever"],
)
def test_a_budget_lasts_as_the_last_thirty_days_say(
    spent: int, given: int, until: date | None
) -> None:
    outlook = budget_outlook(100_000, [Shard(0, spent_minor=spent)], given, date(2026, 11, 22))

    assert outlook == BudgetOutlook(100_000 - spent, until)


@pytest.mark.parametrize("tag", languages())
def test_a_catalogue_is_told_with_its_prices(tag: str) -> None:
    gives = {"kind": "discount_code", "amount_minor": 500}
    shop = rules(catalogue=[{"item": "five-off", "points": 500, "gives": gives}])

    told = program_sentences(wording(tag), shop)

    assert any("500" in sentence for sentence in told)
    if tag == "en":
        assert "500 points buy this: €5.00 off your next order." in told


TENTH = {"kind": "store_credit", "percent": 10}
ROUNDED = {**TENTH, "round_to_minor": 100, "at_most_minor": 2000}
TELLS = "Whoever gets such a reward can tell from it what the friend's order came to."


@pytest.mark.parametrize(
    ("more", "tells"),
    [
        ({"offers": offers(TENTH, CREDIT)}, True),
        ({"offers": offers(CREDIT, TENTH)}, False),
        ({"offers": offers(ROUNDED, CREDIT)}, False),
        ({"offers": offers(STEPS, CREDIT)}, False),
        ({"offers": offers(CREDIT, CREDIT, later={"advocate": TENTH, "friend": CREDIT})}, True),
        ({"offers": offers(CREDIT, CREDIT), "milestones": [{"at": 3, "reward": TENTH}]}, True),
        (
            {
                "offers": offers(CREDIT, CREDIT),
                "tiers": [{"name": "gold", "at": 3, "advocate": TENTH}],
            },
            True,
        ),
    ],
)
def test_a_reward_that_tells_the_order_says_so(more: dict[str, Any], tells: bool) -> None:
    program = rules(**more)

    assert program.tells_order is tells
    assert (TELLS in program_sentences(wording("en"), program)) is tells


def test_a_percentage_is_promised_with_its_step_and_ceiling() -> None:
    sentences = program_sentences(wording("en"), rules(offers=offers(ROUNDED, CREDIT)))

    promised = "10% of that order as store credit, to the nearest €1.00, €20.00 at most"
    assert any(promised in sentence for sentence in sentences)


@pytest.mark.parametrize("tag", languages())
def test_what_tells_an_order_is_said_in_every_language(tag: str) -> None:
    exact, rounded = (
        program_sentences(wording(tag), rules(offers=offers(terms, CREDIT)))
        for terms in (TENTH, ROUNDED)
    )

    assert len(exact) == len(rounded) + 1
    assert not any("{" in sentence or "promise." in sentence for sentence in (*exact, *rounded))
