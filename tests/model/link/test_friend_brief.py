"""A brief of the rules says what the rules say, of every link and of old versions, too."""

from typing import Any

import pytest

from referrals.model.code.gift_text import joint_gift_place
from referrals.model.link.friend_brief import read_brief
from referrals.model.link.offer_terms import with_first_order, with_joint_code
from referrals.model.program.program import rules_json
from referrals.model.reward.decision import joint_place, offer_for
from tests.world import a_program

GIFT = {"kind": "discount_code", "percent": 10, "when": "first_order"}
FRIENDS_SIDES: list[dict[str, Any]] = [
    {"kind": "points", "amount": 100},
    GIFT,
    {**GIFT, "codes": "shared"},
    {"kind": "discount_code", "amount_minor": 500, "codes": "shared"},
]
OFFERS = [
    {
        "name": f"offer-{n}",
        "weight": 20 + n,
        "advocate": {"kind": "points", "amount": 1},
        "friend": f,
    }
    for n, f in enumerate(FRIENDS_SIDES)
]


@pytest.mark.parametrize("code", [f"code-{n}" for n in range(40)])
def test_a_brief_shows_the_offer_that_the_rules_pay(code: str) -> None:
    program = a_program(offers=OFFERS, codes_by="shopify")
    brief = read_brief(rules_json(program.rules))

    terms = brief.terms(code)
    promised = (brief.currency, brief.minimum_minor, brief.codes_by)
    offer = offer_for(program.rules, code).friend
    assert terms == offer.model_dump()
    assert joint_gift_place("friends", code, terms, *promised) == joint_place(program, code)
    assert with_first_order(terms) == offer.with_first_order
    assert with_joint_code(terms) == offer.with_joint_code


def test_a_brief_has_what_the_rules_have() -> None:
    rules = a_program(
        qualifies={"minimum_minor": 2000},
        limits={"budget_minor": 500, "when_spent": "wait"},
        brand={"shop_name": "Lindner", "colour": "#0057ff", "picture": "https://a.example/b.jpg"},
        time_zone="Europe/Berlin",
    ).rules

    brief = read_brief(rules_json(rules))

    assert (brief.name, brief.shop_name) == (rules.name, rules.shop_name)
    assert (brief.on, brief.minimum_minor) == (rules.qualifies.on, 2000)
    assert (brief.budget_minor, brief.waits) == (500, rules.limits.has_line)
    assert (brief.colour, brief.image) == (rules.brand.colour, rules.brand.picture)
    assert (brief.window_days, brief.time_zone) == (30, "Europe/Berlin")


def test_rules_from_before_brands_and_limits_are_read() -> None:
    stored = rules_json(a_program().rules)
    for later in ("brand", "limits", "sharing", "codes_by"):
        del stored[later]

    brief = read_brief(stored)

    assert (brief.shop_name, brief.font) == ("Friends of the Bakery", "serif")
    assert brief.budget_minor is None
    assert brief.codes_by == "webhook"
