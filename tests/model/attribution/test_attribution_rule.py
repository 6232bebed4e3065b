"""The table of rules says all about each: a reason, a remedy, and words for both people."""

from referrals.model.attribution.rule import ATTRIBUTION_RULES, BY_ADDRESS, REASONS
from referrals.model.rule import Answer


def test_every_rule_has_a_reason_and_a_remedy() -> None:
    names = [rule.name for rule in ATTRIBUTION_RULES]
    reasons = [rule.reason for rule in ATTRIBUTION_RULES]

    assert len(set(names)) == len(set(reasons)) == len(ATTRIBUTION_RULES) == len(REASONS)
    assert all(rule.remedy.endswith(".") for rule in ATTRIBUTION_RULES)


def test_what_an_address_answers_is_asked_again_when_one_comes() -> None:
    assert {"self_referral", "same_friend"} == BY_ADDRESS


def test_a_merchant_may_set_aside_what_is_the_program_s_own() -> None:
    overruled = {rule.name for rule in ATTRIBUTION_RULES if rule.merchant_may_overrule}

    assert overruled == {"live", "existing_customer", "paid_search"}


def test_an_answer_has_the_rule_s_usual_remedy_unless_it_says_otherwise() -> None:
    assert Answer(False, "a moment that cannot be").remedy == ""
