"""The table of rules says all about each: a name, a reason, and who may set it aside."""

from referrals.model.attribution.rule import ATTRIBUTION_RULES, BY_ADDRESS, REASONS


def test_every_rule_has_a_reason_of_its_own() -> None:
    names = [rule.name for rule in ATTRIBUTION_RULES]
    reasons = [rule.reason for rule in ATTRIBUTION_RULES]

    assert len(set(names)) == len(set(reasons)) == len(ATTRIBUTION_RULES) == len(REASONS)


def test_what_an_address_answers_is_asked_again_when_one_comes() -> None:
    assert {"self_referral", "same_friend"} == BY_ADDRESS


def test_a_merchant_may_set_aside_what_is_the_program_s_own() -> None:
    overruled = {rule.name for rule in ATTRIBUTION_RULES if rule.merchant_may_overrule}

    assert overruled == {"live", "existing_customer", "paid_search"}
