"""What sign-ups, trials and renewals bring, in sentences."""

from typing import Any

import pytest

from referrals.model.order.payment import Act
from referrals.model.program.program import Program
from referrals.model.words.act import (
    act_sentence,
    condition_sentence,
    held_name,
    hold_sentence,
    opening_sentence,
    window_sentence,
    within_sentence,
)
from referrals.model.words.promise import program_sentences
from referrals.model.words.wording import Wording, languages, wording
from tests.subscriber import CREDIT, GIFT, POINTS
from tests.world import rules

EN = wording("en")
FREE = {"offers": [{"name": "free", "advocate": CREDIT, "friend": POINTS}]}


def condition(words: Wording, program: Program) -> str:
    qualifies = program.qualifies
    return condition_sentence(
        words,
        qualifies.on,
        on_first_bill=False,
        minimum_minor=qualifies.minimum_minor,
        currency=program.currency,
    )


def test_a_plan_says_for_how_long_and_how_much() -> None:
    offer = {"name": "monthly", "advocate": CREDIT, "friend": GIFT}
    qualifies = {"on": "renewal", "months": 12, "ceiling_minor": 2000}

    said = program_sentences(EN, rules(qualifies=qualifies, offers=[offer]))

    assert said[:2] == (
        "A friend gets 10% off the first order.",
        "You get €2.00 of store credit for each of a friend's renewals in the first 12 months;"
        " at most €20.00 per friend.",
    )


def test_renewals_stand_beside_what_a_first_order_brings() -> None:
    offer = {**FREE["offers"][0], "renewal": {"advocate": CREDIT, "friend": POINTS}}

    said = program_sentences(EN, rules(offers=[offer]))

    assert "With each renewal a friend gets 5 points." in said
    assert (
        "You get €2.00 of store credit for each of a friend's renewals in the first 12 months."
        in said
    )


@pytest.mark.parametrize("on", ["signup", "trial", "renewal"])
@pytest.mark.parametrize("tag", languages())
def test_every_language_says_each_act_on_page_and_plan(tag: str, on: str) -> None:
    words, program = wording(tag), rules(qualifies={"on": on}, **FREE)

    told = [
        words.say(act_sentence(on, "friend"), reward="5"),
        condition(words, program),
        window_sentence(words, program),
        within_sentence(words, on, 30),
        hold_sentence(words, program),
    ]

    assert all(told)
    assert condition(words, program) != condition(words, rules(**FREE))


def test_a_letter_of_a_renewal_speaks_of_staying() -> None:
    named: dict[str, Any] = {"friend": "Ben", "program": "the bakery"}

    assert opening_sentence(EN, Act.RENEWAL, "thanks", **named).startswith("Ben, whom you sent")
    assert opening_sentence(EN, Act.RENEWAL, "welcome", **named)
    assert not opening_sentence(EN, Act.SIGNUP, "thanks", **named)
    assert held_name(Act.SIGNUP, "thanks") == "acts.held_free"
    assert held_name(Act.PURCHASE, "thanks") == "thanks.held"
