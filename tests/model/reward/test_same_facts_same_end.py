"""Whatever an order went through, the same facts end in the same decision, words and balances."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from referrals.model.attribution.referral import RewardDecision
from referrals.model.money import portion
from tests.model.reward.in_memory_books import ADA, CLEO, InMemoryBooks, some_figures
from tests.reward_sentences import for_advocate, for_friend

FACTS = st.fixed_dictionaries(
    {
        "gross": st.sampled_from([1500, 2000, 3333, 5000, 8000]),
        "paid": st.booleans(),
        "cancelled": st.booleans(),
        "back": st.sampled_from([0, 1, 30, 70, 100]),
        "bank": st.sampled_from([0, 30, 100]),
        "lost": st.booleans(),
        "to": st.sampled_from([ADA, CLEO]),
    }
)


def as_figures(facts: dict[str, Any]) -> dict[str, Any]:
    gross = facts["gross"]
    back, bank = portion(gross, facts["back"], 100), portion(gross, facts["bank"], 100)
    final = back + bank if facts["lost"] else back
    return {
        "gross_minor": gross,
        "base_minor": gross,
        "paid": facts["paid"],
        "cancelled": facts["cancelled"],
        "lost_minor": gross if facts["cancelled"] else min(back + bank, gross),
        "refunded": back >= gross,
        "charged_back": bool(facts["lost"] and bank) and final >= gross,
        "disputed": bank > 0,
        "bank_minor": bank,
    }


def outcome_of(decision: RewardDecision) -> tuple[object, ...]:
    checks = tuple((check.rule, check.verdict) for check in decision.checks)
    assert decision.facts is not None
    facts = decision.facts.model_copy(update={"former": None})
    sentences = for_advocate(decision), for_friend(decision)
    return decision.status, decision.reason, facts, sentences, checks


@given(st.lists(FACTS, min_size=1, max_size=5))
@settings(max_examples=400, deadline=None)
def test_whatever_came_before_the_same_facts_end_the_same(life: list[dict[str, Any]]) -> None:
    books, anew = InMemoryBooks(), InMemoryBooks()
    key = books.order(1)

    for facts in life:
        books.correct(key, facts["to"])
        last = books.change(key, **as_figures(facts)).decision
    at_once = some_figures(**{**as_figures(life[-1]), "customer_hash": "friend1"})
    other = anew.order(1, at_once, advocate_id=life[-1]["to"])
    first = anew.correct(other, life[-1]["to"]).decision

    assert outcome_of(last) == outcome_of(first)
    assert books.live(key) == anew.live(other)
